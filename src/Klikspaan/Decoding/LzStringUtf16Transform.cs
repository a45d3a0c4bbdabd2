using System.Text;
using System.Text.Unicode;

namespace Klikspaan.Decoding;

/// <summary>Text that lz-string packed into characters of fifteen bits, each 32 more than its digit.</summary>
public sealed class LzStringUtf16Transform : ITransform
{
    const int Bits = 15;
    const int First = 32;

    /// <inheritdoc/>
    public string Name => "lz-string-utf16";

    /// <summary>Whether it can be so packed: it ends with a space, and most characters before it are of three bytes.</summary>
    internal static bool Looks(ReadOnlySpan<byte> value) =>
        value.Length >= 16 && value[^1] == ' ' && value.Count((byte)' ') < value.Length / 8 && value[0] >= 0x80 && Wide(value) > value.Length / 4;

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        decoded = [];
        if (!Utf8.IsValid(source) || source.Length > limits.LayerBytes)
        {
            failure = new(0, $"text of at most {limits.LayerBytes} bytes");
            return false;
        }

        var digits = new ushort[Encoding.UTF8.GetCharCount(source)];
        var at = 0;
        foreach (var unit in Encoding.UTF8.GetString(source))
        {
            if (unit is < (char)First or >= (char)((1 << Bits) + First))
            {
                failure = new(0, "a digit of lz-string");
                return false;
            }

            digits[at++] = (ushort)(unit - First);
        }

        var isDone = LzString.TryUnpack(digits, Bits, limits, out decoded, out _);
        failure = isDone ? default : new(0, "what lz-string packs");
        return isDone;
    }

    static int Wide(ReadOnlySpan<byte> value)
    {
        var count = 0;
        foreach (var unit in value)
        {
            count += unit >= 0xE0 ? 1 : 0;
        }

        return count;
    }
}
