using System.Globalization;
using System.Net;
using MaxMind.Db;

namespace Klikspaan.Store;

/// <summary>A file in MaxMind DB format (https://maxmind.github.io/MaxMind-DB/), of whatever maker: those that tell a country do so in one of a few ways.</summary>
sealed class MaxMindDatabase : IpDatabase
{
    readonly Reader reader;

    MaxMindDatabase(Reader reader) => this.reader = reader;

    /// <summary>Reads it; <see cref="DossierException"/> when its head cannot be read.</summary>
    public static MaxMindDatabase Read(byte[] bytes, string file, string digest, string name, string date)
    {
        Reader? reader = null;
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            reader = new(stream);
            return new(reader)
            {
                Name = name.Length > 0 ? name : reader.Metadata.DatabaseType is { Length: > 0 } type ? type : file,
                Date = reader.Metadata.BuildDate is { Year: > 1970 } built ? built.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : date,
                Sha256 = digest,
            };
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            reader?.Dispose();
            throw new DossierException($"the IP database {file} cannot be read: {e.GetType().Name} in its head");
        }
    }

    /// <inheritdoc/>
    public override IpPlace Find(IPAddress address)
    {
        try
        {
            return reader.Find<Dictionary<string, object>>(address) is { } record ? Place(record) : IpPlace.None;
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            return new("", $"what the database holds of this address cannot be read ({e.GetType().Name})");
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        reader.Dispose();
        base.Dispose();
    }

    /// <summary>The library tells bytes that are not as they should be by exceptions of several kinds.</summary>
    static bool IsOfTheFile(Exception e) => e is not OutOfMemoryException;

    /// <summary>One address of several servers is at no place; where a company is registered is not where its server stands, and is not looked at.</summary>
    static IpPlace Place(Dictionary<string, object> record)
    {
        if (Member(record, "traits", "is_anycast") is true || Member(record, "is_anycast") is true or "true")
        {
            return new("", "by the database the address is one of several servers at different places (anycast)");
        }

        var code = Member(record, "country", "iso_code") ?? Member(record, "country_code") ?? Member(record, "country");
        return code is string text ? IpPlace.Of(text) : IpPlace.None;
    }

    static object? Member(Dictionary<string, object> record, params ReadOnlySpan<string> keys)
    {
        object? found = record;
        foreach (var key in keys)
        {
            found = found is Dictionary<string, object> map && map.TryGetValue(key, out var value) ? value : null;
        }

        return found;
    }
}
