using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Klikspaan.Decoding;

/// <summary>Eight bytes, little endian, as an IEEE 754 number.</summary>
public sealed class Float64Transform : ITransform
{
    /// <inheritdoc/>
    public string Name => "float64";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        var fits = source.Length == 8;
        failure = fits ? default : new(source.Length, "8 bytes");
        decoded = fits ? Encoding.ASCII.GetBytes(BinaryPrimitives.ReadDoubleLittleEndian(source).ToString(CultureInfo.InvariantCulture)) : [];
        return fits;
    }
}
