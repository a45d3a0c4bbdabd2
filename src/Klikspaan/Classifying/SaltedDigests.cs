using System.Text;

namespace Klikspaan.Classifying;

/// <summary>Tries whether a digest that nothing else explains is one of a planted value with another value of the same request as salt or key.</summary>
/// <param name="planted">The planted values.</param>
/// <param name="most">Most digests that are taken in all.</param>
public sealed class SaltedDigests(IReadOnlyList<PlantedValue> planted, long most)
{
    /// <summary>Most other values of a request that are tried.</summary>
    public const int MostSalts = 32;

    /// <summary>Longest value that is tried as a salt, in bytes.</summary>
    public const int LongestSalt = 128;

    static readonly (string Name, Func<string, string, string> Join)[] Joins =
    [
        ("salt before", (v, s) => s + v), ("salt after", (v, s) => v + s), ("salt before, with a colon", (v, s) => $"{s}:{v}"), ("salt after, with a colon", (v, s) => $"{v}:{s}"),
    ];

    readonly List<(string Label, string Spelling, string Text)> values = [.. planted.SelectMany(p => Spelling.Of(p).Select(s => (p.Label, s.Name, Encoding.UTF8.GetString(s.Bytes))))];

    /// <summary>Digests that were taken so far.</summary>
    public long Tried { get; private set; }

    /// <summary>Whether no more may be taken.</summary>
    public bool IsSpent => Tried >= most;

    /// <summary>Tries a digest.</summary>
    /// <param name="token">The digest, whole.</param>
    /// <param name="salts">Other values of the request.</param>
    /// <returns>The label of the planted value, how the digest was made, and the place of the salt among those given; null when none of them gives it.</returns>
    public (string Label, string Form, int Salt)? Find(DigestToken token, IReadOnlyList<string> salts)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(salts);
        foreach (var digest in UsualDigests.All.Where(d => token.IsWhole && d.Length == token.Bytes.Length))
        {
            for (var i = 0; i < salts.Count && !IsSpent; i++)
            {
                foreach (var (label, spelling, text) in values)
                {
                    if (Form(token.Bytes, digest, text, salts[i]) is { } how)
                    {
                        return (label, $"{digest.Name}{(how == "key" ? " as HMAC" : "")}{(spelling.Length > 0 ? $" ({spelling})" : "")}, {how}", i);
                    }
                }
            }
        }

        return null;
    }

    string? Form(byte[] sought, UsualDigest digest, string text, string salt)
    {
        foreach (var (name, join) in Joins)
        {
            Tried++;
            if (digest.Hash(Encoding.UTF8.GetBytes(join(text, salt))).AsSpan().SequenceEqual(sought))
            {
                return name;
            }
        }

        Tried++;
        return digest.Keyed(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(text)).AsSpan().SequenceEqual(sought) ? "key" : null;
    }
}
