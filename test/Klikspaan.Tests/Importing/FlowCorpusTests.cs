using System.Globalization;
using Klikspaan.Decoding;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>Files that mitmproxy wrote, what it wrote of the same traffic as HAR, and what it reads itself.</summary>
public sealed class FlowCorpusTests
{
    /// <summary>The files, how many exchanges each holds, and its problems.</summary>
    public static TheoryData<string, int, string[]> Files => new()
    {
        { "corrupted_gzip_body", 1, [] },
        { "dumpfile-010", 0, ["! version whole: expected version 7 to 21 of the format, found version 0.10.1; the flow was not read"] },
        { "dumpfile-018", 0, ["! version whole: expected version 7 to 21 of the format, found version 0.18.2; the flow was not read"] },
        { "dumpfile-10", 1, [] },
        { "dumpfile-7-websocket", 6, [] },
        { "error_log", 2, ["! no-response whole: expected a response, found an error that the tool wrote down: whether the request arrived is not established"] },
        { "event_stream", 2, [] },
        { "websocket", 3, [] },
    };

    /// <summary>Of these the names of folders in the content of the HAR were changed afterwards, where it can be read.</summary>
    static readonly string[] Edited = ["dotnet-sdk-appinsights", "sdk-appinsights2", "sdk-otel"];

    /// <summary>Recordings of which there are both a file of flows and a HAR.</summary>
    public static TheoryData<string, string> Pairs => Repository.Corpus is not { } corpus
        ? new() { { "captures/mitm/websocket.mitm", "captures/har/mitmproxy-websocket.har" } }
        : new(new[] { ("captures/mitm/websocket.mitm", "captures/har/mitmproxy-websocket.har"), ("captures/mitm/event_stream.mitm", "captures/har/mitmproxy-event-stream.har") }
            .Concat(Directory.EnumerateFiles(Path.Combine(corpus, "recordings"), "*.mitm").Where(f => new FileInfo(f).Length > 0).Order(StringComparer.Ordinal)
                .Select(f => Path.GetRelativePath(corpus, f)).Select(f => (f, Path.ChangeExtension(f, ".har")))));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_file_of_the_corpus_is_read(string name, int exchanges, string[] problems)
    {
        var file = await BytesAsync($"captures/mitm/{name}.mitm");
        var lines = await Flows.ReadAsync(file);

        Assert.IsType<FlowReader>(CaptureReaders.Recognise(file));
        Assert.Equal(exchanges, lines.Exchanges().Count);
        Assert.Equal(problems, lines.Problems());
        await PipelineTests.PlacesAsync(file);
    }

    /// <summary>
    /// What a HAR of mitmproxy loses: the compression of content (its field stays), the order in which flows ended, and that content which came in was not
    /// kept (it says 0 bytes). It has in turn all that is read of a flow of HTTP.
    /// </summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task The_HAR_of_the_same_traffic_holds_the_same_but_for_the_compression_of_content(string flows, string har)
    {
        var ours = await ExchangesAsync(new FlowReader(), flows);
        var theirs = await ExchangesAsync(new HarReader(), har);

        Assert.NotEmpty(ours);
        var isEdited = Edited.Contains(Path.GetFileNameWithoutExtension(flows));
        Assert.Equal(theirs.Select(e => Describe(e, isEdited)).Order(StringComparer.Ordinal), ours.Select(e => Describe(Undone(e), isEdited)).Order(StringComparer.Ordinal));
        Assert.All(ours, e => Assert.Empty(e.Problems));
        Assert.All(ours.Where(IsCompressed), e => Assert.NotEqual(Describe(e), Describe(Undone(e))));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Mitmproxy_lists_the_same_flows(string name, int exchanges, string[] problems)
    {
        Assert.SkipUnless(name is "dumpfile-10" or "dumpfile-7-websocket", "mitmproxy 8.1.1, the oldest to ask, does not read this version, or reads one that is refused here");
        Assert.Equal((exchanges, problems.Length), ((await ExchangesAsync(new FlowReader(), $"captures/mitm/{name}.mitm")).Count, 0));
        await ListedAsync($"captures/mitm/{name}.mitm");
    }

    [Theory]
    [InlineData("firefox-both")]
    [InlineData("chromium-both")]
    [InlineData("wrangler")]
    [InlineData("salesforce-transparent")]
    public Task Mitmproxy_lists_the_same_flows_of_a_recording(string name) => ListedAsync($"recordings/{name}.mitm");

    static async Task ListedAsync(string file)
    {
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "mitmdump"))), "mitmdump is not here");
        using var place = new Workplace();
        var run = await place.RunCommandAsync("mitmdump", ["--set", "confdir=" + place.Path("conf"), "-n", "--flow-detail", "2", "--showhost", "-r", Repository.InCorpus(file)]);
        var listed = run.Out.Split('\n').Select(l => l.Trim('\r')).Where(l => !l.StartsWith(' ') && l.Contains(": ", StringComparison.Ordinal) && l.Contains(" http", StringComparison.Ordinal))
            .Select(l => l[(l.IndexOf(": ", StringComparison.Ordinal) + 2)..].Replace(" HTTP/2.0", "", StringComparison.Ordinal));

        Assert.Equal(0, run.Code);
        Assert.Equal(listed.Distinct().Order(StringComparer.Ordinal), (await ExchangesAsync(new FlowReader(), file)).Where(e => e.Status is not null).Select(Line).Distinct().Order(StringComparer.Ordinal));
    }

    static string Line(Exchange exchange)
    {
        var query = exchange.Excerpts.Where(e => e.Part == MessagePart.Query).Select(e => "?" + System.Text.Encoding.UTF8.GetString(e.Bytes.Span));
        return string.Create(CultureInfo.InvariantCulture, $"{exchange.Method} {exchange.Scheme}://{exchange.Host}{(exchange.Port is { } port ? $":{port}" : "")}{exchange.Path}{string.Concat(query)}");
    }

    /// <summary>The exchange as a HAR has it.</summary>
    static Exchange Undone(Exchange exchange)
    {
        var excerpts = exchange.Excerpts.Select(e => e.Part == MessagePart.Content && Coding(exchange) is { } coding && Steps.TryFollow(e.Bytes, coding, Limits.Default, out var plain, out _) ? e with { Bytes = plain } : e).ToList();
        return exchange with { Excerpts = excerpts, BytesIn = exchange.BytesIn ?? 0, BytesOut = exchange.BytesOut + excerpts.Sum(e => (long)e.Bytes.Length) - exchange.Excerpts.Sum(e => (long)e.Bytes.Length) };
    }

    static bool IsCompressed(Exchange exchange) => Coding(exchange) is not null && exchange.Excerpts.Any(e => e.Part == MessagePart.Content);

    static string? Coding(Exchange exchange) =>
        exchange.Excerpts.Where(e => e.Path == "/content-encoding").Select(e => System.Text.Encoding.UTF8.GetString(e.Bytes.Span)).FirstOrDefault(c => c != "identity") is { } coding ? coding == "deflate" ? "zlib" : coding : null;

    static string Describe(Exchange exchange, bool isWithoutContent = false) => string.Join('\n', exchange.Excerpts.Where(e => !isWithoutContent || e.Part != MessagePart.Content).Select(e => $"{e.Part}:{e.Path} {Convert.ToHexString(e.Bytes.Span)}").Prepend(
        string.Create(CultureInfo.InvariantCulture, $"{exchange.StartedAt:O} {exchange.Kind} {exchange.Method} {exchange.Scheme} {exchange.Host} {exchange.Port} {exchange.Path} {exchange.Status} {exchange.BytesIn} {(isWithoutContent ? 0 : exchange.BytesOut)}")));

    static async Task<List<Exchange>> ExchangesAsync(ICaptureReader reader, string file)
    {
        var exchanges = new List<Exchange>();
        await foreach (var entry in reader.SplitAsync(new MemoryStream(await BytesAsync(file)), Limits.Default, TestContext.Current.CancellationToken))
        {
            if (entry.Kind == EntryKind.Exchange)
            {
                exchanges.Add(reader.Read(entry, Facts.Capture, [])!);
            }
        }

        return exchanges;
    }

    static Task<byte[]> BytesAsync(string file) => File.ReadAllBytesAsync(Repository.InCorpus(file.Split('/')), TestContext.Current.CancellationToken);
}
