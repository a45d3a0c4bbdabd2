using System.Buffers.Binary;
using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>
/// The directory at the end of a ZIP archive (APPNOTE.TXT section 4.3.12 and on), held against the files that were read, without
/// keeping either: by their number, and by the sum of the places where they begin.
/// </summary>
sealed class ZipDirectory
{
    /// <summary>The signature of the record with which the archive ends.</summary>
    public const uint EndSignature = 0x06054B50;

    const uint Entry = 0x02014B50, LargeEnd = 0x06064B50, LargeLocator = 0x07064B50, Signed = 0x05054B50;
    const int ExtraZip64 = 0x0001;
    long found, listed;
    ulong places, listedPlaces;

    /// <summary>What does not fit; null when all does.</summary>
    public EntryFault? Fault => (found, places) == (listed, listedPlaces) ? null
        : new("frame", string.Create(CultureInfo.InvariantCulture, $"the {listed} files that the directory lists"), found == listed ? "as many, but others" : string.Create(CultureInfo.InvariantCulture, $"{found}"));

    /// <summary>Whether a record of this signature is of the directory.</summary>
    public static bool IsPart(uint signature) => signature is Entry or LargeEnd or LargeLocator or Signed or EndSignature;

    /// <summary>How long such a record is at least.</summary>
    public static int Fixed(uint signature) => signature switch
    {
        Entry => 46,
        LargeEnd => 12,
        LargeLocator => 20,
        Signed => 6,
        _ => 22,
    };

    /// <summary>How many more bytes the record has that begins with these.</summary>
    public static long Variable(uint signature, ReadOnlySpan<byte> record) => signature switch
    {
        Entry => BinaryPrimitives.ReadUInt16LittleEndian(record[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(record[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(record[32..]),
        LargeEnd => (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(record[4..]), long.MaxValue),
        LargeLocator => 0,
        Signed => BinaryPrimitives.ReadUInt16LittleEndian(record[4..]),
        _ => BinaryPrimitives.ReadUInt16LittleEndian(record[20..]),
    };

    /// <summary>A file was read that begins here.</summary>
    public void Found(long place)
    {
        found++;
        places += Spread(place);
    }

    /// <summary>A record of the directory was read.</summary>
    public void Listed(uint signature, ReadOnlySpan<byte> record)
    {
        if (signature == Entry)
        {
            listed++;
            listedPlaces += Spread(Place(record));
        }
    }

    static long Place(ReadOnlySpan<byte> record)
    {
        var place = BinaryPrimitives.ReadUInt32LittleEndian(record[42..]);
        if (place != uint.MaxValue)
        {
            return place;
        }

        // Those of lengths and place that are too large for their fields stand here, in that order (section 4.5.3).
        var at = 8 * ((BinaryPrimitives.ReadUInt32LittleEndian(record[20..]) == uint.MaxValue ? 1 : 0) + (BinaryPrimitives.ReadUInt32LittleEndian(record[24..]) == uint.MaxValue ? 1 : 0));
        var extra = record.Slice(46 + BinaryPrimitives.ReadUInt16LittleEndian(record[28..]), BinaryPrimitives.ReadUInt16LittleEndian(record[30..]));
        return ZipHead.Field(extra, ExtraZip64, out var large) && large.Length >= at + 8 ? BinaryPrimitives.ReadInt64LittleEndian(large[at..]) : place;
    }

    /// <summary>Spreads places over all numbers, so that two that are wrong do not make up for each other.</summary>
    static ulong Spread(long place)
    {
        var value = ((ulong)place + 1) * 0x9E3779B97F4A7C15;
        return (value ^ (value >> 29)) * 0xBF58476D1CE4E5B9;
    }
}
