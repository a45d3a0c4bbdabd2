using System.Runtime.InteropServices;
using System.Text;

namespace Klikspaan.Decoding;

/// <summary>
/// Text as the library lz-string packs it: LZ78 over units of UTF-16, in codes that grow with the dictionary, in digits of six or fifteen bits
/// (source of version 1.5.0, https://github.com/pieroxy/lz-string).
/// </summary>
static class LzString
{
    const int Byte = 0, Unit = 1, End = 2, FirstWidth = 2;

    /// <summary>
    /// Unpacks digits of <paramref name="width"/> bits. The mark of the end must stand in the last of them but for noughts that fill up.
    /// False with the number of digits that were read.
    /// </summary>
    public static bool TryUnpack(ReadOnlySpan<ushort> digits, int width, Limits limits, out byte[] decoded, out int read)
    {
        var bits = new LzBits(digits, width);
        var text = new List<char>();
        var isWhole = TryUnpack(ref bits, limits.LayerBytes / Utf16.MostOfUnit, text) && bits.IsAtEnd;
        read = bits.Read;
        decoded = isWhole ? Encoding.UTF8.GetBytes(text.ToArray()) : [];
        return isWhole;
    }

    static bool TryUnpack(ref LzBits bits, int most, List<char> text)
    {
        if (!bits.TryTake(FirstWidth, out var code) || code == End || !TryUnit(ref bits, code, text))
        {
            return code == End && bits.Read > 0;
        }

        // An entry is a piece of what came out: where it starts and how long it is. Three codes are no entries.
        List<(int Start, int Length)> entries = [default, default, default, (0, 1)];
        var last = entries[^1];
        int width = FirstWidth + 1, left = 1 << FirstWidth;
        while (bits.TryTake(width, out code) && code != End)
        {
            var entry = (Start: text.Count, Length: 1);
            if (code is Byte or Unit)
            {
                if (!TryUnit(ref bits, code, text))
                {
                    return false;
                }

                entries.Add(entry);
                Count(ref left, ref width);
            }
            else if (!TryCopy(code, entries, last, most, text, out entry.Length))
            {
                return false;
            }

            entries.Add((last.Start, last.Length + 1));
            Count(ref left, ref width);
            last = entry;
        }

        return code == End;
    }

    static bool TryUnit(ref LzBits bits, int code, List<char> text)
    {
        if (code > Unit || !bits.TryTake(code == Byte ? 8 : 16, out var unit))
        {
            return false;
        }

        text.Add((char)unit);
        return true;
    }

    /// <summary>Repeats an entry, or the one that is about to be made: what came last with its first unit once more.</summary>
    static bool TryCopy(int code, List<(int Start, int Length)> entries, (int Start, int Length) last, int most, List<char> text, out int length)
    {
        length = 0;
        if (code > entries.Count)
        {
            return false;
        }

        var (start, count) = code < entries.Count ? entries[code] : (last.Start, last.Length + 1);
        if (text.Count + (long)count > most)
        {
            return false;
        }

        var from = text.Count;
        CollectionsMarshal.SetCount(text, from + count);
        var all = CollectionsMarshal.AsSpan(text);
        for (length = 0; length < count; length++)
        {
            all[from + length] = all[start + length];
        }

        return true;
    }

    /// <summary>One entry more: as many as the width can name, and it grows.</summary>
    static void Count(ref int left, ref int width)
    {
        left--;
        if (left == 0)
        {
            left = 1 << width;
            width++;
        }
    }
}
