using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Klikspaan.Classifying;

/// <summary>
/// Looks digests up by token: 16 hexadecimal digits and more wherever they stand in a run of digits, 8 and 12 digits
/// only when they are the whole run, for shorter cuts occur by accident; base64 only as a token, of all bytes or the first sixteen; a value that is the digest's bytes, or its first eight in base64.
/// </summary>
/// <remarks>
/// Each digest has three numbers that follow each other: as hexadecimal digits, as base64, as bytes. Cost: one look, for digits of both kinds, at each 64 bytes of text without a run of
/// digits, and for each window of sixteen digits one word of a filter; for each run that is long enough to be a digest in base64, a look at where its parts end.
/// </remarks>
sealed class DigestSet
{
    const int CutBytes = 8;

    // What is looked for by more than a token of eight digits has at least these bytes.
    const int ShortestWhole = 16;

    // A long run of base64 is contents, in which each part between / or + would be looked at; as a token it is looked up all the same.
    const int LongestWithParts = 512;
    const int FewBytes = 1 << 10;
    readonly KeyFilter filter;

    // By the first four bytes the place of what was added last with them; each has the place of the one before it.
    readonly Dictionary<uint, int> last;
    readonly List<Entry> entries;
    readonly bool[] sizes = new bool[65];
    readonly bool[] sizesInBase64 = new bool[87];
    byte[] bytes;
    int used;
    int[] lengthsInBase64 = [];

    /// <summary>A bit for each length that a value can have of which <see cref="FindBytes"/> or <see cref="FindCut"/> finds something, that of one byte lowest.</summary>
    public ulong Lengths { get; private set; }

    /// <summary>Makes an empty one.</summary>
    /// <param name="count">How many digests there will be, about.</param>
    /// <param name="length">How many bytes these have in all, about.</param>
    public DigestSet(int count = 0, int length = 0)
    {
        (filter, last, entries, bytes) = (new(count), new(count), new(count), new byte[Math.Max(length, FewBytes)]);
    }

    /// <summary>Adds a digest under a number of the caller's, and the two after it.</summary>
    public void Add(ReadOnlySpan<byte> digest, int id) => Add(digest, id, isInHex: true);

    /// <summary>Adds bytes that are no digest, sixteen or more, as a GUID has them: found in base64 and as bytes only, whole.</summary>
    public void AddBytes(ReadOnlySpan<byte> bytes, int id) => Add(bytes, id, isInHex: false);

    void Add(ReadOnlySpan<byte> digest, int id, bool isInHex)
    {
        if (bytes.Length - used < digest.Length)
        {
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, used + digest.Length));
        }

        digest.CopyTo(bytes.AsSpan(used));
        var isWhole = digest.Length >= ShortestWhole;
        var first8 = isWhole ? BinaryPrimitives.ReadUInt64BigEndian(digest) : (ulong)BinaryPrimitives.ReadUInt32BigEndian(digest) << 32;
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(last, (uint)(first8 >> 32), out var isThere);
        entries.Add(new(first8, used, digest.Length, id, isThere ? place : -1, isInHex));
        place = entries.Count - 1;
        used += digest.Length;
        if (!isWhole)
        {
            return;
        }

        filter.Add(first8);
        Lengths |= (1UL << (digest.Length - 1)) | (3UL << (InBase64(CutBytes) - 1));
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

        var first8 = BinaryPrimitives.ReadUInt64BigEndian(value);
        for (var at = Chain(first8); at >= 0; at = Next(entries[at].Before, first8))
        {
            if (value.SequenceEqual(Bytes(entries[at])))
            {
                return entries[at].Id + 2;
            }
        }

        return -1;
    }

    /// <summary>The number plus one of a digest whose first eight bytes a value is in base64, with how many digits; -1 when there is none.</summary>
    public int FindCut(ReadOnlySpan<byte> value, out int length)
    {
        length = InBase64(CutBytes);
        if (value.Length < length || value.Length > length + 1)
        {
            return -1;
        }

        var digits = value.TrimEnd((byte)'=');
        if (digits.Length != length || Base64Runs.EndOf(digits, 0) != length || !Base64Runs.EndsWithNoughts(digits))
        {
            return -1;
        }

        var first8 = Base64Runs.First8(digits);
        for (var at = Chain(first8); at >= 0; at = Next(entries[at].Before, first8))
        {
            if (entries[at].IsInHex)
            {
                return entries[at].Id + 1;
            }
        }

        return -1;
    }

    /// <summary>The number of a digest that begins with these sixteen bytes, plus two; -1 when there is none.</summary>
    int FindFirst16(ReadOnlySpan<byte> value)
    {
        if (value.Length != 2 * CutBytes)
        {
            return -1;
        }

        var first8 = BinaryPrimitives.ReadUInt64BigEndian(value);
        for (var at = Chain(first8); at >= 0; at = Next(entries[at].Before, first8))
        {
            if (entries[at].IsInHex && Bytes(entries[at]).StartsWith(value))
            {
                return entries[at].Id + 2;
            }
        }

        return -1;
    }

    /// <summary>Adds each digest that stands in the text, with how many of its digits are there.</summary>
    public void Find(ReadOnlySpan<byte> text, List<(int Id, int Offset, int Length)> found)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var (from, hexFrom, base64From) = (0, 0, 0);
        while (text.Length - from >= DigitWindow.Bytes)
        {
            from = InWindow(text, from, DigitWindow.Of(text.Slice(from, DigitWindow.Bytes)), ref hexFrom, ref base64From, found);
        }

        if (text.Length - from >= HexRuns.Shortest)
        {
            Span<byte> window = stackalloc byte[DigitWindow.Bytes];
            text[from..].CopyTo(window);
            InWindow(text, from, DigitWindow.Of(window), ref hexFrom, ref base64From, found);
        }
    }

    /// <summary>Looks at the runs that begin in a window, also where they go on behind it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where the window begins.</param>
    /// <param name="window">What it holds.</param>
    /// <param name="hexFrom">From where on runs of hexadecimal digits were not looked at yet.</param>
    /// <param name="base64From">The same of base64.</param>
    /// <param name="found">What is found is added.</param>
    /// <returns>Where the next window begins: what this one ends with can be the beginning of a run.</returns>
    int InWindow(ReadOnlySpan<byte> text, int from, DigitWindow window, ref int hexFrom, ref int base64From, List<(int Id, int Offset, int Length)> found)
    {
        var hex = DigitWindow.From(window.Hex, hexFrom - from);
        if (HexRuns.Runs(hex) is not 0 and var runs)
        {
            hexFrom = InHex(text, from, hex, runs, found);
            hex = DigitWindow.From(hex, hexFrom - from);
        }

        var base64 = DigitWindow.From(window.Base64, base64From - from);
        if (Base64Runs.Runs(base64) is not 0 and var longRuns)
        {
            base64From = InBase64(text, from, base64, longRuns, found);
            base64 = DigitWindow.From(base64, base64From - from);
        }

        return from + DigitWindow.Bytes - Math.Max(HexRuns.LengthAtEnd(hex), HexRuns.LengthAtEnd(base64));
    }

    /// <summary>Looks at runs of hexadecimal digits that begin in a window.</summary>
    /// <returns>Where the last of them ends.</returns>
    int InHex(ReadOnlySpan<byte> text, int from, ulong digits, ulong runs, List<(int Id, int Offset, int Length)> found)
    {
        var last = from;
        while (runs != 0)
        {
            var at = BitOperations.TrailingZeroCount(runs);
            var end = at + HexRuns.LengthAt(digits, at);
            last = from + end;
            while (end >= DigitWindow.Bytes && last < text.Length && HexRuns.IsDigit(text[last]))
            {
                last++;
            }

            InRun(text, from + at, last, found);
            runs = DigitWindow.From(runs, end);
        }

        return last;
    }

    /// <summary>Looks at runs of base64 that begin in a window: digests, whole, as tokens, with or without padding.</summary>
    /// <returns>Where the last of them ends.</returns>
    int InBase64(ReadOnlySpan<byte> text, int from, ulong digits, ulong runs, List<(int Id, int Offset, int Length)> found)
    {
        var last = from;
        while (runs != 0)
        {
            var at = BitOperations.TrailingZeroCount(runs);
            var end = at + HexRuns.LengthAt(digits, at);
            last = end < DigitWindow.Bytes ? from + end : Base64Runs.EndOf(text, from + end);
            InBase64Run(text, from + at, last, found);
            runs = DigitWindow.From(runs, end);
        }

        return last;
    }

    void InRun(ReadOnlySpan<byte> text, int start, int end, List<(int Id, int Offset, int Length)> found)
    {
        if (end - start is 8 or 12 && HexRuns.IsToken(text, start, end) && ShortCut(text[start..end]) is >= 0 and var cut)
        {
            found.Add((entries[cut].Id, start, end - start));
        }

        if (end - start < 2 * CutBytes)
        {
            return;
        }

        var run = text[start..end];
        var keys = filter;
        var last16 = HexRuns.Value(run[..((2 * CutBytes) - 1)]);
        for (var i = (2 * CutBytes) - 1; i < run.Length; i++)
        {
            last16 = (last16 << 4) | (uint)HexRuns.Value(run[i]);
            if (keys.MayHold(last16))
            {
                Longest(text, start + i - (2 * CutBytes) + 1, last16, found);
            }
        }
    }

    /// <summary>The place of the digest that was added first of those that begin with eight or twelve digits; -1 when there is none.</summary>
    int ShortCut(ReadOnlySpan<byte> digits)
    {
        var left = 64 - (4 * digits.Length);
        var value = HexRuns.Value(digits);
        var first = -1;
        for (var at = last.GetValueOrDefault((uint)(value << left >> 32), -1); at >= 0; at = entries[at].Before)
        {
            var entry = entries[at];
            if (entry.IsInHex && (digits.Length == 8 || entry.Length >= ShortestWhole) && entry.First8 >> left == value)
            {
                first = at;
            }
        }

        return first;
    }

    void InBase64Run(ReadOnlySpan<byte> text, int start, int end, List<(int Id, int Offset, int Length)> found)
    {
        // Before a text in a binary format stands its length, which can be a digit too.
        if (LookUpBase64(text, start, end, found) || (text[start] - (end - start - 1) is 0 or 1 or 2 && LookUpBase64(text, start + 1, end, found)) || end - start > LongestWithParts)
        {
            return;
        }

        if (end - start < DigitWindow.Bytes - 1 && text.Length - start >= DigitWindow.Bytes)
        {
            InParts(text, start, end, DigitWindow.Joins(text.Slice(start, DigitWindow.Bytes)), found);
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

    /// <summary>Looks at the parts between the digits of a run that can join two words; only where both ends of one of the lengths of digests are ends of a part.</summary>
    void InParts(ReadOnlySpan<byte> text, int start, int end, ulong joins, List<(int Id, int Offset, int Length)> found)
    {
        var last = 1UL << (end - start);
        joins &= last - 1;
        var (starts, ends) = ((joins << 1) | 1, joins | last);
        ulong begins = 0;
        foreach (var length in lengthsInBase64)
        {
            begins |= length <= end - start ? starts & (ends >> length) : 0;
        }

        while (begins != 0)
        {
            var at = BitOperations.TrailingZeroCount(begins);
            foreach (var length in lengthsInBase64)
            {
                if (at + length <= end - start && (ends & (1UL << (at + length))) != 0 && LookUpBase64(text, start + at, start + at + length, found))
                {
                    at += length;
                    break;
                }
            }

            begins = DigitWindow.From(begins, at + 1);
        }
    }

    bool LookUpBase64(ReadOnlySpan<byte> text, int start, int end, List<(int Id, int Offset, int Length)> found)
    {
        if (end - start >= sizesInBase64.Length || !sizesInBase64[end - start])
        {
            return false;
        }

        if (!filter.MayHold(Base64Runs.First8(text[start..])))
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

    static int InBase64(int bytes) => ((bytes * 4) + 2) / 3;

    /// <summary>The place of the digest that was added last of those with these first eight bytes; -1 when there is none.</summary>
    int Chain(ulong first8) => filter.MayHold(first8) ? Next(last.GetValueOrDefault((uint)(first8 >> 32), -1), first8) : -1;

    /// <summary>The first such digest from a place on, towards those that were added before.</summary>
    int Next(int at, ulong first8)
    {
        while (at >= 0 && (entries[at].First8 != first8 || entries[at].Length < ShortestWhole))
        {
            at = entries[at].Before;
        }

        return at;
    }

    ReadOnlySpan<byte> Bytes(Entry entry) => bytes.AsSpan(entry.Offset, entry.Length);

    /// <summary>Whole, or cut to 16 digits and more: a longer common start is given its full length.</summary>
    void Longest(ReadOnlySpan<byte> text, int start, ulong first16, List<(int Id, int Offset, int Length)> found)
    {
        for (var at = Chain(first16); at >= 0; at = Next(entries[at].Before, first16))
        {
            var entry = entries[at];
            if (!entry.IsInHex)
            {
                continue;
            }

            var digest = Bytes(entry);
            var length = 2 * CutBytes;
            while (length < digest.Length * 2 && start + length < text.Length && HexRuns.IsDigit(text[start + length]) && HexRuns.Value(text[start + length]) == ((digest[length / 2] >> (length % 2 == 0 ? 4 : 0)) & 0xF))
            {
                length++;
            }

            found.Add((entry.Id, start, length));
        }
    }

    /// <summary>What is looked for.</summary>
    /// <param name="First8">Its first eight bytes, or its four and noughts.</param>
    /// <param name="Offset">Where it begins among the bytes of all.</param>
    /// <param name="Length">How many bytes it has.</param>
    /// <param name="Id">The caller's number.</param>
    /// <param name="Before">Place of the one that was added before it with the same first four bytes; -1 for none.</param>
    /// <param name="IsInHex">Whether it is a digest.</param>
    readonly record struct Entry(ulong First8, int Offset, int Length, int Id, int Before, bool IsInHex);
}
