using System.Security.Cryptography;
using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>What an assessment stands on of an umbrella, as digests by part: who stands on it keeps those that people looked at.</summary>
/// <param name="Parts">Digests (SHA-256 in hex, or the first digits of it), by the names of <see cref="Names"/>.</param>
public sealed record UmbrellaState(IReadOnlyDictionary<string, string> Parts)
{
    /// <summary>Digits that are kept of each digest, and digits that a person has to give at least.</summary>
    const int Kept = 32, Least = 12;

    const string Key = "umbrella_seen", Manifest = "manifest", Knowledge = "knowledge";
    static readonly string[] Folders = ["judgements", "measures", "documents", "responses"];

    /// <summary>The parts: seal of the manifest, digest of the knowledge, and digests of what people wrote.</summary>
    public static IReadOnlyList<string> Names { get; } = [Manifest, Knowledge, .. Folders];

    /// <summary>None.</summary>
    public static UmbrellaState None { get; } = new(new Dictionary<string, string>());

    /// <summary>As it is written in <c>dossier.yaml</c>, in lines.</summary>
    public string Text => $"{Key}:\n" + string.Concat(Names.Where(Parts.ContainsKey).Select(n => $"  {n}: \"{Parts[n]}\"\n"));

    /// <summary>Reads it; mistakes are reported with their place.</summary>
    internal static UmbrellaState Read(YamlMap map)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (map.Map(Key) is not { } seen)
        {
            return None;
        }

        foreach (var name in Names)
        {
            parts[name] = seen.Required(name).ToLowerInvariant();
            if (parts[name].Length > 0 && (parts[name].Length is < Least or > 64 || !parts[name].All(char.IsAsciiHexDigit)))
            {
                seen.Report(name, $"'{name}' must be {Least} to 64 hex digits, as 'assess' prints them");
            }
        }

        seen.Done();
        return new(parts);
    }

    /// <summary>The state of a dossier now.</summary>
    internal static UmbrellaState Of(Dossier dossier)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Manifest] = Seal(dossier.Manifest.LastSeal),
            [Knowledge] = dossier.Knowledge.Digest[..Kept],
        };
        foreach (var folder in Folders)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var (name, bytes) in PlainFiles.Read(dossier.Folder, folder))
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{bytes.Length}\0"));
                hash.AppendData(bytes.Span);
            }

            parts[folder] = Hex(hash.GetHashAndReset())[..Kept];
        }

        return new(parts);
    }

    /// <summary>What is otherwise in <paramref name="now"/>, in words; empty when nothing is, or when nothing was seen.</summary>
    /// <param name="now">The state now.</param>
    /// <param name="manifest">The manifest of the umbrella, by which lines that came since are counted.</param>
    internal IEnumerable<string> Changes(UmbrellaState now, Manifest manifest)
    {
        foreach (var name in Names.Where(n => Parts.ContainsKey(n) && !IsSame(Parts[n], now.Parts[n])))
        {
            yield return name switch
            {
                Manifest => Lines(manifest),
                Knowledge => "the facts by which it is read are others (knowledge/ of the umbrella, or another version of this program)",
                _ => $"{name}/ is otherwise",
            };
        }
    }

    string Lines(Manifest manifest)
    {
        var at = manifest.Seals.ToList().FindLastIndex(s => IsSame(Parts[Manifest], Seal(s)));
        return at < 0
            ? "its manifest does not hold the line that was seen: other captures, or a manifest that was made anew"
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"its manifest has {manifest.Seals.Count - 1 - at} more line(s), with {manifest.Entries.Skip(at + 1).Count(e => e.Event == "captured")} capture(s)");
    }

    /// <summary>The first digits of a seal; of one that is none, as in a manifest of others, a digest.</summary>
    static string Seal(string seal) => (seal.Length >= Kept && seal.All(char.IsAsciiHexDigitLower) ? seal : Hex(SHA256.HashData(Encoding.UTF8.GetBytes(seal))))[..Kept];

    static bool IsSame(string seen, string now) => seen.Length >= now.Length ? seen.StartsWith(now, StringComparison.Ordinal) : now.StartsWith(seen, StringComparison.Ordinal);

    static string Hex(byte[] digest) => Convert.ToHexStringLower(digest);
}
