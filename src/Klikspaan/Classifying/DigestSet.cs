namespace Klikspaan.Classifying;

/// <summary>
/// Looks digests up by token: 16 hexadecimal digits and more wherever they stand in a run of digits, 8 and 12 digits
/// only when they are the whole run, for shorter cuts occur by accident.
/// </summary>
sealed class DigestSet
{
    static readonly int[] WholeTokensOnly = [8, 12];
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

        for (var i = 0; i < text.Length;)
        {
            var start = i;
            ulong last16 = 0;
            for (; i < text.Length && Nibble(text[i]) is var nibble and >= 0; i++)
            {
                last16 = (last16 << 4) | (uint)nibble;
                if (i - start >= 15 && byFirst16.TryGetValue(last16, out var digests))
                {
                    Longest(text, i - 15, digests, found);
                }
            }

            if (i - start is 8 or 12 && IsToken(text, start, i) && shortCuts.TryGetValue(Lower(text[start..i]), out var id))
            {
                found.Add((id, start, i - start));
            }

            i = Math.Max(i, start + 1);
        }
    }

    /// <summary>Whole, or cut to exactly 16 digits: a longer common start is given its full length.</summary>
    static void Longest(ReadOnlySpan<byte> text, int start, List<(string Hex, int Id)> digests, List<(int Id, int Offset, int Length)> found)
    {
        foreach (var (hex, id) in digests)
        {
            var length = 16;
            while (length < hex.Length && start + length < text.Length && Nibble(text[start + length]) == Nibble((byte)hex[length]))
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

    static int Nibble(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
