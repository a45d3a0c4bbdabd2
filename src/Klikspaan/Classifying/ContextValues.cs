using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Klikspaan.Classifying;

/// <summary>
/// What is found only as the whole value of a field with a certain name, since by itself it would be found by accident: planted values of fewer than six bytes, and checksums
/// of planted values.
/// </summary>
sealed class ContextValues
{
    /// <summary>Fewest bytes of a value that is searched for by the name of its field.</summary>
    public const int Shortest = 2;

    const int Longest = 64;

    // A checksum of 32 bits stands for one in four thousand millions of all values: it is one only where the field says that it holds a checksum.
    static readonly string[] ChecksumNames = ["crc", "crc32", "checksum", "hash", "hashcode"];

    // Three checksums of each spelling, and what is planted with a context.
    const int AboutSought = 1 << 10;

    readonly Dictionary<ulong, List<Sought>> sought = [];
    readonly KeyFilter filter = new(AboutSought);

    /// <summary>A bit for each length that something sought has, that of one byte lowest.</summary>
    public ulong Lengths { get; private set; }

    /// <summary>Adds the checksum of a spelling of a value, in hexadecimal digits and as a number.</summary>
    /// <param name="spelling">The value so spelled.</param>
    /// <param name="id">Number of the form.</param>
    public void AddChecksum(byte[] spelling, int id)
    {
        var crc = new Crc32();
        crc.Add(spelling);
        foreach (var text in new[] { crc.Value.ToString("x8", CultureInfo.InvariantCulture), crc.Value.ToString("X8", CultureInfo.InvariantCulture), crc.Value.ToString(CultureInfo.InvariantCulture) })
        {
            Add(Encoding.ASCII.GetBytes(text), id, ChecksumNames);
        }
    }

    /// <summary>Adds what stands for a value in a field with one of these names.</summary>
    public void Add(byte[] value, int id, IReadOnlyList<string> names)
    {
        if (value.Length is 0 or > Longest)
        {
            return;
        }

        var key = Key(value);
        if (!sought.TryGetValue(key, out var list))
        {
            sought.Add(key, list = []);
            filter.Add(key);
        }

        Lengths |= 1UL << (value.Length - 1);
        list.Add(new(value, id, names));
    }

    /// <summary>The number of the form that a value is in a field of its name; -1 for none.</summary>
    public int Find(DataItem item)
    {
        var value = item.Value.Span;
        if (value.Length is 0 or > Longest || (Lengths & (1UL << (value.Length - 1))) == 0)
        {
            return -1;
        }

        var key = Key(value);
        if (!filter.MayHold(key) || !sought.TryGetValue(key, out var list))
        {
            return -1;
        }

        foreach (var one in list)
        {
            if (value.SequenceEqual(one.Value) && one.Names.Contains(item.ShapeAt.Key))
            {
                return one.Id;
            }
        }

        return -1;
    }

    /// <summary>The forms of a short value: as text in each case, in hexadecimal digits and base64, and its usual digests.</summary>
    public static IEnumerable<(string Form, string Spelling, int Digits, byte[] Bytes)> Forms(string value)
    {
        (string Spelling, string Text)[] texts = [("", value), ("lower case", value.ToLowerInvariant()), ("upper case", value.ToUpperInvariant())];
        foreach (var (spelling, text) in texts.DistinctBy(t => t.Text))
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            yield return ("raw", spelling, 0, bytes);
            yield return ("hex", spelling, 0, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes)));
            yield return ("base64", spelling, 0, Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes)));
            foreach (var (name, digest) in UsualDigests.Nested.Select(d => (d.Name, d.Hash(bytes))))
            {
                yield return (name, spelling, digest.Length * 2, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digest)));
                yield return (name, spelling, digest.Length * 2, Encoding.ASCII.GetBytes(Convert.ToHexString(digest)));
            }
        }
    }

    static ulong Key(ReadOnlySpan<byte> value)
    {
        Span<byte> first = stackalloc byte[8];
        first.Clear();
        value[..Math.Min(8, value.Length)].CopyTo(first);
        return BinaryPrimitives.ReadUInt64LittleEndian(first) ^ ((ulong)value.Length << 56);
    }

    sealed record Sought(byte[] Value, int Id, IReadOnlyList<string> Names);
}
