using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Klikspaan.Decoding;

/// <summary>Eight bytes, little endian, as an unsigned number.</summary>
public sealed class Fixed64Transform : ITransform
{
    /// <inheritdoc/>
    public string Name => "fixed64";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        var fits = source.Length == 8;
        failure = fits ? default : new(source.Length, "8 bytes");
        decoded = fits ? Encoding.ASCII.GetBytes(BinaryPrimitives.ReadUInt64LittleEndian(source).ToString(CultureInfo.InvariantCulture)) : [];
        return fits;
    }
}
