using System.Buffers.Binary;
using System.Text;

namespace Klikspaan.Classifying;

/// <summary>Digests of words of small sets, by which a digest can be undone: whoever has the list reads the word.</summary>
public sealed class DigestWords
{
    static readonly IReadOnlyList<(string Name, Func<byte[], byte[]> Of)> Digests = [.. UsualDigests.All.Select(d => (d.Name, d.Hash)), (DigestForm.Sha224.Name, DigestForm.Sha224.Hash)];
    static readonly (string Name, Encoding Of)[] Encodings = [("", Encoding.UTF8), ("UTF-16", Encoding.Unicode)];
    static readonly int Forms = Digests.Count * Encodings.Length;
    static readonly (string Name, Func<string, string> Of)[] Spellings = [("", t => t), ("lower case", t => t.ToLowerInvariant()), ("upper case", t => t.ToUpperInvariant())];

    // Of each digest its first bytes, and by number its word, spelling and name: it is made again to compare it whole.
    readonly Dictionary<ulong, int> entries = [];
    readonly List<(string Set, string Word)> all = [];

    /// <summary>How many digests are known.</summary>
    public int Count => entries.Count;

    /// <summary>Adds words: as they are, in lower case and in capitals, in UTF-8 and in UTF-16.</summary>
    /// <param name="set">What they are.</param>
    /// <param name="words">The words.</param>
    public void Add(string set, IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        foreach (var word in words.Distinct(StringComparer.Ordinal))
        {
            for (var number = 0; number < Spellings.Length * Forms; number++)
            {
                // Numbers and what is small already have no other spelling.
                if (number % Forms == 0 && number > 0 && Spellings[number / Forms].Of(word) == word)
                {
                    number += Forms - 1;
                    continue;
                }

                entries.TryAdd(Key(Digest(word, number)), (all.Count * Spellings.Length * Forms) + number);
            }

            all.Add((set, word));
        }
    }

    /// <summary>The word of which a value is the digest, or its first digits; null when it is of none.</summary>
    public WordFound? Find(DigestToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (!entries.TryGetValue(Key(token.Bytes), out var id))
        {
            return null;
        }

        var forms = Spellings.Length * Forms;
        var ((set, word), number) = (all[id / forms], id % forms);
        var digest = Digest(word, number);
        if (!digest.AsSpan().StartsWith(token.Bytes) || (token.IsWhole && digest.Length != token.Bytes.Length))
        {
            return null;
        }

        var (name, encoding) = (Digests[number % Forms / Encodings.Length].Name, Encodings[number % Encodings.Length].Name);
        var spelling = string.Join(", ", new[] { Spellings[number / Forms].Name, encoding }.Where(s => s.Length > 0));
        var form = name + (spelling.Length > 0 ? $" ({spelling})" : "") + (token.Bytes.Length < digest.Length ? $", first {2 * token.Bytes.Length} digits" : "");

        // Each digest that is known hits a value that was drawn at random once in so many.
        return new(set, word, form, (8 * token.Bytes.Length) - (int)Math.Ceiling(Math.Log2(Count)));
    }

    static byte[] Digest(string word, int number) => Digests[number % Forms / Encodings.Length].Of(Encodings[number % Encodings.Length].Of.GetBytes(Spellings[number / Forms].Of(word)));

    static ulong Key(byte[] digest) => BinaryPrimitives.ReadUInt32BigEndian(digest) | ((ulong)BinaryPrimitives.ReadUInt16BigEndian(digest.AsSpan(4)) << 32);
}

/// <summary>A word whose digest a value is.</summary>
/// <param name="Set">The set that it is in.</param>
/// <param name="Word">The word.</param>
/// <param name="Form">The digest, and how the word was spelled.</param>
/// <param name="ChanceBits">A value that was drawn at random would be taken for one of all known digests once in 2 to this power.</param>
public sealed record WordFound(string Set, string Word, string Form, int ChanceBits);
