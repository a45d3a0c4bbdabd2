using System.Net;
using System.Security.Cryptography;

namespace Klikspaan.Store;

/// <summary>
/// Which addresses are in which country, by a file that the user supplies; nothing is looked up anywhere else. What it says is a statement of its makers on its day, never a measurement.
/// </summary>
abstract class IpDatabase : IDisposable
{
    /// <summary>Largest file that is read.</summary>
    public const long MostBytes = 256L << 20;

    const int MarkWithin = 128 << 10;
    static readonly byte[] Mark = [0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8];

    /// <summary>What it calls itself, or what a person calls it; else the name of the file.</summary>
    public required string Name { get; init; }

    /// <summary>The day of which it is; empty when not established.</summary>
    public required string Date { get; init; }

    /// <summary>SHA-256 of the file, in hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What of it was not read, in a few words; empty when all was.</summary>
    public string Unread { get; protected init; } = "";

    /// <summary>Where it places an address; any address may be asked for.</summary>
    public abstract IpPlace Find(IPAddress address);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Opens a database; <see cref="DossierException"/> when the file is none.</summary>
    /// <param name="path">The file: in MaxMind DB format, or lines of first address, last address and country.</param>
    /// <param name="name">What a person calls it; may be empty.</param>
    /// <param name="date">Of which day a person says that it is; may be empty.</param>
    public static IpDatabase Open(string path, string name, string date)
    {
        var real = File.Exists(path) ? new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : path;
        if (!PlainFiles.IsPlain(real, MostBytes))
        {
            throw new DossierException($"the IP database {path} is not there, is no plain file, or has more than {MostBytes} bytes");
        }

        return Read(File.ReadAllBytes(real), Path.GetFileName(path), name, date);
    }

    /// <summary>The same of the bytes of a file.</summary>
    public static IpDatabase Read(byte[] bytes, string file, string name, string date)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return bytes.AsSpan(Math.Max(0, bytes.Length - MarkWithin)).IndexOf(Mark) >= 0
            ? MaxMindDatabase.Read(bytes, file, digest, name, date)
            : CsvIpDatabase.Read(bytes, file, digest, name, date);
    }
}

/// <summary>Where a database places an address.</summary>
/// <param name="Country">The country (ISO 3166); empty when it does not say.</param>
/// <param name="Why">Why it does not, in a sentence; empty when it does.</param>
readonly record struct IpPlace(string Country, string Why)
{
    /// <summary>The database has no country for it.</summary>
    public static IpPlace None { get; } = new("", "the database names no country for this address");

    /// <summary>A country, if it is written as two letters.</summary>
    public static IpPlace Of(string text) => text.Length == 2 && text.All(char.IsAsciiLetter) && text.ToUpperInvariant() is var country and not "ZZ" ? new(country, "") : None;
}
