namespace Klikspaan;

/// <summary>
/// Where the bytes that went out are accounted for. The three always add up to the bytes out, as captured.
/// </summary>
/// <param name="Protocol">Bytes whose meaning a protocol file gives.</param>
/// <param name="Flattened">Bytes that became values with a path, without a protocol file to explain them.</param>
/// <param name="Opaque">Bytes that were not opened: binary, broken, or long base64 or hex that no protocol file explains.</param>
public readonly record struct Coverage(long Protocol, long Flattened, long Opaque)
{
    /// <summary>All bytes.</summary>
    public long Total => Protocol + Flattened + Opaque;

    /// <summary>Adds two counts.</summary>
    public static Coverage operator +(Coverage left, Coverage right) => left.Add(right);

    /// <summary>Adds two counts.</summary>
    public Coverage Add(Coverage other) => new(Protocol + other.Protocol, Flattened + other.Flattened, Opaque + other.Opaque);
}
