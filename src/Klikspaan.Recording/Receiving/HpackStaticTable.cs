using System.Text;
using Known = Klikspaan.Packets.HpackStaticTable;

namespace Klikspaan.Recording.Receiving;

/// <summary>Fields that every connection of HTTP/2 knows (RFC 7541, appendix A).</summary>
static class HpackStaticTable
{
    /// <summary>In the order of their index, which begins at 1.</summary>
    public static IReadOnlyList<SentField> Fields { get; } =
        [.. Enumerable.Range(1, Known.Count).Select(n => new SentField(Encoding.Latin1.GetString(Known.Name(n).Span), Encoding.Latin1.GetString(Known.Value(n).Span)))];
}
