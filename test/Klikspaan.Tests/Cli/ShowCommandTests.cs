using System.Text.Json;
using Klikspaan.Cli;
using Klikspaan.Store;

namespace Klikspaan.Tests.Cli;

/// <summary>A dossier of 600 requests to three hosts, that is only read.</summary>
public sealed class ShowDossier : IAsyncLifetime
{
    internal Workplace Place { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Place.Plant(("host", "werkplek-0042"));
        await Place.TakeInAsync(("a.har", Workplace.Har(
            [.. Enumerable.Range(0, 599).Select(i => Workplace.Entry($"https://h{i % 3}.example/", i == 0 ? """{"host":"werkplek-0042"}""" : "", "GET")), "{}"])));
    }

    public ValueTask DisposeAsync()
    {
        Place.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class ShowCommandTests(ShowDossier dossier) : IClassFixture<ShowDossier>
{
    public static TheoryData<string> Names => new(Tables.All.Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_table_prints_in_every_format(string name)
    {
        var table = Tables.Find(name)!;
        var columns = table.Columns.Select(c => c.Name);

        var brief = await ShowAsync(name);
        var json = await ShowAsync(name, "--format", "json");
        var csv = Csv.Read((await ShowAsync(name, "-f", "csv")).Out);
        var ndjson = (await ShowAsync(name, "--format", "ndjson")).Lines;

        Assert.Equal(ShowCommand.Brief[name].Split(','), brief.Lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(columns, csv[0]);
        Assert.All(ndjson.Where(l => l.Length > 0), l => Assert.Equal(columns, Keys(l)));
        Assert.Equal(ndjson.Count(l => l.Length > 0), csv.Count - 1);
        using var array = JsonDocument.Parse(json.Out);
        Assert.Equal(csv.Count - 1, array.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task An_empty_table_is_an_empty_array_a_head_or_nothing()
    {
        string[] none = ["--where", "false"];

        Assert.Equal("[]\n", (await ShowAsync(["items", "--format", "json", .. none])).Out);
        Assert.Equal("", (await ShowAsync(["items", "--format", "ndjson", .. none])).Out);
        Assert.Equal("host,value\n", (await ShowAsync(["items", "--format", "csv", "--columns", "host,value", .. none])).Out);
        Assert.Equal("host value\n\n", (await ShowAsync(["items", "--columns", "host,value", .. none])).Out);
    }

    [Fact]
    public async Task Columns_come_in_the_order_asked_for()
    {
        var run = await ShowAsync("exchanges", "--format", "csv", "--columns", "host, exchange", "--limit", "2");

        Assert.Equal("host,exchange\nh0.example,1\nh1.example,2\n", run.Out);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(599)]
    [InlineData(10_000)]
    public async Task A_limit_bounds_the_rows(int limit)
    {
        var run = await ShowAsync("exchanges", "--format", "ndjson", "--limit", limit.ToString());

        Assert.Equal(Math.Min(limit, 599), run.Lines.Count(l => l.Length > 0));
    }

    [Fact]
    public async Task A_table_shows_its_first_500_rows_and_says_that_there_are_more()
    {
        var run = await ShowAsync("exchanges");
        var all = await ShowAsync("exchanges", "--limit", "599");

        Assert.Equal(502, run.Lines.Length - 1);
        Assert.Equal("The first 500 rows; --limit N shows more, --format ndjson shows all.", run.Lines[^1]);
        Assert.Equal(600, all.Lines.Length);
        Assert.Equal(599, (await ShowAsync("exchanges", "--format", "ndjson")).Lines.Length);
    }

    [Theory]
    [InlineData("--columns", ",", "--columns names no column")]
    public async Task An_option_that_makes_no_sense_is_told(string option, string value, string message)
    {
        var run = await ShowAsync("exchanges", option, value);

        Assert.Equal((2, "", $"klikspaan: {message}\n"), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task Numbers_stand_right_with_thousands_apart_in_a_table_and_plain_elsewhere()
    {
        var table = await ShowAsync("captures", "--columns", "bytes,source");
        var csv = await ShowAsync("captures", "--columns", "bytes,source", "--format", "csv");

        var bytes = new FileInfo(dossier.Place.Path("a.har")).Length;
        Assert.Equal(FormattableString.Invariant($"{bytes:N0} a.har"), table.Lines[1]);
        Assert.Equal($"{bytes},a.har", csv.Lines[1]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_schema_is_printed_without_a_dossier(string table)
    {
        using var place = new Workplace();

        var run = await place.RunAsync("show", table, "--schema");

        Assert.Equal((0, File.ReadAllText(Repository.Path("docs", "schema", $"show-{table}.schema.json"))), (run.Code, run.Out));
    }

    [Fact]
    public async Task Output_that_nobody_reads_to_the_end_is_no_failure_of_ours()
    {
        var run = await dossier.Place.RunCommandAsync("bash", ["-c", $"dotnet '{Workplace.Program}' -d d show items --format ndjson | head -1"]);

        Assert.Single(run.Lines);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    Task<Workplace.Run> ShowAsync(params string[] arguments) => dossier.Place.DoAsync(["show", .. arguments]);

    static IEnumerable<string> Keys(string line) => JsonDocument.Parse(line).RootElement.EnumerateObject().Select(p => p.Name);
}
