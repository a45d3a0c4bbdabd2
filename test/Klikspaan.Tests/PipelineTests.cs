using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using Klikspaan.Decoding;
using Klikspaan.Importing;
using Klikspaan.Tests.Importing;

namespace Klikspaan.Tests;

public sealed class PipelineTests
{
    /// <summary>What was planted before the recordings were made.</summary>
    static readonly PlantedValue[] Planted =
    [
        new("user", "jjansen", "user"),
        new("host", "werkplek-0042", "host"),
        new("mac", "02:42:ac:11:00:2a", "mac"),
        new("mail", "jan.jansen@example.nl", "email"),
        new("remote", "github.com/voorbeeld-ministerie/zaakdossier-intern", "git-remote"),
        new("host header", "keep-alive", "text"),
    ];

    static readonly Lazy<List<byte[]>> Damaged = new(() => [.. Repository.Recordings().Select(File.ReadAllBytes).Where(b => b.Length < 20_000)]);

    public static TheoryData<string> Recordings => new(Repository.Recordings().Select(p => Path.GetRelativePath(Repository.Root, p)));

    public static TheoryData<string> Corpus => Repository.Corpus is not { } corpus
        ? ["captures/har"]
        : new(new[] { "captures/har", "suites", "recordings", "trackhar" }
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(corpus, f), "*.har", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(corpus, f)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task Every_place_in_a_shipped_recording_leads_to_its_value(string file) => PlacesAsync(File.ReadAllBytes(Repository.Path(file)));

    [Theory]
    [MemberData(nameof(Corpus))]
    public Task Every_place_in_a_capture_of_the_corpus_leads_to_its_value(string file) => PlacesAsync(File.ReadAllBytes(Repository.InCorpus(file)));

    [Property(MaxTest = 60)]
    public Task Damage_to_a_recording_never_throws_and_every_place_still_leads_to_its_value(int[] damage)
    {
        var bytes = Damaged.Value[damage.Length % Damaged.Value.Count].ToArray();
        foreach (var at in damage)
        {
            bytes[(at * 7919 & int.MaxValue) % bytes.Length] ^= (byte)(1 << (at & 7));
        }

        return PlacesAsync(bytes, isSound: false);
    }

    [Theory]
    [InlineData("knowledge/protocols/nuxt/telemetry.build.har", """
        host header: raw Header:/connection text|raw
        remote: sha256 (joined by #), first 16 digits Content:/context/projectHash json-string|json|sha256 (joined by #), first 16 digits
        """)]
    [InlineData("examples/dotnet-cli/dotnet-cli.har", """
        host: raw Content:/tags/ai.cloud.roleInstance json-string|json|raw
        mac: sha256 Content:/data/baseData/properties/Machine ID Old json-string|json|sha256
        mac: sha256 Content:/data/baseData/properties/Machine ID json-string|json|sha256
        """)]
    public async Task Planted_values_are_found_in_the_recordings(string file, string expected)
    {
        var hits = (await Facts.ObserveAsync(await File.ReadAllBytesAsync(Repository.Path(file), TestContext.Current.CancellationToken), Planted)).SelectMany(o => o.Hits)
            .Select(h => $"{h.Label}: {h.Form} {h.Where.Part}:{h.Where.Path} {h.Chain}").Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(expected, string.Join('\n', hits));
    }

    [Fact]
    public async Task The_number_of_workers_never_changes_the_result()
    {
        var files = Repository.Recordings().ToList();
        Assert.NotEmpty(files);
        foreach (var file in files.Concat(Repository.Corpus is { } corpus ? [Path.Combine(corpus, "captures", "har", "ferguson.chrome-har-0.12.har")] : []))
        {
            var har = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            var one = Render(await Facts.ObserveAsync(har, Planted, workers: 1));

            Assert.Equal(one, Render(await Facts.ObserveAsync(har, Planted, workers: 2)));
            Assert.Equal(one, Render(await Facts.ObserveAsync(har, Planted, workers: 8)));
        }
    }

    [Fact]
    public async Task Entries_come_out_in_the_order_of_the_file_with_what_went_wrong()
    {
        var har = Hars.Of([.. Enumerable.Range(0, 40).Select(i => i % 10 == 3 ? "{}" : Hars.Entry($"\"postData\":{{\"text\":\"{new string('x', (40 - i) * 5000)}\"}}"))]);

        var observations = await Facts.ObserveAsync(Encode.Utf8(har[..^3]), workers: 8);

        Assert.Equal([0, .. Enumerable.Range(1, 40), 0], observations.Select(o => o.Number));
        Assert.Equal([4, 14, 24, 34, 0], observations.Where(o => o.Problems.Count > 0).Select(o => o.Number));
        Assert.All(observations, o => Assert.Equal(o.Exchange is null, o.Decoded is null));
        Assert.Equal("aaaaaaaaaaaa: entry 4, byte 0x" + observations[4].Problems[0].Where.Offset.ToString("X", CultureInfo.InvariantCulture) + ": expected a request with a url, found none", observations[4].Problems[0].ToString());
    }

    [Fact]
    public async Task A_stream_that_fails_is_not_taken_for_a_cut_file()
    {
        var pipeline = new Pipeline(Facts.Knowledge, [], Limits.Default, 2);
        var stream = new Dripping(Encode.Utf8(Hars.Of(Hars.Entry())[..200]), [64], breaks: true);

        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var observation in pipeline.ReadAsync(stream, new HarReader(), Facts.Capture, TestContext.Current.CancellationToken))
            {
                Assert.Empty(observation.Problems);
            }
        });
    }

    [Fact]
    public async Task Reading_can_be_left_before_the_end()
    {
        var har = Encode.Utf8(Hars.Of([.. Enumerable.Repeat(Hars.Entry(), 500)]));
        var numbers = new List<int>();
        await foreach (var observation in new Pipeline(Facts.Knowledge, [], Limits.Default, 2).ReadAsync(new MemoryStream(har), new HarReader(), Facts.Capture, TestContext.Current.CancellationToken))
        {
            numbers.Add(observation.Number);
            if (observation.Number == 3)
            {
                break;
            }
        }

        Assert.Equal([0, 1, 2, 3], numbers);
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var har = Encode.Utf8(Hars.Of([.. Enumerable.Repeat(Hars.Entry(), 500)]));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var observation in new Pipeline(Facts.Knowledge, [], Limits.Default, 2).ReadAsync(new Dripping(har, [100]), new HarReader(), Facts.Capture, cancel.Token))
            {
                if (observation.Number == 3)
                {
                    await cancel.CancelAsync();
                }
            }
        });
    }

    /// <summary>Opaque bytes counted by hand: path /p is 2 bytes, and so on.</summary>
    [Theory]
    [InlineData("\"postData\":{\"text\":\"AAECA//+\",\"encoding\":\"base64\"}", 8, 6)]
    [InlineData("\"postData\":{\"text\":\"plain\"}", 7, 0)]
    [InlineData("\"postData\":{\"text\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}", 66, 64)]
    [InlineData("\"postData\":{\"text\":\"{\\\"a\\\":\\\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\\\",\\\"b\\\":1}\"}", 80, 64)]
    [InlineData("\"postData\":{\"text\":\"{\\\"a\\\":1,x\"}", 10, 2)]
    [InlineData("\"headers\":[{\"name\":\"abc\",\"value\":\"de\"}],\"cookies\":[{\"name\":\"f\",\"value\":\"gh\"}]", 10, 0)]
    public async Task Bytes_that_were_not_read_are_counted(string request, long total, long opaque)
    {
        var decoded = (await Facts.ObserveAsync(Encode.Utf8(Hars.Of(Hars.Entry(request)))))[^1].Decoded!;

        Assert.Equal(new Coverage(0, total - opaque, opaque), decoded.Coverage);
    }

    [Fact]
    public void Bytes_that_were_not_read_inside_a_layer_are_charged_to_the_bytes_it_was_opened_from()
    {
        var json = Encode.Utf8($$"""{"a":"{{string.Concat(Enumerable.Repeat("0123456789abcdef", 4))}}","b":"{{new string('z', 61)}}"}""");
        var gzip = Encode.Gzip(json);
        Assert.Equal(140, json.Length);

        // 64 of 140 bytes of the JSON are opaque: that part of the gzip, rounded up.
        Assert.Equal((long)Math.Ceiling(64.0 * gzip.Length / 140), Sent.Content(gzip).Decode().Coverage.Opaque);
    }

    [Fact]
    public void Coverage_adds_up()
    {
        Assert.Equal(new Coverage(11, 22, 33), new Coverage(1, 2, 3) + new Coverage(10, 20, 30));
        Assert.Equal(66, new Coverage(11, 22, 33).Total);
    }

    internal static async Task PlacesAsync(byte[] har, bool isSound = true)
    {
        var layers = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var observation in await Facts.ObserveAsync(har, Planted, workers: 2))
        {
            if (observation.Exchange is not { } exchange)
            {
                continue;
            }

            Assert.Equal(exchange.BytesOut, observation.Decoded!.Coverage.Total);
            if (isSound && exchange.Kind.IsSent() && CaptureReaders.Recognise(har) is HarReader)
            {
                Assert.Equal(exchange.BytesOut, exchange.Excerpts.Sum(e => (long)e.Bytes.Length) + NamesLength(exchange, har));
            }

            foreach (var item in observation.Decoded.Items)
            {
                var where = item.Locate(Facts.Capture, exchange.Number);
                Assert.True(Cut(har, where, layers).Span.SequenceEqual(item.Value.Span), $"another value is at {where}");
            }

            Assert.All(observation.Hits, h => Assert.True(Values.IsForm(Planted.Single(p => p.Label == h.Label), h.Form, Cut(har, h.Where, layers)), $"{h.Form} of {h.Label} is not at {h.Where}"));
            Assert.All(observation.Hits, h => Assert.Equal((Facts.Capture, exchange.Number), (h.Where.Capture, h.Where.Exchange)));
            Assert.All(observation.Problems, p => Cut(har, p.Where, layers));
        }
    }

    /// <summary>The names of fields, counted by another JSON reader.</summary>
    static long NamesLength(Exchange exchange, byte[] har)
    {
        using var entry = System.Text.Json.JsonDocument.Parse(har.AsMemory((int)exchange.Offset, (int)exchange.Length));
        var request = entry.RootElement.GetProperty("request");
        var names = Names(request, "headers").Where(n => n[0] != ':').ToList();
        var cookies = names.Contains("cookie", StringComparer.OrdinalIgnoreCase) ? [] : Names(request, "cookies");
        var hasText = request.TryGetProperty("postData", out var data) && data.TryGetProperty("text", out var text) && text.GetString()!.Length > 0;
        var parameters = hasText || data.ValueKind != System.Text.Json.JsonValueKind.Object ? [] : Names(data, "params");
        return names.Concat(cookies).Concat(parameters).Sum(n => (long)Encoding.UTF8.GetByteCount(n));
    }

    static IEnumerable<string> Names(System.Text.Json.JsonElement parent, string list) =>
        parent.TryGetProperty(list, out var pairs) ? pairs.EnumerateArray().Where(p => p.TryGetProperty("value", out _)).Select(p => p.GetProperty("name").GetString()!) : [];

    /// <summary>Follows a place to its bytes; the way to a layer, up to the last cut, is followed once for all that is in it.</summary>
    static ReadOnlyMemory<byte> Cut(byte[] har, Locator where, Dictionary<string, ReadOnlyMemory<byte>> layers)
    {
        var last = Math.Max(0, where.Steps.LastIndexOf("|[", StringComparison.Ordinal) + 1);
        var key = $"{where.Offset}+{where.Length}|{where.Steps[..last]}";
        if (!layers.TryGetValue(key, out var layer))
        {
            layers.Add(key, layer = Follow(har.AsMemory((int)where.Offset, (int)where.Length), where.Steps[..last], where));
        }

        return Follow(layer, where.Steps[last..], where);
    }

    static ReadOnlyMemory<byte> Follow(ReadOnlyMemory<byte> bytes, string steps, Locator where)
    {
        Assert.True(Steps.TryFollow(bytes, steps, Limits.Default, out var value, out var failed), $"{where}: {failed}");
        return value;
    }

    static string Render(IEnumerable<Observation> observations)
    {
        var text = new StringBuilder();
        foreach (var observation in observations)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{observation.Number} {observation.Exchange?.Method} {observation.Exchange?.Host} {observation.Decoded?.Coverage} {observation.Decoded?.ProblemsDropped}");
            text.AppendJoin('\n', observation.Decoded?.Events.Select(e => $"event {e.Number} {e.Protocol} {e.Kind} {e.Name} {e.Time} {e.AccountKey} {e.Root} {e.Items}") ?? []);
            text.AppendJoin('\n', observation.Decoded?.Items.Select(i => $"{i.Locate(Facts.Capture, observation.Number)} {i.Shape} {i.Event?.Number} {i.Mapping} {i.IsOpened} {i.IsOpaque} {Convert.ToHexString(i.Value.Span)}") ?? []);
            text.AppendJoin('\n', observation.Decoded?.Chains ?? []).AppendLine();
            text.AppendJoin('\n', observation.Classifications).AppendLine();
            text.AppendJoin('\n', observation.Attributions).AppendLine();
            text.AppendJoin('\n', observation.Hits).AppendLine();
            text.AppendJoin('\n', observation.Problems).AppendLine();
        }

        return text.ToString();
    }
}
