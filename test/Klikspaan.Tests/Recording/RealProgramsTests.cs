using System.Text.Json.Nodes;

namespace Klikspaan.Tests.Recording;

/// <summary>
/// Programs that others wrote, recorded as a user would, with nothing known of them but their names. The command line of the
/// .NET SDK is recorded by the test of the demo.
/// </summary>
public sealed class RealProgramsTests
{
    [Fact]
    public async Task Curl_is_heard_in_HTTP_1_and_2_encrypted_and_in_clear()
    {
        await Isolated.RequireAsync("curl");
        using var place = new Workplace();

        var recorded = await Isolated.RecordAsync(place, null, ["-q", "--", "sh", "-c", """
            curl -sS --http1.1 https://one.example/a -d "$(hostname)"
            curl -sS --http2 https://two.example/b -d "$(hostname)"
            curl -sS --http2-prior-knowledge http://three.example:8080/c -d "$(hostname)"
            curl -sS https://203.0.113.9:8443/d
            """]);

        Assert.Equal((0, "{}{}{}{}"), (recorded.Run.Code, recorded.Run.Out[..8]));
        Assert.Equal(["http/1.1", "h2", "h2", "h2"], recorded.Of("exchange").Select(e => e.GetProperty("protocol").GetString()));
        Assert.Equal(
            ["POST,https,one.example,,/a,curl,0", "POST,https,two.example,,/b,curl,0", "POST,http,three.example,8080,/c,curl,0", "GET,https,203.0.113.9,8443,/d,curl,0"],
            (await place.DoAsync("show", "exchanges", "--where", "kind = 'http'", "--format", "csv", "--columns", "method,scheme,host,port,path,process,problems")).Lines[1..]);
        Assert.Equal(["host,raw,one.example", "host,raw,two.example", "host,raw,three.example"], await PlantedAsync(place));
        await IsReadByAnotherAsync(place);
    }

    [Fact]
    public async Task An_SDK_of_Node_sends_the_host_name_in_clear_and_is_acknowledged()
    {
        Tools();
        await Isolated.RequireAsync("node");
        using var place = new Workplace();
        Link(place, "applicationinsights");
        place.Write("app.cjs", """
            const sdk = require('applicationinsights');
            sdk.setup('InstrumentationKey=11111111-2222-3333-4444-555555555555;IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/').start();
            sdk.defaultClient.trackEvent({ name: 'opened' });
            sdk.defaultClient.flush({ callback: answer => { console.log('ACKNOWLEDGED ' + answer); process.exit(0); } });
            """);

        var recorded = await Isolated.RecordAsync(place, null, ["-q", "--max-opaque", "100", "--", "node", "app.cjs"]);

        Assert.Equal(0, recorded.Run.Code);
        Assert.Equal(0, (int)recorded.Said("ACKNOWLEDGED").GetProperty("errors").GetArrayLength());
        Assert.Equal(recorded.Said("ACKNOWLEDGED").GetProperty("itemsReceived").GetInt32(), recorded.Said("ACKNOWLEDGED").GetProperty("itemsAccepted").GetInt32());
        Assert.Contains("host,raw,westeurope-5.in.applicationinsights.azure.com", await PlantedAsync(place));
    }

    [Fact]
    public async Task An_exporter_of_gRPC_without_TLS_is_answered_so_that_it_counts_its_export_as_done()
    {
        Tools();
        await Isolated.RequireAsync("node");
        using var place = new Workplace();
        Link(place, "@opentelemetry/exporter-trace-otlp-grpc");
        Link(place, "@opentelemetry/sdk-trace-node");
        place.Write("app.cjs", """
            const { NodeTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-node');
            const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-grpc');
            const exporter = new OTLPTraceExporter({ url: 'http://collector.example:4317' }), real = exporter.export.bind(exporter);
            exporter.export = (spans, done) => real(spans, result => { console.log('EXPORTED ' + JSON.stringify(result)); done(result); });
            const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
            provider.getTracer('t').startSpan('s', { attributes: { 'host.name': require('os').hostname() } }).end();
            provider.forceFlush().then(() => provider.shutdown()).then(() => process.exit(0));
            """);

        var recorded = await Isolated.RecordAsync(place, null, ["-q", "--max-opaque", "100", "--", "node", "app.cjs"]);

        Assert.Equal(0, recorded.Said("EXPORTED").GetProperty("code").GetInt32());
        var exchange = recorded.One("exchange");
        Assert.Equal(("h2", "grpc"), (exchange.GetProperty("protocol").GetString(), exchange.GetProperty("answer").GetString()));
        Assert.Equal(4317, exchange.GetProperty("destination").GetProperty("port").GetInt32());
        Assert.Equal(["host,raw,collector.example"], await PlantedAsync(place));
        Assert.Equal("opentelemetry/otlp-protobuf-traces,1", Assert.Single((await place.DoAsync("show", "exchanges", "--where", "kind = 'http'", "--format", "csv", "--columns", "protocol,events")).Lines[1..]));
    }

    [Fact]
    public async Task A_browser_trusts_us_and_tells_of_itself_while_it_shows_a_page_of_its_own()
    {
        await Isolated.RequireAsync("chromium", "certutil");
        using var place = new Workplace();
        place.Write("page.html", "<!doctype html><title>t</title><script>fetch('https://page.example/told', { method: 'POST', body: 'from the page' }).then(a => a.text()).then(t => document.title = t)</script>");

        var recorded = await Isolated.RecordAsync(
            place, null, ["-q", "--max-time", "25s", "--max-opaque", "100", "--", "chromium", "--headless=new", "--no-sandbox", "--no-first-run", "--disable-gpu", "page.html"]);

        Assert.Equal("max-time", recorded.End("reason"));
        var exchanges = (await place.DoAsync("show", "exchanges", "--format", "json", "--columns", "kind,scheme,host,process,path")).Out;
        var rows = JsonNode.Parse(exchanges)!.AsArray().Select(r => r!.AsObject()).ToList();

        // A browser opens connections that it does not need; none of them ends in an alert.
        Assert.DoesNotContain(recorded.Of("tls-failure"), f => f.GetProperty("reason").GetString()!.Contains("certificate", StringComparison.OrdinalIgnoreCase) || f.GetProperty("reason").GetString()!.Contains("alert", StringComparison.OrdinalIgnoreCase));
        var sent = rows.Where(r => (string?)r["kind"] == "http" && (string?)r["scheme"] == "https").ToList();
        Assert.Contains(sent, r => (string?)r["host"] == "page.example" && (string?)r["path"] == "/told");

        // Its own business, which no page asked for.
        Assert.Contains(sent, r => (string?)r["host"] != "page.example");

        // A sender that could not be found once was seen here, why is not known; never more than one, and another one is never named.
        Assert.All(sent.Where(r => (string?)r["host"] == "page.example"), r => Assert.Equal("chromium", (string?)r["process"]));
        Assert.InRange(sent.Count(r => (string?)r["process"] == "not established"), 0, 1);
        Assert.All(sent, r => Assert.Contains((string?)r["process"], (string[])["chromium", "not established"]));
        Assert.Contains("h2", recorded.Of("exchange").Select(e => e.GetProperty("protocol").GetString()));
    }

    /// <summary>A reader of web archives that is not ours reads each record of the recording, with its digest.</summary>
    static async Task IsReadByAnotherAsync(Workplace place)
    {
        Tools();
        var file = Assert.Single(Directory.GetFiles(place.InDossier("captures")));
        var records = await place.RunCommandAsync("node", [Repository.Path("test", "tools", "read-warc.mjs"), file]);
        Assert.Equal((0, ""), (records.Code, records.Error));
        var read = records.Lines.Select(l => JsonNode.Parse(l)!).ToList();
        Assert.All(read, r => Assert.True((bool)r["isDigest"]!));
        Assert.Equal(4, read.Count(r => (string)r["type"]! == "request"));
        Assert.Equal(["metadata", "request", "response", "warcinfo"], read.Select(r => (string)r["type"]!).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>The distinct planted values that were found: label, form, host, in the order of the recording.</summary>
    static async Task<List<string>> PlantedAsync(Workplace place) =>
        [.. (await place.DoAsync("show", "planted", "--format", "csv", "--columns", "label,value_form,host")).Lines[1..].Distinct()];

    static string Modules => Path.Combine(Repository.Root, "test", "tools", "node_modules");

    static void Tools() => Assert.SkipUnless(Directory.Exists(Modules), "npm has not installed test/tools");

    /// <summary>Brings the installed packages along: all of them, since they need each other.</summary>
    static void Link(Workplace place, string package)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Modules, package)), $"npm has not installed {package}");
        if (!Directory.Exists(place.Path("node_modules")))
        {
            using var copy = System.Diagnostics.Process.Start("cp", ["-r", Modules, place.Path("node_modules")]);
            copy.WaitForExit();
        }
    }
}
