using Klikspaan.Packets;

namespace Klikspaan.Decoding;

/// <summary>The number of a header field that HTTP/2 need not send, as its value (RFC 7541 appendix A).</summary>
public sealed class HpackStaticTransform : ITransform
{
    const int Indexed = 0x80;

    /// <inheritdoc/>
    public string Name => HpackStaticTable.Step;

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        var number = source is [> Indexed and var octet] ? octet - Indexed : 0;
        var isKnown = number > 0 && number <= HpackStaticTable.Count;
        decoded = isKnown ? HpackStaticTable.Value(number).ToArray() : [];
        failure = isKnown ? default : new(0, "the number of a header field of the static table");
        return isKnown;
    }
}
