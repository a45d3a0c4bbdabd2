namespace Klikspaan.Tests.Store;

/// <summary>One dossier that is only read.</summary>
public sealed class QueryDossier : IAsyncLifetime
{
    internal Workplace Place { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Place.Plant(("host", "werkplek-0042"));
        await Place.TakeInAsync(("a.har", Workplace.Har(
            Workplace.Entry("https://b.example/", """{"name":"it's \"quoted\", really","nul":"a\u0000b","host":"werkplek-0042"}"""),
            Workplace.Entry("https://a.example/", """{"name":"second"}"""),
            Workplace.Entry("https://c.example:8443/", """{"name":"third"}"""),
            Workplace.Entry("https://a.example/", """{"name":"fourth"}"""))));
    }

    public ValueTask DisposeAsync()
    {
        Place.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class QueryTests(QueryDossier dossier) : IClassFixture<QueryDossier>
{
    [Theory]
    [InlineData("path = 'content:/name' AND host = 'a.example'", "second|fourth")]
    [InlineData("value = 'it''s \"quoted\", really'", "it's \"quoted\", really")]
    [InlineData("path = 'content:/name' AND host IN (SELECT host FROM planted)", "it's \"quoted\", really")]
    [InlineData("path = 'content:/name' AND exchange IN (SELECT exchange FROM EXCHANGES WHERE port = 8443)", "third")]
    [InlineData("path = 'content:/name' AND host NOT IN (SELECT unnest(string_split(hosts, '; ')) FROM recipients)", "")]
    [InlineData("path = 'content:/name' -- the rest is a comment", "it's \"quoted\", really|second|third|fourth")]
    [InlineData("path = 'content:/nul'", "a\u2400b")]
    [InlineData("value LIKE 'a\u2400%'", "a\u2400b")]
    [InlineData("value = 'a;b' OR value = ')'", "")]
    public async Task A_condition_picks_rows_and_may_name_other_tables(string where, string values)
    {
        var run = await ItemsAsync("--where", where);

        Assert.Equal(("", 0), (run.Error, run.Code));
        Assert.Equal(values, string.Join('|', Values(run)));
    }

    [Fact]
    public async Task A_nul_is_kept_where_the_engine_is_not_asked()
    {
        var run = await dossier.Place.DoAsync("show", "items", "--format", "ndjson", "--columns", "value");

        Assert.Contains("""{"value":"a\u0000b"}""", run.Lines);
    }

    [Theory]
    [InlineData("host", "second|fourth|it's \"quoted\", really|third")]
    [InlineData("-host", "third|it's \"quoted\", really|second|fourth")]
    [InlineData("host,-exchange", "fourth|second|it's \"quoted\", really|third")]
    [InlineData("-exchange", "fourth|third|second|it's \"quoted\", really")]
    public async Task Sorting_keeps_ties_in_the_order_of_the_table(string sort, string values) =>
        Assert.Equal(values, string.Join('|', Values(await ItemsAsync("--where", "path = 'content:/name'", "--sort", sort))));

    [Theory]
    [InlineData("port", "8443,,,")]
    [InlineData("-port", "8443,,,")]
    public async Task What_is_not_established_sorts_last(string sort, string ports)
    {
        var run = await dossier.Place.DoAsync("show", "exchanges", "--format", "csv", "--columns", "port", "--sort", sort);

        Assert.Equal(ports, string.Join(',', run.Out.Split('\n')[1..5]));
    }

    [Theory]
    [InlineData("recipients")]
    [InlineData("exchanges")]
    [InlineData("items")]
    [InlineData("coverage")]
    public async Task A_condition_that_holds_for_all_gives_the_table_itself(string table)
    {
        var all = await dossier.Place.DoAsync("show", table, "--format", "ndjson");

        var run = await dossier.Place.DoAsync("show", table, "--format", "ndjson", "--where", "true");

        Assert.Equal(all.Out.Replace(@"\u0000", "\u2400", StringComparison.Ordinal), run.Out);
    }

    [Theory]
    [InlineData("EXISTS (SELECT 1 FROM read_text('{0}'))", "Permission Error: Cannot access file \"{0}\"")]
    [InlineData("EXISTS (SELECT 1 FROM read_csv('{0}'))", "Permission Error: Cannot access file \"{0}\"")]
    [InlineData("EXISTS (SELECT 1 FROM read_parquet('{0}'))", "Permission Error: Cannot access file \"{0}\"")]
    [InlineData("EXISTS (SELECT 1 FROM glob('{0}'))", "Permission Error: Cannot access file \"{0}\"")]
    [InlineData("EXISTS (SELECT 1 FROM '{0}')", "Catalog Error: Table with name {0} does not exist!")]
    [InlineData("EXISTS (SELECT 1 FROM read_text('https://host.example/'))", "Permission Error: ")]
    [InlineData("EXISTS (SELECT 1 FROM query('COPY items TO ''{0}'''))", "Parser Error: ")]
    [InlineData("getenv('HOME') <> ''", "Catalog Error: ")]
    [InlineData("ATTACH '{0}'", "Catalog Error: Type with name ATTACH does not exist!")]
    [InlineData("true); ATTACH '{0}.db'; SELECT * FROM items WHERE (true", "it holds more than a condition")]
    [InlineData("true); INSTALL httpfs; SELECT * FROM items WHERE (true", "it holds more than a condition")]
    [InlineData("true); LOAD '{0}'; SELECT * FROM items WHERE (true", "it holds more than a condition")]
    [InlineData("true); SET memory_limit = '8GB'; SELECT * FROM items WHERE (true", "it holds more than a condition")]
    [InlineData("true); COPY items TO '{0}.csv'; SELECT * FROM items WHERE (true", "it holds more than a condition")]
    [InlineData("true); DROP TABLE items; SELECT * FROM items WHERE (true", "it holds more than a condition")]
    public async Task A_condition_cannot_reach_out_of_the_dossier(string where, string message)
    {
        var file = dossier.Place.Path(dossier.Place.Write("secret.txt", "value\nsecret\n"));

        var run = await ItemsAsync("--where", string.Format(null, where, file));

        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith("klikspaan: the condition cannot be used: " + string.Format(null, message, file), run.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(dossier.Place.Folder, "secret*"));
    }

    [Theory]
    [InlineData("nosuch = 1", "Binder Error: Referenced column \"nosuch\" not found in FROM clause!")]
    [InlineData("value LIKE", "Parser Error: syntax error at or near \")\"")]
    [InlineData("host = 'a", "Parser Error: ")]
    [InlineData("(host = 'a.example'", "Parser Error: ")]
    [InlineData("host = 'a.example')", "Parser Error: ")]
    [InlineData("'abc'::INT = 1", "Conversion Error: ")]
    [InlineData("host = 'a.example' /* ", "Parser Error: ")]
    public async Task A_condition_that_is_wrong_is_told_in_one_line(string where, string message)
    {
        var run = await ItemsAsync("--where", where);

        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith("klikspaan: the condition cannot be used: " + message, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("--sort")]
    [InlineData("--columns")]
    public async Task A_column_that_is_not_there_is_told_with_those_that_are(string option)
    {
        var run = await dossier.Place.DoAsync("show", "coverage", option, "nosuch");

        Assert.Equal(
            (2, "klikspaan: 'nosuch' is no column of coverage; columns are capture, per, name, captures, exchanges, decoded_exchanges, undecoded_exchanges, bytes_out, protocol_bytes, flattened_bytes, undecoded_bytes, tls_failures, undecrypted_connections, problems, dns_queries, attempts, senders_not_established\n"),
            (run.Code, run.Error));
    }

    [Fact]
    public async Task A_value_in_an_error_of_the_engine_cannot_steer_the_terminal()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Workplace.Har(Workplace.Entry(body: "{\"name\":\"\\u001b[31mred\"}"))));

        var run = await place.DoAsync("show", "items", "--where", "path = 'content:/name' AND value::INT = 1");

        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains("red", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
    }

    [Fact]
    public async Task What_the_engine_wrote_aside_is_gone_afterwards()
    {
        var temporary = Directory.CreateDirectory(dossier.Place.Path("tmp")).FullName;

        var run = await dossier.Place.RunCommandAsync(
            "env", [$"TMPDIR={temporary}", "dotnet", Workplace.Program, "-d", Workplace.Name, "show", "items", "--format", "csv", "--columns", "exchange", "--sort", "-value", "--limit", "2"]);

        Assert.Equal((0, 3), (run.Code, run.Lines.Length));
        Assert.Empty(Directory.GetFileSystemEntries(temporary, "klikspaan*"));
    }

    Task<Workplace.Run> ItemsAsync(params string[] arguments) => dossier.Place.DoAsync(["show", "items", "--format", "ndjson", "--columns", "value", .. arguments]);

    static IEnumerable<string> Values(Workplace.Run run) =>
        run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => System.Text.Json.JsonDocument.Parse(l).RootElement.GetProperty("value").GetString()!);
}
