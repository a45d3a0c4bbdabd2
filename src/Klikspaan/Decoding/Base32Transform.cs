namespace Klikspaan.Decoding;

/// <summary>Base32 (RFC 4648 section 6), large or small letters, padding optional.</summary>
public sealed class Base32Transform : ITransform
{
    const int BitsPerDigit = 5;

    /// <inheritdoc/>
    public string Name => "base32";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        decoded = [];
        failure = default;
        var digits = source.TrimEnd((byte)'=');
        if (digits.Length / 8 * 5L > limits.LayerBytes)
        {
            failure = new(0, $"at most {limits.LayerBytes} bytes");
            return false;
        }

        if (digits.Length % 8 is 1 or 3 or 6 || source.Length - digits.Length > 6)
        {
            failure = new(digits.Length, "another base32 digit, or less padding");
            return false;
        }

        var bytes = new byte[(int)(digits.Length * (long)BitsPerDigit / 8)];
        int written = 0, held = 0;
        uint bits = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            if (Value(digits[i]) is not (>= 0 and var value))
            {
                failure = new(i, "base32");
                return false;
            }

            bits = (bits << BitsPerDigit) | (uint)value;
            held += BitsPerDigit;
            if (held >= 8)
            {
                held -= 8;
                bytes[written++] = (byte)(bits >> held);
            }
        }

        // The last digit may hold bits of no byte: they are nought, or it was not written by an encoder.
        if ((bits & ((1u << held) - 1)) != 0)
        {
            failure = new(digits.Length - 1, "a last digit without bits left over");
            return false;
        }

        decoded = bytes;
        return true;
    }

    static int Value(byte digit) => digit switch
    {
        >= (byte)'A' and <= (byte)'Z' => digit - 'A',
        >= (byte)'a' and <= (byte)'z' => digit - 'a',
        >= (byte)'2' and <= (byte)'7' => digit - '2' + 26,
        _ => -1,
    };
}
