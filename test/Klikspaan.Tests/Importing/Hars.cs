using System.Text;
using Klikspaan.Decoding;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>Archives made by hand, and what the reader makes of them as lines of text.</summary>
static class Hars
{
    /// <summary>An archive of these entries.</summary>
    public static string Of(params string[] entries) =>
        $$$"""{"log":{"version":"1.2","creator":{"name":"test","version":"1"},"entries":[{{{string.Join(",\n", entries)}}}]}}""";

    /// <summary>An entry with these members of the request besides its method and URL.</summary>
    public static string Entry(string request = "", string url = "https://host.example/p", string more = "") =>
        $$$"""{"startedDateTime":"2026-01-02T03:04:05Z","request":{"method":"POST","url":"{{{url}}}"{{{Also(request)}}}},"response":{"status":204,"content":{"size":0}}{{{Also(more)}}}}""";

    /// <summary>The excerpts and problems of an archive's only entry.</summary>
    public static async Task<string> PartsAsync(string request, string url = "https://host.example/p", string more = "") =>
        string.Join('\n', (await ReadAsync(Encode.Utf8(Of(Entry(request, url, more))))).Where(l => l[0] is ' ' or '!').Select(l => l.Trim()));

    public static Task<List<string>> ReadAsync(byte[] har, Limits? limits = null) => ReadAsync(new MemoryStream(har), har, limits);

    /// <summary>The bytes of the file where the entry stands, without those that it leaves out.</summary>
    static List<byte> Kept(CaptureEntry entry, byte[] har)
    {
        if (entry.Step.Length > 0)
        {
            Assert.True(Steps.TryFollow(har.AsMemory((int)entry.Offset, (int)entry.Length), entry.Step, Limits.Default, out var text, out var failed), failed);
            return [.. entry.Bytes.Span.StartsWith("\uFEFF"u8) ? "\uFEFF"u8 : [], .. text.Span];
        }

        List<byte> kept = [.. har.AsSpan((int)entry.Offset, (int)entry.Length)];
        foreach (var gap in entry.Gaps)
        {
            kept.RemoveRange(gap.At, (int)gap.Length);
        }

        return kept;
    }

    /// <summary>A line for each exchange, one for each of its excerpts, and one for each problem; every excerpt is cut from the file and compared.</summary>
    public static async Task<List<string>> ReadAsync(Stream stream, byte[] har, Limits? limits = null, ICaptureReader? format = null)
    {
        var reader = format ?? new HarReader();
        var lines = new List<string>();
        await foreach (var entry in reader.SplitAsync(stream, limits ?? Limits.Default, TestContext.Current.CancellationToken))
        {
            var problems = new List<Problem>();
            var exchange = entry.Kind == EntryKind.Exchange ? reader.Read(entry, Facts.Capture, problems) : null;
            if (!entry.Bytes.IsEmpty)
            {
                Assert.True(Kept(entry, har).SequenceEqual(entry.Bytes.ToArray()), $"entry {entry.Number} is not at @{entry.Offset}+{entry.Length}");
            }

            lines.AddRange(entry.Fault is { } fault ? [$"! {fault.Kind} entry {entry.Number} @{entry.Offset}+{entry.Length}: expected {fault.Expected}, found {fault.Found}"] : []);
            lines.AddRange(exchange is null ? [] : Lines(exchange, har));
            lines.AddRange(problems.Concat(exchange?.Problems ?? []).Select(Line));
        }

        return lines;
    }

    /// <summary>The lines that tell of exchanges, without their parts.</summary>
    public static List<string> Exchanges(this IEnumerable<string> lines) => [.. lines.Where(l => char.IsAsciiDigit(l[0]))];

    /// <summary>The lines that tell of problems.</summary>
    public static List<string> Problems(this IEnumerable<string> lines) => [.. lines.Where(l => l[0] == '!')];

    static string Also(string members) => members.Length > 0 ? "," + members : "";

    static IEnumerable<string> Lines(Exchange exchange, byte[] har)
    {
        var port = exchange.Port is { } number ? $":{number}" : "";
        yield return $"{exchange.Number} {exchange.StartedAt:s} {exchange.Method} {exchange.Scheme}://{exchange.Host}{port}{exchange.Path} {exchange.Status} in {exchange.BytesIn} out {exchange.BytesOut}{Besides(exchange)}";
        foreach (var excerpt in exchange.Excerpts)
        {
            Assert.True(Steps.TryFollow(har.AsMemory((int)excerpt.Offset, (int)excerpt.Length), excerpt.Steps, Limits.Default, out var cut, out var failed), failed);
            Assert.True(cut.Span.SequenceEqual(excerpt.Bytes.Span), $"{excerpt.Part} @{excerpt.Offset}+{excerpt.Length} |{excerpt.Steps} gives other bytes");
            yield return $"  {excerpt.Part.ToString().ToLowerInvariant()}:{excerpt.Path} {Text(excerpt.Bytes.Span)}{(excerpt.Steps.Length > 0 ? " |" + excerpt.Steps : "")}";
        }
    }

    static string Besides(Exchange exchange) =>
        (exchange.Kind == ExchangeKind.Http ? "" : " " + exchange.Kind.Name())
        + (exchange.Sender is { } sender ? $" by {sender.Pid}:{sender.Executable}:{string.Join('+', sender.CommandLine)}" : "");

    static string Text(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) && !bytes.Contains((byte)0) ? Encoding.UTF8.GetString(bytes) : Convert.ToHexString(bytes);

    static string Line(Problem problem) => $"! {problem.Kind} {problem.Where.Part.ToString().ToLowerInvariant()}: expected {problem.Expected}, found {problem.Found}";
}

/// <summary>Gives at most as many bytes at a time as it was told, over and over; then ends, or breaks.</summary>
sealed class Dripping(byte[] bytes, IReadOnlyList<int> sizes, bool breaks = false) : Stream
{
    int at, reads;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => at; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (breaks && at == bytes.Length)
        {
            throw new IOException("the disk is gone");
        }

        var take = Math.Min(Math.Min(count, sizes[reads++ % sizes.Count]), bytes.Length - at);
        bytes.AsSpan(at, take).CopyTo(buffer.AsSpan(offset));
        at += take;
        return take;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
