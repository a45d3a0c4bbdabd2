namespace Klikspaan.Decoding;

/// <summary>Raw deflate that lacks its last four bytes, as websocket messages are compressed (RFC 7692 section 7.2.2).</summary>
public sealed class MessageDeflateTransform : ITransform
{
    /// <summary>The name.</summary>
    internal const string Step = "permessage-deflate";

    static readonly DeflateTransform Deflate = new();

    /// <inheritdoc/>
    public string Name => Step;

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (source.IsEmpty)
        {
            (decoded, failure) = ([], new(0, Name));
            return false;
        }

        // The bytes that a sender leaves out begin an empty block; one more, empty and marked as the last, ends the stream. A sender may have ended it itself.
        return Deflate.TryDecode([.. source, 0, 0, 0xFF, 0xFF, 3, 0], limits, out decoded, out failure)
            || Deflate.TryDecode(source, limits, out decoded, out failure);
    }
}
