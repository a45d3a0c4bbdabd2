using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

/// <summary>Bytes read by one structure alone; every locator is followed on the way, and what was refused has left nothing.</summary>
static class StructureRead
{
    public static (bool IsRead, List<DataItem> Items, List<Problem> Problems) Read(IStructure structure, byte[] bytes, Limits? limits = null)
    {
        limits ??= Limits.Default;
        var excerpt = new Excerpt(MessagePart.Content, "", 0, bytes.Length, "", bytes);
        var exchange = new Exchange { Number = 1, Offset = 0, Length = bytes.Length, Host = "host.example", Excerpts = [excerpt], BytesOut = bytes.Length };
        var sink = new ItemSink(limits, Facts.Capture, exchange, new(limits, Kept.All));
        var isRead = structure.TryRead(sink.Begin(excerpt), sink.Room.Paths.Root(MessagePart.Content, ""), sink);

        Assert.True(isRead || (sink.Items.Count == 0 && sink.Problems.Count == 0), "what was refused left something");
        Assert.InRange(sink.Items.Count, 0, limits.Leaves + 1);
        foreach (var item in sink.Items)
        {
            var where = item.Locate(Facts.Capture, 1);
            Assert.True(Steps.TryFollow(bytes, where.Steps, Limits.Default, out var value, out var failed), $"{where}: {failed}");
            Assert.Equal(item.Value.ToArray(), value.ToArray());
        }

        return (isRead, sink.Items, sink.Problems);
    }

    /// <summary>The paths and values, without what was not read.</summary>
    public static List<(string Path, string Value)> Values(IStructure structure, byte[] bytes) =>
        [.. Read(structure, bytes).Items.Select(i => (i.Path, System.Text.Encoding.UTF8.GetString(i.Value.Span)))];
}
