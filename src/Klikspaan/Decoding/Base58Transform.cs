namespace Klikspaan.Decoding;

/// <summary>Base58: digits and letters without those that look alike (0, O, I, l), as draft-msporny-base58-03 has them; each leading 1 is a byte of nought.</summary>
public sealed class Base58Transform : ITransform
{
    const int Base = 58;

    /// <inheritdoc/>
    public string Name => "base58";

    /// <summary>The digits, in the order of what they stand for.</summary>
    internal static ReadOnlySpan<byte> Alphabet => "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"u8;

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        decoded = [];
        var most = Math.Min(Digits.LongestBase58, limits.LayerBytes);
        if (source.Length > most)
        {
            failure = new(0, $"at most {most} bytes");
            return false;
        }

        var zeros = source.Length - source.TrimStart(Alphabet[0]).Length;
        var number = new byte[source.Length];
        var used = 0;
        for (var i = zeros; i < source.Length; i++)
        {
            var carry = Alphabet.IndexOf(source[i]);
            if (carry < 0)
            {
                failure = new(i, "a base58 digit");
                return false;
            }

            for (var k = 0; k < used || carry > 0; k++)
            {
                carry += number[k] * Base;
                number[k] = (byte)carry;
                carry >>= 8;
                used = Math.Max(used, k + 1);
            }
        }

        // The bytes were made with the lowest first.
        decoded = new byte[zeros + used];
        number.AsSpan(0, used).CopyTo(decoded.AsSpan(zeros));
        decoded.AsSpan(zeros).Reverse();
        failure = default;
        return true;
    }
}
