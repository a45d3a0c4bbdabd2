namespace Klikspaan.Decoding;

/// <summary>Text that lz-string packed into digits of base64.</summary>
public sealed class LzStringTransform : ITransform
{
    const int Bits = 6;
    const int Shortest = 16;

    /// <inheritdoc/>
    public string Name => "lz-string";

    /// <summary>
    /// The step by which such digits may be unpacked: those for addresses have a dash in place of the slash. Empty when there are too few, or when
    /// what they were packed from did not begin with a letter, digit or mark of one byte: its first four bits stand behind two noughts in the first digit.
    /// </summary>
    internal static string StepOf(ReadOnlySpan<byte> value) =>
        value.Length < Shortest || value[0] is < (byte)'A' or > (byte)'P' || value.Contains((byte)'_') ? "" : value.Contains((byte)'-') ? "lz-string-uri" : "lz-string";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        TryDecode(source.TrimEnd((byte)'='), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8, limits, out decoded, out failure);

    /// <summary>Unpacks digits of an alphabet of sixty-four.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> source, ReadOnlySpan<byte> alphabet, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        decoded = [];
        if (source.Length > limits.LayerBytes)
        {
            failure = new(0, $"at most {limits.LayerBytes} bytes");
            return false;
        }

        var digits = new ushort[source.Length];
        for (var i = 0; i < source.Length; i++)
        {
            var digit = alphabet.IndexOf(source[i]);
            if (digit < 0)
            {
                failure = new(i, "a digit of lz-string");
                return false;
            }

            digits[i] = (ushort)digit;
        }

        var isDone = LzString.TryUnpack(digits, Bits, limits, out decoded, out var read);
        failure = isDone ? default : new(read, "what lz-string packs");
        return isDone;
    }
}
