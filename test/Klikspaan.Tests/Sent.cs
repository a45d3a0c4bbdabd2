using System.Text;
using Klikspaan.Decoding;

namespace Klikspaan.Tests;

/// <summary>A request put together by hand, decoded and written out as text; every locator is followed on the way.</summary>
sealed class Sent
{
    readonly List<Excerpt> excerpts = [];
    readonly List<byte> file = [.. "junk before"u8];
    byte[] whole = [];

    public static Sent Content(string text, string contentEncoding = "") => Content(Encode.Utf8(text), contentEncoding);

    public static Sent Content(byte[] bytes, string contentEncoding = "") =>
        (contentEncoding.Length > 0 ? Of(MessagePart.Header, contentEncoding, "/content-encoding") : new()).And(MessagePart.Content, bytes, "");

    public static Sent Of(MessagePart part, string text, string path = "") => new Sent().And(part, Encode.Utf8(text), path);

    public Sent And(MessagePart part, byte[] bytes, string path)
    {
        excerpts.Add(new(part, path, file.Count, bytes.Length, "", bytes));
        file.AddRange(bytes);
        return this;
    }

    public DecodedExchange Decode(Limits? limits = null)
    {
        limits ??= Limits.Default;
        var exchange = new Exchange { Number = 1, Offset = 0, Length = file.Count, Host = "host.example", Excerpts = excerpts, BytesOut = excerpts.Sum(e => e.Length) };
        var decoded = new ExchangeDecoder(Facts.Knowledge, limits).Decode(exchange, Facts.Capture);

        Assert.Equal(exchange.BytesOut, decoded.Coverage.Total);
        Assert.True(decoded.Coverage is { Protocol: >= 0, Flattened: >= 0, Opaque: >= 0 }, decoded.Coverage.ToString());
        foreach (var item in decoded.Items)
        {
            Assert.Equal(item.Value.ToArray(), Cut(item.Locate(Facts.Capture, 1)));
        }

        foreach (var problem in decoded.Problems)
        {
            Cut(problem.Where);
        }

        return decoded;
    }

    /// <summary>A line for each item and problem: <c>=</c> a value, <c>&gt;</c> opened, <c>?</c> not opened, <c>!</c> a problem.</summary>
    public string Read(Limits? limits = null)
    {
        var decoded = Decode(limits);
        return string.Join('\n', decoded.Items.Select(Line).Concat(decoded.Problems.Select(Line)));
    }

    /// <summary>The bytes of the capture to which a locator leads.</summary>
    public byte[] Cut(Locator where)
    {
        whole = whole.Length == file.Count ? whole : [.. file];
        Assert.True(Steps.TryFollow(whole.AsMemory((int)where.Offset, (int)where.Length), where.Steps, Limits.Default, out var value, out var failed), $"{where}: {failed}");
        return value.ToArray();
    }

    static string Line(DataItem item) =>
        $"{Place(item.Part, item.Path)} {Value(item)} [{item.Layer.Describe()}{(item.Step.Length > 0 ? "|" + item.Step : "")}]";

    static string Line(Problem problem) =>
        $"! {problem.Kind} {Place(problem.Where.Part, problem.Where.Path)} {problem.Where.Steps}: expected {problem.Expected}, found {problem.Found}";

    static string Place(MessagePart part, string path) => $"{part.ToString().ToLowerInvariant()}:{path}";

    static string Value(DataItem item) =>
        item.IsOpened ? item.IsOpaque ? "> and yet not opened" : ">" : item.IsOpaque ? $"? {item.Length} bytes" : "= " + Encoding.UTF8.GetString(item.Value.Span);
}
