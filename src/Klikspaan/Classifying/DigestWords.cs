using System.Buffers.Binary;
using System.Text;

namespace Klikspaan.Classifying;

/// <summary>Digests of words of small sets, by which a digest can be undone: whoever has the list reads the word.</summary>
public sealed class DigestWords
{
    static readonly int Forms = UsualDigests.All.Count;
    static readonly (string Name, Func<string, string> Of)[] Spellings = [("", t => t), ("lower case", t => t.ToLowerInvariant()), ("upper case", t => t.ToUpperInvariant())];

    // Of each digest its first bytes, and by number its word, spelling and name: it is made again to compare it whole.
    readonly Dictionary<ulong, int> entries = [];
    readonly List<(string Set, string Word)> all = [];

    /// <summary>How many digests are known.</summary>
    public int Count => entries.Count;

    /// <summary>Adds words: as they are, in lower case and in capitals.</summary>
    /// <param name="set">What they are.</param>
    /// <param name="words">The words.</param>
    public void Add(string set, IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        foreach (var word in words.Distinct(StringComparer.Ordinal))
        {
            for (var number = 0; number < Spellings.Length * Forms; number++)
            {
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

        var (spelling, name) = (Spellings[number / Forms].Name, UsualDigests.All[number % Forms].Name);
        var form = name + (spelling.Length > 0 ? $" ({spelling})" : "") + (token.Bytes.Length < digest.Length ? $", first {2 * token.Bytes.Length} digits" : "");

        // Each digest that is known hits a value that was drawn at random once in so many.
        return new(set, word, form, (8 * token.Bytes.Length) - (int)Math.Ceiling(Math.Log2(Count)));
    }

    static byte[] Digest(string word, int number) => UsualDigests.All[number % Forms].Hash(Encoding.UTF8.GetBytes(Spellings[number / Forms].Of(word)));

    static ulong Key(byte[] digest) => BinaryPrimitives.ReadUInt32BigEndian(digest) | ((ulong)BinaryPrimitives.ReadUInt16BigEndian(digest.AsSpan(4)) << 32);
}

/// <summary>A word whose digest a value is.</summary>
/// <param name="Set">The set that it is in.</param>
/// <param name="Word">The word.</param>
/// <param name="Form">The digest, and how the word was spelled.</param>
/// <param name="ChanceBits">A value that was drawn at random would be taken for one of all known digests once in 2 to this power.</param>
public sealed record WordFound(string Set, string Word, string Form, int ChanceBits);
