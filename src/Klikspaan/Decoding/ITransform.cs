namespace Klikspaan.Decoding;

/// <summary>One step from bytes to bytes, such as gzip or base64.</summary>
public interface ITransform
{
    /// <summary>The name used in <see cref="Locator.Steps"/> and in <c>knowledge/</c> files.</summary>
    string Name { get; }

    /// <summary>Decodes <paramref name="source"/>. Never throws for bad bytes; on failure it says how far it came.</summary>
    bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure);
}
