using Klikspaan.Store;

namespace Klikspaan.Tests.Cli;

/// <summary>What stays the same over captures, and who holds the same.</summary>
public sealed class IdentifierTests
{
    const string Install = "8ea33359-5b6b-4686-be88-bffbfe68c5cd", Other = "3b1c0a52-94d7-4f0e-8a61-2f7c5e9d1b04", Device = "1dff781003e1186ea2f517f5120d91da506505bf";

    [Fact]
    public async Task Captures_of_which_device_account_and_installation_are_said_show_what_a_value_follows()
    {
        using var place = new Workplace();
        await ImportAsync(place, "a", "d1", "p1", "i1", Install);
        await ImportAsync(place, "b", "d1", "p1", "i1", Install);
        await ImportAsync(place, "c", "d1", "p1", "i2", Other);

        Assert.Equal(
            [$"{Install}|2|guid|installation|restart: 1 of 1; new installation: 0 of 2", $"{Device}|1|hex|not established|restart: 1 of 1; new installation: 2 of 2"],
            await RowsAsync(place, "value,values,form,scope,kept"));
        Assert.Equal(["other account; other device; other device and account; other invented device and account"], (await RowsAsync(place, "not_tested")).Distinct());

        var report = (await place.DoAsync("report", "--to", "md", "-o", "-")).Out;
        Assert.Contains("was the same after a restart and another in a new installation (pairs of runs: a restart: the same in 1 of 1 and a new installation: the same in 0 of 2)", report, StringComparison.Ordinal);
        Assert.Contains("was na een herstart gelijk; in een nieuwe installatie stond er een andere", (await place.DoAsync("report", "--to", "md", "--lang", "nl", "-o", "-")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_one_capture_nothing_is_established_but_who_holds_the_same()
    {
        using var place = new Workplace();
        await place.ImportAsync(Workplace.Har(
            Workplace.Entry("https://a.example.org/t", $$"""{"install":"{{Install}}"}"""),
            Workplace.Entry("https://b.example.com/p?x=" + Install.ToUpperInvariant(), headers: ("Cookie", "uid=" + Install)),
            Workplace.Entry("https://c.example.com/p", headers: ("Cookie", "uid=abcdefgh"))));

        Assert.Equal(
            ["example.com + example.org|cookie of example.com, sent to example.org|not established"],
            await RowsAsync(place, "joined_by,synchronised,scope", "--where", "len(joined_by) > 0"));
        var report = (await place.DoAsync("report", "--to", "md", "-o", "-")).Out;
        Assert.Contains("There was one run, and so nothing to compare it with", report, StringComparison.Ordinal);
        Assert.Contains("A value that was sent to example.com as a cookie was also sent to example.org.", report, StringComparison.Ordinal);
        Assert.DoesNotContain("was the same after", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_are_masked_unless_they_are_asked_for_and_a_planted_value_is_named()
    {
        using var place = new Workplace();
        place.Plant(("mac", "02:42:ac:11:00:2a"));
        await place.ImportAsync(Workplace.Har(Workplace.Entry(
            "https://a.example.org/t", """{"m":"02:42:ac:11:00:2a","h":"ff3d5a9bbd4cd0e2ee7ab9bb45ffdc9d"}""", headers: ("Cookie", "sid=" + Other))));

        Assert.DoesNotContain((await RowsAsync(place, "value")), v => v.Contains(Other, StringComparison.Ordinal));
        Assert.Contains("[masked: 36 bytes]", await RowsAsync(place, "value"));
        Assert.Contains(Other, await RowsAsync(place, "value", "--show-secrets"));
        Assert.Equal(["02:42:ac:11:00:2a|mac as raw"], await RowsAsync(place, "value,planted", "--where", "form = 'mac'"));
    }

    [Fact]
    public async Task A_value_that_is_a_cookie_anywhere_is_masked_though_it_came_first_in_clear()
    {
        using var place = new Workplace();
        await place.ImportAsync(Workplace.Har(
            [Workplace.Entry("https://a.example.org/t?x=" + Other), .. Enumerable.Range(0, 2000).Select(i => Workplace.Entry("https://a.example.org/" + i)), Workplace.Entry("https://b.example.org/t", headers: ("Cookie", "sid=" + Other))]));

        Assert.DoesNotContain(Other, string.Join('\n', await RowsAsync(place, "value")), StringComparison.Ordinal);
        Assert.Contains("[masked: 36 bytes]", await RowsAsync(place, "value"));
    }

    [Fact]
    public async Task Beyond_the_limit_values_are_not_followed_and_that_is_said()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Workplace.Har(Enumerable.Range(0, 9).Select(i => Workplace.Entry("https://a.example.org/t", $$"""{"x":"8ea33359-5b6b-4686-be88-00000000000{{i}}"}""")))));
        using var dossier = Dossier.Open(place.Path(Workplace.Name), Facts.Knowledge, TimeProvider.System, limits: new() { Identifiers = 4 });

        var tally = await dossier.IdentifiersAsync(dossier.Manifest.Captures, reveal: false, TestContext.Current.CancellationToken);

        Assert.Equal((4, 5L), (tally.Values.Count, tally.LeftOut));
        List<object?[]> rows = [];
        await foreach (var row in Tables.Find("identifiers")!.Rows(new(dossier, false), TestContext.Current.CancellationToken))
        {
            rows.Add(row);
        }

        Assert.Equal(["8ea33359-5b6b-4686-be88-000000000000", "[further values than the 4 that are followed]"], rows.Select(r => r[0]));
        Assert.Equal([4L, 5L], rows.Select(r => r[8]));
    }

    [Fact]
    public async Task The_number_of_workers_changes_nothing()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Workplace.Har(Enumerable.Range(0, 3000).Select(i => Workplace.Entry(
            $"https://h{i % 7}.example.org/t", $$"""{"x":"8ea33359-5b6b-4686-be88-{{i % 50:d12}}","list":["aZ3kQ9xW1mN7pR{{i % 9}}t","{{Device}}"]}""")))));
        async Task<List<string>> Rows(int workers)
        {
            using var dossier = place.Open(workers);
            List<string> rows = [];
            await foreach (var row in Tables.Find("identifiers")!.Rows(new(dossier, false), TestContext.Current.CancellationToken))
            {
                rows.Add(string.Join('|', row.Select(c => c is IEnumerable<string> texts ? string.Join(';', texts) : c?.ToString())));
            }

            return rows;
        }

        Assert.Equal(await Rows(1), await Rows(5));
    }

    static async Task ImportAsync(Workplace place, string name, string device, string account, string installation, string install)
    {
        place.Write($"{name}.yaml", $"device: {device}\naccount: {account}\ninstallation: {installation}\nscenario: {name}\n");
        var run = await place.DoAsync("import", "--meta", $"{name}.yaml", place.Write($"{name}.har", Workplace.Har(
            Workplace.Entry("https://a.example.org/t", $$"""{"install":"{{install}}","name":"{{name}}"}"""), Workplace.Entry("https://a.example.org/t", $$"""{"dev":"{{Device}}","name":"{{name}}","install":"{{install}}"}"""))));
        Assert.True(run.Code == 0, run.Error);
    }

    static async Task<List<string>> RowsAsync(Workplace place, string columns, params string[] more)
    {
        var run = await place.DoAsync(["show", "identifiers", "--format", "csv", "--columns", columns, .. more]);
        Assert.True(run.Code == 0, run.Error);
        return [.. Csv.Read(run.Out).Skip(1).Select(r => string.Join('|', r))];
    }
}
