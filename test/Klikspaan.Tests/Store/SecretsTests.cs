using System.IO.Compression;
using System.Text;
using DuckDB.NET.Data;
using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

/// <summary>A dossier of one capture with credentials in every place where a sender can put one.</summary>
public sealed class SecretsDossier : IAsyncLifetime
{
    internal const string Event = """{"name":"Microsoft.ApplicationInsights.Event","time":"<time>","iKey":"<key>","data":{"baseType":"EventData","baseData":{"name":"<name>","properties":{"p":"<property>"}}}}""";

    /// <summary>What must not be shown: credentials that are values.</summary>
    internal static readonly string[] Values =
    [
        "Cookie-in-a-pair", "Cookie-without-a-name", "Cookie-in-json", "Cookie-in-base64", "Cookie-in-a-form", "Cookie-of-the-list", "Cookie-that-is-first",
        "Bearer Bearer-token-1", "Bearer-in-a-body-1", "Q3JlZGVudGlhbHM6T2YgYmFzaWM=", "Digest-response-1", "Schemeless-token-1", "Proxy-token-1",
        .. ((string[])["body", "nested", "gzip", "form", "query", "message", "referer", "segment", "property", "header"]).Select(Jwt),
    ];

    /// <summary>What must not be shown: tokens that stand where names do.</summary>
    internal static readonly string[] Names = [.. ((string[])["key", "time", "ikey", "name", "cookie", "method", "gap"]).Select(Jwt)];

    internal Workplace Place { get; } = new();

    internal Workplace.Run Import { get; private set; } = new(0, "", "");

    public async ValueTask InitializeAsync()
    {
        Place.Plant(("planted", "werkplek-0042"));
        Import = await Place.ImportAsync(Workplace.Har(
            Workplace.Entry(
                $"https://user:Cookie-in-a-pair@host.example/a/{Jwt("segment")}/b?x={Jwt("query")}",
                $$$"""{"jwt":"{{{Jwt("body")}}}","{{{Jwt("key")}}}":{"planted":"werkplek-0042"},"inner":"{\"jwt\":\"{{{Jwt("nested")}}}\"}","packed":"{{{Packed(Jwt("gzip"))}}}","echo":"Bearer Bearer-in-a-body-1"}""",
                Jwt("method"),
                ("Cookie", $"first=Cookie-that-is-first; sid=Cookie-in-a-pair; Cookie-without-a-name; json=%7B%22a%22%3A%22Cookie-in-json%22%7D;form=a=1&b=Cookie-in-a-form; b64={Base64("""{"a":"Cookie-in-base64"}""")}; {Jwt("cookie")}=1"),
                ("Authorization", "Bearer Bearer-token-1"),
                ("Proxy-Authorization", "Proxy-token-1"),
                ("Referer", $"https://host.example/?t={Jwt("referer")}"),
                ("X-Custom", Jwt("header"))),
            Workplace.Entry(body: $"a=1&b={Jwt("form")}", headers: [("authorization", "Basic Q3JlZGVudGlhbHM6T2YgYmFzaWM=")]),
            Workplace.Entry(headers: [("AUTHORIZATION", "Digest username=\"u\", response=\"Digest-response-1\"")]),
            Workplace.Entry(headers: [("Authorization", "Schemeless-token-1")]),
            Workplace.Entry(body: $$$"""{"first":1,"{{{Jwt("gap")}}}":{"a":nonsense}}"""),
            Workplace.Entry(
                "https://dc.services.visualstudio.com/v2/track",
                Event.Replace("<time>", Jwt("time")).Replace("<key>", Jwt("ikey")).Replace("<name>", Jwt("name")).Replace("<property>", Jwt("property"))),
            Workplace.Entry().Replace("\"headers\":[]", "\"headers\":[],\"cookies\":[{\"name\":\"c\",\"value\":\"Cookie-of-the-list\"}]"),
            Workplace.Entry().Replace("\"response\"", $$"""  "_webSocketMessages":[{"type":"send","opcode":1,"data":"{\"jwt\":\"{{Jwt("message")}}\"}"}],"response" """)));
    }

    public ValueTask DisposeAsync()
    {
        Place.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A token that no other place has.</summary>
    internal static string Jwt(string place) => $"{Url("""{"alg":"none"}""")}.{Url($$"""{"sub":"{{place}}"}""")}.{Url("signature of " + place)}";

    static string Url(string text) => Base64(text).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    static string Packed(string text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes($$"""{"jwt":"{{text}}"}"""));
        }

        return Convert.ToBase64String(stream.ToArray());
    }
}

public sealed class SecretsTests(SecretsDossier dossier) : IClassFixture<SecretsDossier>
{
    public static TheoryData<string> Names => new(Tables.All.Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_credential_is_in_a_table(string table)
    {
        foreach (var format in (string[])["table", "json", "ndjson", "csv"])
        {
            var run = await dossier.Place.DoAsync("show", table, "--format", format, "--columns", "all");

            Assert.Equal((0, ""), (run.Code, run.Error));
            Clean(run.Out);
        }

        Clean((await dossier.Place.DoAsync("show", table, "--format", "json", "--where", "true")).Out);
    }

    [Fact]
    public async Task No_credential_is_in_an_export()
    {
        await dossier.Place.DoAsync("export", "out");

        foreach (var table in Tables.All)
        {
            Clean(File.ReadAllText(dossier.Place.Path("out", table.Name + ".csv")));
            Clean(string.Join('\n', Parquet(dossier.Place.Path("out", table.Name + ".parquet"))));
        }
    }

    [Fact]
    public void No_credential_is_in_the_index()
    {
        var files = Directory.GetFiles(dossier.Place.InDossier("index"), "*", SearchOption.AllDirectories);

        Assert.Equal(4, files.Length);
        Assert.All(files, f => Clean(File.ReadAllText(f)));
        Assert.All(files, f => Assert.DoesNotContain("werkplek-0042", File.ReadAllText(f), StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_credential_is_in_what_commands_say()
    {
        Assert.Equal(3, dossier.Import.Code);
        Assert.Contains("[masked: ", (await dossier.Place.DoAsync("show", "problems", "--format", "csv", "--columns", "path")).Lines[1], StringComparison.Ordinal);
        Clean(dossier.Import.Out + dossier.Import.Error);
        foreach (var command in (string[][])[["rebuild"], ["verify"], ["import", "a.har"], ["show", "items", "--where", "value::INT = 1"], ["show", "events", "--sort", "event::INT"]])
        {
            var run = await dossier.Place.DoAsync(command);

            Clean(run.Out + run.Error);
        }
    }

    [Fact]
    public async Task Credentials_are_shown_to_who_asks_for_them()
    {
        var items = (await dossier.Place.DoAsync("show", "items", "--format", "json", "--show-secrets")).Out;
        await dossier.Place.DoAsync("export", "revealed", "--show-secrets");
        var events = (await dossier.Place.DoAsync("show", "events", "--format", "json", "--show-secrets")).Out;

        Assert.All(SecretsDossier.Values.Except(["Digest-response-1"]), s => Assert.Contains(s, items, StringComparison.Ordinal));
        Assert.All(SecretsDossier.Values, s => Assert.Contains(s, File.ReadAllText(dossier.Place.Path("revealed", "items.csv")), StringComparison.Ordinal));
        Assert.Contains("Digest username=\\\"u\\\", response=\\\"Digest-response-1\\\"", items, StringComparison.Ordinal);
        Assert.All(((string[])["key", "cookie"]).Select(SecretsDossier.Jwt), s => Assert.Contains("/" + s, items, StringComparison.Ordinal));
        Assert.All(((string[])["time", "ikey", "name"]).Select(SecretsDossier.Jwt), s => Assert.Contains($"\"{s}\"", events, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_credential_is_shown_by_its_length()
    {
        var run = await dossier.Place.DoAsync("show", "items", "--format", "csv", "--columns", "path,value,category", "--where", "exchange = 4 AND path LIKE 'header:%'");

        Assert.Equal("header:/authorization,[masked: 18 bytes],credential", run.Lines[1]);
    }

    static void Clean(string text)
    {
        Assert.All(SecretsDossier.Values.Concat(SecretsDossier.Names), s => Assert.DoesNotContain(s, text, StringComparison.OrdinalIgnoreCase));
        Assert.All(SecretsDossier.Values.Concat(SecretsDossier.Names).Where(s => s.Count(c => c == '.') == 2), s => Assert.DoesNotContain(s.Split('.')[2], text, StringComparison.OrdinalIgnoreCase));
    }

    static IEnumerable<string> Parquet(string path)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM read_parquet('{path}')";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return string.Join('\n', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue));
        }
    }
}
