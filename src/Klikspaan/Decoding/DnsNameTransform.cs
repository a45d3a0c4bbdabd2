using Klikspaan.Packets;

namespace Klikspaan.Decoding;

/// <summary>A name as the domain name system sends it (RFC 1035 section 3.1), as text with dots.</summary>
public sealed class DnsNameTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => DnsMessage.Step;

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        var name = DnsMessage.Name(source);
        var isWhole = name is { } found && found.Length == source.Length;
        decoded = isWhole ? name!.Value.Text : [];
        failure = isWhole ? default : new(0, "a name as labels");
        return isWhole;
    }
}
