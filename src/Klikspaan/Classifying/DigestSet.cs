namespace Klikspaan.Classifying;

/// <summary>
/// Looks digests up by token: 16 hexadecimal digits and more wherever they stand in a run of digits, 8 and 12 digits
/// only when they are the whole run, for shorter cuts occur by accident.
/// </summary>
/// <remarks>Cost: one look at each 64 bytes of text without a run of digits, and for each window of sixteen digits one bit of a filter.</remarks>
sealed class DigestSet
{
    const int ShortestRun = 8;
    const int FilterBits = 16;
    static readonly int[] WholeTokensOnly = [8, 12];
    static readonly sbyte[] Nibbles = [.. Enumerable.Range(0, 256).Select(b => (sbyte)(char.IsAsciiHexDigit((char)b) ? Convert.ToInt32(((char)b).ToString(), 16) : -1))];
    readonly ulong[] filter = new ulong[1 << (FilterBits - 6)];
    readonly Dictionary<ulong, List<(string Hex, int Id)>> byFirst16 = [];
    readonly Dictionary<string, int> shortCuts = new(StringComparer.Ordinal);

    /// <summary>Adds a digest in lower-case hex under a number of the caller's.</summary>
    public void Add(string hex, int id)
    {
        var key = Convert.ToUInt64(hex[..16], 16);
        if (!byFirst16.TryGetValue(key, out var digests))
        {
            byFirst16.Add(key, digests = []);
        }

        digests.Add((hex, id));
        Mark(key);
        Mark(key >> 32);
        foreach (var length in WholeTokensOnly)
        {
            shortCuts.TryAdd(hex[..length], id);
        }
    }

    /// <summary>Adds each digest that stands in the text, with how many of its digits are there.</summary>
    public void Find(ReadOnlySpan<byte> text, List<(int Id, int Offset, int Length)> found)
    {
        if (byFirst16.Count == 0)
        {
            return;
        }

        var from = 0;
        while (from <= text.Length - HexRuns.Window)
        {
            if (HexRuns.First(text.Slice(from, HexRuns.Window)) is not (>= 0 and var first))
            {
                from += HexRuns.Window - ShortestRun + 1;
                continue;
            }

            var last = from + first + ShortestRun;
            while (last < text.Length && Nibbles[text[last]] >= 0)
            {
                last++;
            }

            InRun(text, from + first, last, found);
            from = last;
        }

        // A run of eight digits covers every eighth place, so what is left is passed over at an eighth of its bytes.
        var end = from;
        for (var i = from + ShortestRun - 1; i < text.Length; i = Math.Max(i, end) + ShortestRun)
        {
            if (Nibbles[text[i]] < 0)
            {
                continue;
            }

            var start = i;
            while (start > end && Nibbles[text[start - 1]] >= 0)
            {
                start--;
            }

            for (end = i + 1; end < text.Length && Nibbles[text[end]] >= 0; end++)
            {
            }

            InRun(text, start, end, found);
        }
    }

    void InRun(ReadOnlySpan<byte> text, int start, int end, List<(int Id, int Offset, int Length)> found)
    {
        if (end - start is 8 or 12 && MayBe(First8(text[start..])) && IsToken(text, start, end) && shortCuts.TryGetValue(Lower(text[start..end]), out var id))
        {
            found.Add((id, start, end - start));
        }

        ulong last16 = 0;
        for (var i = start; i < end && end - start >= 16; i++)
        {
            last16 = (last16 << 4) | (byte)Nibbles[text[i]];
            if (i - start >= 15 && MayBe(last16) && byFirst16.TryGetValue(last16, out var digests))
            {
                Longest(text, i - 15, digests, found);
            }
        }
    }

    void Mark(ulong digits) => filter[Bit(digits) >> 6] |= 1UL << (Bit(digits) & 63);

    static ulong First8(ReadOnlySpan<byte> digits)
    {
        ulong first = 0;
        for (var i = 0; i < ShortestRun; i++)
        {
            first = (first << 4) | (byte)Nibbles[digits[i]];
        }

        return first;
    }

    bool MayBe(ulong first16) => (filter[Bit(first16) >> 6] >> (Bit(first16) & 63) & 1) != 0;

    static int Bit(ulong first16) => (int)((first16 * 0x9E3779B97F4A7C15UL) >> (64 - FilterBits));

    /// <summary>Whole, or cut to exactly 16 digits: a longer common start is given its full length.</summary>
    static void Longest(ReadOnlySpan<byte> text, int start, List<(string Hex, int Id)> digests, List<(int Id, int Offset, int Length)> found)
    {
        foreach (var (hex, id) in digests)
        {
            var length = 16;
            while (length < hex.Length && start + length < text.Length && Nibbles[text[start + length]] == Nibbles[hex[length]])
            {
                length++;
            }

            found.Add((id, start, length));
        }
    }

    /// <summary>Whether the run stands by itself: no letter, digit, or joint of a longer identifier touches it.</summary>
    static bool IsToken(ReadOnlySpan<byte> text, int start, int end) =>
        (start == 0 || !IsJoint(text[start - 1])) && (end == text.Length || !IsJoint(text[end]));

    static bool IsJoint(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'+' or >= 0x80;

    static string Lower(ReadOnlySpan<byte> hex) => System.Text.Encoding.ASCII.GetString(hex).ToLowerInvariant();
}
