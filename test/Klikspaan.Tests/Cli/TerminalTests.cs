using System.Text;
using Klikspaan.Cli;
using Klikspaan.Store;

namespace Klikspaan.Tests.Cli;

public sealed class TerminalTests
{
    /// <summary>Clears the screen, writes right to left, sets the title by a C1 control, ends the line, and would be markup or HTML.</summary>
    const string Hostile = "\u001b[2J\u202Eevil\u009d0;title\u0007\r\n\u2066\u061C[red]x[/]<script>alert(1)</script>";

    const string Harmless = "\u241B[2J\uFFFDevil\uFFFD0;title\u2407\u240D\u240A\uFFFD\uFFFD[red]x[/]<script>alert(1)</script>";

    public static TheoryData<string> Names => new(Tables.All.Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_captured_value_cannot_steer_the_terminal(string table)
    {
        foreach (var isTerminal in (bool[])[false, true])
        {
            using var place = await MakeAsync(isTerminal);

            var run = await place.DoAsync("show", table, "--columns", "all");

            Assert.Equal(0, run.Code);
            Assert.DoesNotContain(run.Out.Replace("\u001b[1m", "").Replace("\u001b[0m", ""), c => IsSteering(c) && c != '\n');
        }
    }

    [Theory]
    [InlineData("table")]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("ndjson")]
    public async Task No_format_steers_a_terminal(string format)
    {
        using var place = await MakeAsync(isTerminal: true);

        var run = await place.DoAsync("show", "items", "--format", format);

        Assert.DoesNotContain(run.Out.Replace("\u001b[1m", "").Replace("\u001b[0m", ""), c => IsSteering(c) && c != '\n');
    }

    [Fact]
    public async Task A_hostile_value_is_printed_with_its_control_characters_made_visible()
    {
        using var place = await MakeAsync(isTerminal: false);

        var run = await place.DoAsync("show", "items", "--columns", "value", "--where", "path = 'content:/value'");

        Assert.Equal(["value", Harmless], run.Lines[..2]);
    }

    [Fact]
    public async Task A_csv_that_is_piped_holds_the_value_as_it_was_sent()
    {
        using var place = await MakeAsync(isTerminal: false);

        var run = await place.DoAsync("show", "items", "--format", "csv", "--columns", "value", "--where", "path = 'content:/value'");

        Assert.Equal($"value\n\"{Hostile}\"\n", run.Out);
    }

    [Fact]
    public async Task A_hostile_file_name_is_printed_harmlessly()
    {
        using var place = new Workplace();
        var name = Hostile.Replace("/", "-");

        var good = await place.ImportAsync(Workplace.Har(Workplace.Entry()), name);
        var bad = await place.ImportAsync(Encoding.UTF8.GetBytes("nonsense"), name + "2");
        var missing = await place.DoAsync("import", name + "3");

        Assert.Equal((0, 2, 2), (good.Code, bad.Code, missing.Code));
        Assert.StartsWith(Harmless.Replace("/", "-") + ": 1 request", good.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(good.Out + good.Error + bad.Error + missing.Error, c => IsSteering(c) && c != '\n');
    }

    [Fact]
    public async Task A_hostile_dossier_is_printed_harmlessly()
    {
        using var place = new Workplace();
        place.Write($"{Workplace.Name}/dossier.yaml", "version: 1\n\"\\e[2J\": x\n");

        var run = await place.DoAsync("verify");

        Assert.Equal((4, "klikspaan: dossier.yaml has mistakes\n  dossier.yaml:2:1: '\u241B[2J' is not a key here; known are customer, ip_database, ip_database_date, ip_database_name, matrix, name, own_hosts, planted, products, umbrella, umbrella_seen, version\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task A_wide_cell_is_kept_whole_when_piped()
    {
        using var place = new Workplace();
        var hosts = Enumerable.Range(0, 400).Select(i => $"host-{i:000}.in.applicationinsights.azure.com").ToList();

        var run = await place.ImportAsync(Workplace.Har(hosts.Select(h => Workplace.Entry($"https://{h}/"))));

        Assert.Contains("addressed to 400 hosts.", run.Out, StringComparison.Ordinal);
        Assert.Contains(string.Join(", ", hosts), (await place.DoAsync("show", "recipients")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_value_is_cut_between_characters()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Workplace.Har(Workplace.Entry(body: $$"""{"value":"{{new string('a', 199)}}😀{{new string('b', 99)}}"}"""))));

        var run = await place.DoAsync("show", "items", "--columns", "value", "--where", "path = 'content:/value'");

        Assert.Equal(new string('a', 199) + "...", run.Lines[1]);
    }

    [Theory]
    [InlineData("plain é 中 😀", "plain é 中 😀")]
    [InlineData("\0\u001f\u007f\u009b", "\u2400\u241f\uFFFD\uFFFD")]
    [InlineData("\u200E\u200F\u061C\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u2028\u2029", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD")]
    public void Control_and_direction_characters_become_visible(string text, string clean) => Assert.Equal(clean, Terminal.Clean(text));

    /// <summary>C0, DEL, C1, and the characters of direction (UAX 9).</summary>
    static bool IsSteering(char c) =>
        c < ' ' || c is >= '\u007f' and <= '\u009f' or '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    static async Task<Workplace> MakeAsync(bool isTerminal)
    {
        var place = new Workplace { IsTerminal = isTerminal };
        place.Plant((Facts.Json(Hostile), "planted-value"));
        var har = Workplace.Har(
            Workplace.Entry(
                $"https://{Hostile}.example/{Hostile}?q={Hostile}",
                $$"""{"value":{{Facts.Json(Hostile)}},{{Facts.Json(Hostile)}}:"planted-value"}""",
                Hostile,
                (Hostile, Hostile),
                ("Cookie", $"{Hostile}=1")),
            Workplace.Entry(
                "https://dc.services.visualstudio.com/v2/track",
                """{"name":"n","time":<x>,"iKey":<x>,"data":{"baseType":"EventData","baseData":{"name":<x>}}}""".Replace("<x>", Facts.Json(Hostile))),
            Workplace.Entry(body: """{"a":1,<x>:{"b":nonsense}}""".Replace("<x>", Facts.Json(Hostile))));
        await place.TakeInAsync((Hostile.Replace("/", "-"), har));
        return place;
    }
}
