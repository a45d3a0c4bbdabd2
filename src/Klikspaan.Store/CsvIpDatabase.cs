using System.Globalization;
using System.Net;
using System.Text;

namespace Klikspaan.Store;

/// <summary>
/// Lines of first address, last address and country, with commas or tabs between them: addresses in text or as numbers. A line above them can name the columns.
/// Cost: 34 bytes a line.
/// </summary>
sealed class CsvIpDatabase : IpDatabase
{
    const int MostLines = 4_000_000, LongestLine = 4096;
    static readonly string[] CountryColumns = ["country", "country_code", "countrycode", "country_iso_code", "cc"];
    readonly List<(UInt128 First, UInt128 Last, string Country)> ranges;

    CsvIpDatabase(List<(UInt128 First, UInt128 Last, string Country)> ranges) => this.ranges = ranges;

    /// <summary>Reads it; <see cref="DossierException"/> where no line has addresses and a country, and where two lines speak of one address.</summary>
    public static CsvIpDatabase Read(byte[] bytes, string file, string digest, string name, string date)
    {
        var ranges = new List<(UInt128 First, UInt128 Last, string Country)>();
        var countries = new Dictionary<string, string>(StringComparer.Ordinal);
        var (number, unread, firstUnread, column) = (0, 0L, 0, -1);
        var rest = bytes.AsSpan();
        rest = rest.StartsWith("\uFEFF"u8) ? rest[3..] : rest;
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = (end < 0 ? rest : rest[..end]).TrimEnd("\r "u8);
            rest = end < 0 ? default : rest[(end + 1)..];
            number++;
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            var cells = line.Length > LongestLine ? [] : Cells(Encoding.UTF8.GetString(line));
            if (cells.Count > 2 && Address(cells[0]) is null && ranges.Count == 0 && column < 0 && (column = cells.FindIndex(c => CountryColumns.Contains(c.ToLowerInvariant()))) >= 0)
            {
                continue;
            }

            var at = column >= 0 ? column : cells.FindIndex(Math.Min(2, cells.Count), c => c.Length == 2 && c.All(char.IsAsciiLetter));
            if (cells.Count > 2 && at < cells.Count && Address(cells[0]) is { } first && Address(cells[1]) is { } last && first <= last && ranges.Count < MostLines)
            {
                var country = at < 0 ? "" : IpPlace.Of(cells[at]).Country;
                ranges.Add((first, last, countries.TryAdd(country, country) ? country : countries[country]));
            }
            else
            {
                firstUnread = unread++ == 0 ? number : firstUnread;
            }
        }

        if (ranges.Count == 0)
        {
            throw new DossierException($"the IP database {file} is neither in MaxMind DB format nor has it a line of first address, last address and country");
        }

        ranges.Sort((a, b) => a.First.CompareTo(b.First));
        for (var i = 1; i < ranges.Count; i++)
        {
            if (ranges[i].First <= ranges[i - 1].Last)
            {
                throw new DossierException($"the IP database {file} has two lines for the address {Text(ranges[i].First)}: which one counts is not known");
            }
        }

        return new(ranges)
        {
            Name = name.Length > 0 ? name : file, Date = date, Sha256 = digest,
            Unread = unread == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{unread} lines were not read, line {firstUnread} the first"),
        };
    }

    /// <inheritdoc/>
    public override IpPlace Find(IPAddress address)
    {
        var number = Number(address);
        var (from, to) = (0, ranges.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = ranges[middle].First <= number ? (middle + 1, to) : (from, middle);
        }

        return from > 0 && ranges[from - 1] is { Country.Length: > 0 } found && number <= found.Last ? IpPlace.Of(found.Country) : IpPlace.None;
    }

    /// <summary>An address in text, or as a number: up to 32 bits it is one of version 4.</summary>
    static UInt128? Address(string text) =>
        text.All(char.IsAsciiDigit) ? UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number <= uint.MaxValue ? Mapped + number : number : null
        : ServerAddress.Read(text, "", 0, 0) is { } read ? Number(IPAddress.Parse(read.Address)) : null;

    static UInt128 Mapped => (UInt128)0xFFFF << 32;

    static UInt128 Number(IPAddress address)
    {
        UInt128 number = 0;
        foreach (var part in address.MapToIPv6().GetAddressBytes())
        {
            number = (number << 8) | part;
        }

        return number;
    }

    static string Text(UInt128 number)
    {
        var bytes = new byte[16];
        for (var i = 15; i >= 0; i--, number >>= 8)
        {
            bytes[i] = (byte)(number & 0xFF);
        }

        var address = new IPAddress(bytes);
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }

    static List<string> Cells(string line)
    {
        var separator = line.Contains('\t', StringComparison.Ordinal) ? '\t' : line.Contains(';', StringComparison.Ordinal) && !line.Contains(',', StringComparison.Ordinal) ? ';' : ',';
        return [.. line.Split(separator).Select(c => c.Trim(' ', '"'))];
    }
}
