using System.Buffers.Binary;

namespace Klikspaan.Classifying;

/// <summary>
/// Looks digests up by token: 16 hexadecimal digits and more wherever they stand in a run of digits, 8 and 12 digits
/// only when they are the whole run, for shorter cuts occur by accident; base64 only as a token, of all bytes or the first sixteen; a value that is the digest's bytes, or its first eight in base64.
/// </summary>
/// <remarks>
/// Each digest has three numbers that follow each other: as hexadecimal digits, as base64, as bytes. Cost: one look at each 64 bytes of text without a run of
/// digits, and for each window of sixteen digits one bit of a filter; the same again for runs that are long enough to be a digest in base64.
/// </remarks>
sealed class DigestSet
{
    const int ShortestRun = 8;
    const int FilterBits = 21;
    const int CutBytes = 8;

    // A long run of base64 is contents, in which each part between / or + would be looked at; as a token it is looked up all the same.
    const int LongestWithParts = 512;
    static readonly int[] WholeTokensOnly = [8, 12];
    static readonly sbyte[] Nibbles = [.. Enumerable.Range(0, 256).Select(b => (sbyte)(char.IsAsciiHexDigit((char)b) ? Convert.ToInt32(((char)b).ToString(), 16) : -1))];
    readonly ulong[] filter = new ulong[1 << (FilterBits - 6)];
    readonly Dictionary<ulong, int> last = [];
    readonly List<(byte[] Digest, int Id, int Before, bool IsInHex)> digests = [];
    readonly Dictionary<ulong, int> shortCuts = [];
    readonly bool[] sizes = new bool[65];
    readonly bool[] sizesInBase64 = new bool[87];
    int[] lengthsInBase64 = [];

    /// <summary>Makes room for this many digests.</summary>
    public void EnsureCapacity(int count)
    {
        last.EnsureCapacity(count);
        digests.EnsureCapacity(count);
        shortCuts.EnsureCapacity(2 * count);
    }

    /// <summary>Adds a digest under a number of the caller's, and the two after it.</summary>
    public void Add(byte[] digest, int id)
    {
        var first4 = BinaryPrimitives.ReadUInt32BigEndian(digest);
        shortCuts.TryAdd(Cut(8, first4), id);
        Mark(first4);
        if (digest.Length >= 16)
        {
            shortCuts.TryAdd(Cut(12, BinaryPrimitives.ReadUInt64BigEndian(digest) >> 16), id);
            AddWhole(digest, id, isInHex: true);
        }
    }

    /// <summary>Adds bytes that are no digest, as a GUID has them: found in base64 and as bytes only, whole.</summary>
    public void AddBytes(byte[] bytes, int id) => AddWhole(bytes, id, isInHex: false);

    void AddWhole(byte[] digest, int id, bool isInHex)
    {
        var key = BinaryPrimitives.ReadUInt64BigEndian(digest);
        digests.Add((digest, id, last.GetValueOrDefault(key, -1), isInHex));
        last[key] = digests.Count - 1;
        Mark(key);
        if (!sizes[digest.Length])
        {
            sizes[digest.Length] = sizesInBase64[InBase64(digest.Length)] = true;
            lengthsInBase64 = [.. Enumerable.Range(0, sizesInBase64.Length).Where(l => sizesInBase64[l])];
        }
    }

    /// <summary>The number of a digest that is these bytes, plus two; -1 when there is none.</summary>
    public int FindBytes(ReadOnlySpan<byte> value)
    {
        if (value.Length >= sizes.Length || !sizes[value.Length])
        {
            return -1;
        }

        for (var at = Chain(BinaryPrimitives.ReadUInt64BigEndian(value)); at >= 0; at = digests[at].Before)
        {
            if (value.SequenceEqual(digests[at].Digest))
            {
                return digests[at].Id + 2;
            }
        }

        return -1;
    }

    /// <summary>The number plus one of a digest whose first eight bytes a value is in base64, with how many digits; -1 when there is none.</summary>
    public int FindCut(ReadOnlySpan<byte> value, out int length)
    {
        length = InBase64(CutBytes);
        var digits = value.TrimEnd((byte)'=');
        if (digits.Length != length || value.Length > length + 1 || Base64Runs.EndOf(digits, 0) != length || !Base64Runs.EndsWithNoughts(digits))
        {
            return -1;
        }

        for (var at = Chain(Base64Runs.First8(digits)); at >= 0; at = digests[at].Before)
        {
            if (digests[at].IsInHex)
            {
                return digests[at].Id + 1;
            }
        }

        return -1;
    }

    /// <summary>The number of a digest that begins with these sixteen bytes, plus two; -1 when there is none.</summary>
    int FindFirst16(ReadOnlySpan<byte> value)
    {
        for (var at = value.Length == 2 * CutBytes ? Chain(BinaryPrimitives.ReadUInt64BigEndian(value)) : -1; at >= 0; at = digests[at].Before)
        {
            if (digests[at].IsInHex && digests[at].Digest.AsSpan().StartsWith(value))
            {
                return digests[at].Id + 2;
            }
        }

        return -1;
    }

    /// <summary>Adds each digest that stands in the text, with how many of its digits are there.</summary>
    public void Find(ReadOnlySpan<byte> text, List<(int Id, int Offset, int Length)> found)
    {
        if (digests.Count == 0)
        {
            return;
        }

        FindHex(text, found);
        FindBase64(text, found);
    }

    void FindHex(ReadOnlySpan<byte> text, List<(int Id, int Offset, int Length)> found)
    {
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
        if (end - start is 8 or 12 && IsToken(text, start, end) && First(text.Slice(start, 8)) is var first && MayBe(first)
            && shortCuts.TryGetValue(Cut(end - start, First(text[start..end])), out var id))
        {
            found.Add((id, start, end - start));
        }

        ulong last16 = 0;
        for (var i = start; i < end && end - start >= 16; i++)
        {
            last16 = (last16 << 4) | (byte)Nibbles[text[i]];
            if (i - start >= 15 && MayBe(last16))
            {
                Longest(text, i - 15, last16, found);
            }
        }
    }

    /// <summary>Digests in base64 or base64url, whole, as tokens, with or without padding.</summary>
    void FindBase64(ReadOnlySpan<byte> text, List<(int Id, int Offset, int Length)> found)
    {
        for (var start = Base64Runs.Next(text, 0); start >= 0;)
        {
            var end = Base64Runs.EndOf(text, start + Base64Runs.Shortest);
            InBase64Run(text, start, end, found);
            start = Base64Runs.Next(text, end);
        }
    }

    void InBase64Run(ReadOnlySpan<byte> text, int start, int end, List<(int Id, int Offset, int Length)> found)
    {
        // Before a text in a binary format stands its length, which can be a digit too.
        if (LookUpBase64(text, start, end, found) || (text[start] - (end - start - 1) is 0 or 1 or 2 && LookUpBase64(text, start + 1, end, found)) || end - start > LongestWithParts)
        {
            return;
        }

        for (var at = start; end - at >= Base64Runs.Shortest;)
        {
            foreach (var length in lengthsInBase64)
            {
                if (at + length <= end && (at + length == end || Base64Runs.IsJoin(text[at + length])) && LookUpBase64(text, at, at + length, found))
                {
                    at += length;
                    break;
                }
            }

            at = Base64Runs.AfterJoin(text, at, end);
        }
    }

    bool LookUpBase64(ReadOnlySpan<byte> text, int start, int end, List<(int Id, int Offset, int Length)> found)
    {
        if (end - start >= sizesInBase64.Length || !sizesInBase64[end - start])
        {
            return false;
        }

        if (!MayBe(Base64Runs.First8(text[start..])))
        {
            return false;
        }

        Span<byte> digest = stackalloc byte[66];
        if (!Base64Runs.TryDecode(text[start..end], digest, out var written))
        {
            return false;
        }

        var id = FindBytes(digest[..written]) is >= 0 and var whole ? whole : FindFirst16(digest[..written]);
        if (id < 0)
        {
            return false;
        }

        found.Add((id - 1, start, end - start));
        return true;
    }

    /// <summary>The key of a cut: the longest have 48 bits, so that their number stands beside them.</summary>
    static ulong Cut(int digits, ulong first) => ((ulong)digits << 56) | first;

    static int InBase64(int bytes) => ((bytes * 4) + 2) / 3;

    int Chain(ulong first16) => MayBe(first16) ? last.GetValueOrDefault(first16, -1) : -1;

    void Mark(ulong digits) => filter[Bit(digits) >> 6] |= 1UL << (Bit(digits) & 63);

    static ulong First(ReadOnlySpan<byte> run)
    {
        ulong first = 0;
        foreach (var digit in run)
        {
            first = (first << 4) | (byte)Nibbles[digit];
        }

        return first;
    }

    bool MayBe(ulong first16) => (filter[Bit(first16) >> 6] >> (Bit(first16) & 63) & 1) != 0;

    static int Bit(ulong first16) => (int)((first16 * 0x9E3779B97F4A7C15UL) >> (64 - FilterBits));

    /// <summary>Whole, or cut to 16 digits and more: a longer common start is given its full length.</summary>
    void Longest(ReadOnlySpan<byte> text, int start, ulong first16, List<(int Id, int Offset, int Length)> found)
    {
        for (var at = Chain(first16); at >= 0; at = digests[at].Before)
        {
            var (digest, id, _, isInHex) = digests[at];
            if (!isInHex)
            {
                continue;
            }

            var length = 16;
            while (length < digest.Length * 2 && start + length < text.Length && Nibbles[text[start + length]] == ((digest[length / 2] >> (length % 2 == 0 ? 4 : 0)) & 0xF))
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
}
