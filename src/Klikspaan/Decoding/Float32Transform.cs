using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Klikspaan.Decoding;

/// <summary>Four bytes, little endian, as an IEEE 754 number.</summary>
public sealed class Float32Transform : ITransform
{
    /// <inheritdoc/>
    public string Name => "float32";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        var fits = source.Length == 4;
        failure = fits ? default : new(source.Length, "4 bytes");
        decoded = fits ? Encoding.ASCII.GetBytes(BinaryPrimitives.ReadSingleLittleEndian(source).ToString(CultureInfo.InvariantCulture)) : [];
        return fits;
    }
}
