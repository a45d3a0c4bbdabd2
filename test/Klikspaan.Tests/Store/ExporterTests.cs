using DuckDB.NET.Data;
using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

public sealed class ExporterTests
{
    /// <summary>What a spreadsheet takes for the start of a formula, and what it passes over on the way there.</summary>
    static readonly string[] Formulas = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "   +1", " \t-1", "|calc", "%0A=1"];

    /// <summary>Formulas, a NUL, a planted value and an entry that cannot be read.</summary>
    static readonly byte[] Mixed = Workplace.Har([.. Formulas.Select(Hostile), Workplace.Entry(body: """{"nul":"a\u0000b","host":"werkplek-0042"}"""), "{}"]);

    const string Minutes = "documents:\n  - document: d\n    title: Minutes of a meeting\n    kind: minutes\n    date: 2026-01-02\n    grade: documented\n    certainty: verified\n";

    [Fact]
    public async Task Every_file_is_the_same_to_the_byte_after_a_rebuild_and_with_any_number_of_workers()
    {
        using var place = new Workplace();
        place.Write($"{Workplace.Name}/dossier.yaml", File.ReadAllBytes(Repository.Path("examples", "dotnet-cli", "dossier.yaml")));
        place.Write($"{Workplace.Name}/documents/d.yaml", Minutes);
        await place.TakeInAsync([.. Repository.Recordings().Select(f => (Path.GetFileName(f), File.ReadAllBytes(f))), ("x.har", Mixed)]);
        var first = await ExportAsync(place, "first", "1");
        Directory.Delete(place.InDossier("index"), recursive: true);
        await place.DoAsync("rebuild", "--workers", "4");

        var second = await ExportAsync(place, "second", "4");

        Assert.Equal(Tables.All.SelectMany(t => (string[])[$"{t.Name}.csv", $"{t.Name}.parquet"]).Order(StringComparer.Ordinal), first.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first, f => Assert.True(f.Value.AsSpan().SequenceEqual(second[f.Key]), f.Key));
        Assert.All(first, f => Assert.True(f.Value.Length > 100, f.Key));
    }

    [Fact]
    public async Task A_parquet_file_holds_the_rows_of_its_table()
    {
        using var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        await place.TakeInAsync(
            ("a.har", Mixed), ("again.har", [.. Mixed, (byte)'\n']), ("b.har", File.ReadAllBytes(Repository.Recordings().First())),
            ("c.har", Facts.Har($$"""{"noise":"{{Convert.ToBase64String([.. Enumerable.Range(0, 96).Select(i => (byte)(i * 151 + 200))])}}"}""")));
        place.Write($"{Workplace.Name}/documents/d.yaml", Minutes);
        place.Write($"{Workplace.Name}/scenarios/idle.yaml", "scenario: idle\nkind: baseline\n");
        place.Write("idle.har", Workplace.Har(Workplace.Entry("https://os.example/")));
        await place.DoAsync("import", "idle.har", "--scenario", "idle");
        var folder = place.Path("export");
        using var dossier = place.Open();
        var source = new TableSource(dossier, Reveal: false);
        await new Exporter(source, folder).WriteAsync("parquet", TestContext.Current.CancellationToken);
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        foreach (var table in Tables.All)
        {
            var expected = new List<string>();
            await foreach (var row in table.Rows(source, TestContext.Current.CancellationToken))
            {
                expected.Add(string.Join('\u001f', row.Select(Cell)));
            }

            // Of replies, which captures do not make, other tests have rows.
            Assert.Equal(table.Name is "replies" or "access", expected.Count == 0);
            Assert.Equal(expected, Read(connection, table, folder));
        }
    }

    [Fact]
    public async Task The_requests_of_a_recording_are_an_archive_only_when_secrets_may_be_shown()
    {
        using var place = new Workplace();
        var recording = Repository.Recordings().First(r => !r.EndsWith(".har", StringComparison.Ordinal));
        await place.TakeInAsync((Path.GetFileName(recording), File.ReadAllBytes(recording)));

        var refused = await place.DoAsync("export", "out", "--format", "har");
        var run = await place.DoAsync("export", "out", "--format", "har", "--show-secrets");

        Assert.Equal(2, refused.Code);
        Assert.Contains("--show-secrets", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.Code);
        Assert.Contains("no requests", run.Error, StringComparison.Ordinal);
        var file = Assert.Single(run.Lines);
        var sent = (await Facts.ObserveAsync(File.ReadAllBytes(recording))).Count(o => o.Exchange is { Kind: ExchangeKind.Http });
        Assert.Equal(sent, (await Facts.ObserveAsync(File.ReadAllBytes(place.Path(file)))).Count(o => o.Exchange is not null));
    }

    [Fact]
    public async Task The_exchanges_of_a_recording_are_a_WARC_file_only_when_secrets_may_be_shown()
    {
        using var place = new Workplace();
        var recording = Repository.Recordings().First(r => !r.EndsWith(".har", StringComparison.Ordinal));
        await place.TakeInAsync((Path.GetFileName(recording), File.ReadAllBytes(recording)));

        var refused = await place.DoAsync("export", "out", "--format", "warc");
        var run = await place.DoAsync("export", "out", "--format", "warc", "--show-secrets");
        var first = File.ReadAllBytes(place.Path(Assert.Single(run.Lines)));
        await place.DoAsync("export", "out", "--format", "warc", "--show-secrets");

        Assert.Equal(2, refused.Code);
        Assert.Contains("a WARC file holds requests as they were sent", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(first, File.ReadAllBytes(place.Path(run.Lines[0])));
        var (before, after) = (await Facts.ObserveAsync(File.ReadAllBytes(recording)), await Facts.ObserveAsync(first));
        Assert.Equal(before.Where(o => o.Exchange is not null).Select(o => (o.Exchange!.Kind, o.Exchange.Host, o.Problems.Count)), after.Where(o => o.Exchange is not null).Select(o => (o.Exchange!.Kind, o.Exchange.Host, o.Problems.Count)));
    }

    [Fact]
    public async Task No_cell_of_a_csv_starts_a_formula()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("=cmd.har", Workplace.Har(Formulas.Select(Hostile))));
        await place.DoAsync("export", "out");

        foreach (var table in Tables.All)
        {
            var rows = Csv.Read(File.ReadAllText(place.Path("out", table.Name + ".csv")));
            var shown = Csv.Read((await place.DoAsync("show", table.Name, "--format", "csv")).Out);

            Assert.All(rows.Concat(shown).SelectMany(r => r), cell => Assert.False(IsFormula(cell), $"{table.Name}: {cell}"));
            Assert.Equal(rows, shown);
        }
    }

    [Fact]
    public async Task A_formula_is_still_readable_behind_its_apostrophe()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Workplace.Har(Formulas.Select(Hostile))));

        var values = Csv.Read((await place.DoAsync("show", "items", "--format", "csv", "--columns", "value", "--where", "path = 'content:/value'")).Out).Skip(1).Select(r => r[0]);
        var hosts = Csv.Read((await place.DoAsync("show", "exchanges", "--format", "csv", "--columns", "host")).Out).Skip(1).Select(r => r[0]);

        Assert.Equal(Formulas.Select(f => "'" + f), values);
        Assert.Equal(Formulas.Select(f => f[0] == '@' ? "sum(a1)" : "'" + f.ToLowerInvariant()), hosts);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("1-1", "1-1")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("a\0b", "a\u2400b")]
    [InlineData("=1", "\"'=1\"")]
    [InlineData("\0=1", "\u2400=1")]
    public void A_cell_is_quoted_where_it_must_be(string value, string cell) =>
        Assert.Equal($"{cell},-5,,\"'=a; b\"", CsvRows.Write([value, -5L, null, new[] { "=a", "b" }]));

    static string Hostile(string formula) => Workplace.Entry(
        $"https://{formula}/{formula}?{Uri.EscapeDataString(formula)}={Uri.EscapeDataString(formula)}",
        $$"""{"value":{{Facts.Json(formula)}},{{Facts.Json(formula)}}:"name"}""",
        formula,
        (formula, formula));

    static bool IsFormula(string cell) => cell.TrimStart(' ') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '|' or '%', ..];

    static async Task<Dictionary<string, byte[]>> ExportAsync(Workplace place, string folder, string workers)
    {
        var run = await place.DoAsync("export", folder, "--workers", workers);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(run.Lines.Order(StringComparer.Ordinal), Directory.GetFiles(place.Path(folder)).Select(f => Path.GetRelativePath(place.Folder, f)).Order(StringComparer.Ordinal));
        return run.Lines.ToDictionary(l => Path.GetFileName(l), l => File.ReadAllBytes(place.Path(l)));
    }

    static IEnumerable<string> Read(DuckDBConnection connection, Table table, string folder)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM read_parquet('{Path.Combine(folder, table.Name)}.parquet')";
        using var reader = command.ExecuteReader();
        Assert.Equal(table.Columns.Select(c => c.Name), Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        while (reader.Read())
        {
            yield return string.Join('\u001f', Enumerable.Range(0, reader.FieldCount).Select(i => Cell(reader.IsDBNull(i) ? null : reader.GetValue(i))));
        }
    }

    static string Cell(object? value) => value switch
    {
        null => "null",
        IEnumerable<string> texts => string.Join("; ", texts),
        _ => value.ToString()!.Replace('\0', '\u2400'),
    };
}
