using System.Text;
using Klikspaan.Reporting;

namespace Klikspaan.Tests.Reporting;

public sealed class ExchangeReaderTests
{
    const string Jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2lnbmF0dXJlLW9mLWE";

    static readonly PlantedValue[] Planted = [new("host", "werkplek-0042", "host")];

    [Theory]
    [InlineData("""{"jwt":"<jwt>","other":"harmless-value"}""")]
    [InlineData("""{"<jwt>":"harmless-value"}""")]
    [InlineData("""{"a":1,"b":"see <jwt> there","other":"harmless-value"}""")]
    [InlineData("""[1,"harmless-value"] <jwt>""")]
    public async Task Of_what_was_packed_no_byte_is_shown_when_a_credential_is_in_it(string inner)
    {
        var bytes = Encode.Utf8(inner.Replace("<jwt>", Jwt, StringComparison.Ordinal));
        foreach (var packed in (string[])[Convert.ToBase64String(bytes), Convert.ToBase64String(Encode.Gzip(bytes)), Convert.ToBase64String(Encode.Base64(bytes))])
        {
            var read = await ReadAsync($$"""{"packed":"{{packed}}","plain":"beside"}""");
            var (hex, text) = Bytes(read);

            Assert.DoesNotContain(Convert.ToHexStringLower(Encode.Utf8(packed[..12])), hex, StringComparison.Ordinal);
            Assert.DoesNotContain(packed[^12..], text, StringComparison.Ordinal);
            Assert.Contains("beside", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_what_was_packed_without_a_credential_the_bytes_are_shown_with_one_mark_for_its_values()
    {
        var packed = Convert.ToBase64String(Encode.Utf8("""{"first":"harmless-value","second":"werkplek-0042"}"""));
        var read = await ReadAsync($$"""{"packed":"{{packed}}"}""");
        var inside = read.Items.Where(i => i.Path.Contains("/packed/", StringComparison.Ordinal)).ToList();

        Assert.Contains(packed, Bytes(read).Text, StringComparison.Ordinal);
        Assert.Equal(2, inside.Count);
        Assert.Equal(inside[0].Mark, inside[1].Mark);
        Assert.Equal([("host", "raw inside base64")], inside[1].Planted);
        Assert.Empty(inside[0].Planted);
    }

    [Fact]
    public async Task A_credential_is_masked_to_the_byte_and_what_stands_around_it_is_shown()
    {
        var read = await ReadAsync($$"""{"a":"before","password":"hunter22-hunter22","b":"{{Jwt}}","c":"after"}""");
        var (_, text) = Bytes(read);

        Assert.DoesNotContain(Jwt[..8], text, StringComparison.Ordinal);
        Assert.Contains("before", text, StringComparison.Ordinal);
        Assert.Contains("after", text, StringComparison.Ordinal);
        Assert.Contains("\"b\":\"" + new string('·', Jwt.Length) + "\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_with_a_planted_value_are_shown_first_and_the_bytes_left_out_add_up()
    {
        var body = $$"""{"long":"{{new string('x', 5000)}}","host":"werkplek-0042","more":"{{new string('y', 3000)}}"}""";
        var read = await ReadAsync(body, lines: 4);
        var piece = read.Pieces.Single(p => p.Part == MessagePart.Content);

        Assert.Equal(body.Length, piece.Size);
        Assert.Equal(piece.Size, piece.Lines.Sum(l => l.Omitted + l.Bytes.Length));
        Assert.Contains("werkplek-0042", Bytes(read).Text, StringComparison.Ordinal);
        Assert.Equal(4, piece.Lines.Count(l => l.Omitted == 0));
        Assert.All(read.Pieces.Where(p => p != piece), p => Assert.Empty(p.Lines));
    }

    [Fact]
    public async Task A_value_that_a_finding_cites_is_shown_whatever_the_number_of_values()
    {
        var body = $$"""{{{string.Join(',', Enumerable.Range(0, 50).Select(i => $"\"k{i}\":\"v{i}\""))}},"host":"werkplek-0042"}""";
        var observation = await ObserveAsync(body);
        var cited = observation.Hits.Select(h => h.Where.ToString()).ToHashSet();

        foreach (var most in (int[])[0, 1, 10])
        {
            var read = ExchangeReader.Read(observation, Facts.Capture, cited, ReportLimits.Default, most, 100);

            Assert.Equal(Math.Max(1, most), read.Items.Count);
            Assert.Equal(observation.Decoded!.Items.Count(i => !i.IsOpened), read.Items.Count + read.ItemsLeftOut);
            Assert.Equal(("content:/host", true), (read.Items[^1].Path, read.Items[^1].IsCited));
            Assert.Equal(read.Items.Select(i => i.Number).Order(), read.Items.Select(i => i.Number));
        }
    }

    [Fact]
    public async Task Very_many_planted_values_in_one_exchange_are_bounded_and_do_not_take_the_square_of_their_number()
    {
        var body = $$"""[{{string.Join(',', Enumerable.Repeat("\"werkplek-0042\"", 100_000))}}]""";
        var observation = await ObserveAsync(body);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var read = ExchangeReader.Read(observation, Facts.Capture, new HashSet<string> { observation.Hits[0].Where.ToString() }, ReportLimits.Default, 2000, 256);

        Assert.True(observation.Hits.Count > 50_000, $"{observation.Hits.Count}");
        Assert.Equal(2000, read.Items.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task Without_values_only_lengths_are_told_and_no_bytes()
    {
        var read = ExchangeReader.Read(await ObserveAsync("""{"a":"harmless-value"}"""), Facts.Capture, new HashSet<string>(), ReportLimits.Default with { ShowValues = false }, 100, 100);

        Assert.Empty(read.Pieces);
        Assert.Contains(read.Items, i => i is { Path: "content:/a", Value: "", Length: 14 });
    }

    static async Task<Observation> ObserveAsync(string body) => (await Facts.ObserveAsync(Facts.Har(body), Planted)).Single(o => o.Exchange is not null);

    static async Task<ReportedExchange> ReadAsync(string body, int lines = 1000) =>
        ExchangeReader.Read(await ObserveAsync(body), Facts.Capture, new HashSet<string>(), ReportLimits.Default, 1000, lines);

    /// <summary>The content as it would be rendered.</summary>
    static (string Hex, string Text) Bytes(ReportedExchange exchange)
    {
        var (hex, text) = (new StringBuilder(), new StringBuilder());
        foreach (var line in exchange.Pieces.Where(p => p.Part == MessagePart.Content).SelectMany(p => p.Lines))
        {
            for (var i = 0; i < line.Bytes.Length; i++)
            {
                hex.Append(line.Marks[i] == ByteLine.Masked ? "··" : Convert.ToHexStringLower(line.Bytes.Span.Slice(i, 1)));
                text.Append(line.Marks[i] == ByteLine.Masked ? '·' : (char)line.Bytes.Span[i]);
            }
        }

        return (hex.ToString(), text.ToString());
    }
}
