using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Klikspaan.Classifying;

/// <summary>Digests of words of small sets, by which a digest can be undone: whoever has the list reads the word.</summary>
public sealed class DigestWords
{
#pragma warning disable CA5350, CA5351 // Weak digests are what software sends; they protect nothing here.
    static readonly (string Name, Func<byte[], byte[]> Hash)[] Digests = [("md5", MD5.HashData), ("sha1", SHA1.HashData), ("sha256", SHA256.HashData), ("sha384", SHA384.HashData), ("sha512", SHA512.HashData)];
#pragma warning restore CA5350, CA5351

    readonly Dictionary<ulong, List<Entry>> entries = [];

    /// <summary>How many digests are known.</summary>
    public int Count { get; private set; }

    /// <summary>Adds words: as they are, in lower case and in capitals.</summary>
    /// <param name="set">What they are.</param>
    /// <param name="words">The words.</param>
    public void Add(string set, IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        foreach (var word in words.Distinct(StringComparer.Ordinal))
        {
            (string Spelling, string Text)[] texts = [("", word), ("lower case", word.ToLowerInvariant()), ("upper case", word.ToUpperInvariant())];
            foreach (var (spelling, text) in texts.DistinctBy(t => t.Text))
            {
                foreach (var (name, hash) in Digests)
                {
                    Add(new(set, word, name + (spelling.Length > 0 ? $" ({spelling})" : ""), hash(Encoding.UTF8.GetBytes(text))));
                }
            }
        }
    }

    /// <summary>The word of which a value is the digest, or its first digits; null when it is of none.</summary>
    public WordFound? Find(DigestToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        foreach (var entry in entries.GetValueOrDefault(Key(token.Bytes)) ?? [])
        {
            if (entry.Digest.AsSpan().StartsWith(token.Bytes) && (token.IsWhole ? entry.Digest.Length == token.Bytes.Length : token.Bytes.Length < entry.Digest.Length))
            {
                var form = token.Bytes.Length < entry.Digest.Length ? $"{entry.Form}, first {2 * token.Bytes.Length} digits" : entry.Form;

                // Each digest that is known hits a value that was drawn at random once in so many.
                return new(entry.Set, entry.Word, form, (8 * token.Bytes.Length) - (int)Math.Ceiling(Math.Log2(Count)));
            }
        }

        return null;
    }

    void Add(Entry entry)
    {
        if (!entries.TryGetValue(Key(entry.Digest), out var list))
        {
            entries.Add(Key(entry.Digest), list = []);
        }

        if (!list.Exists(e => e.Digest.AsSpan().SequenceEqual(entry.Digest)))
        {
            list.Add(entry);
            Count++;
        }
    }

    static ulong Key(byte[] digest) => BinaryPrimitives.ReadUInt32BigEndian(digest) | ((ulong)BinaryPrimitives.ReadUInt16BigEndian(digest.AsSpan(4)) << 32);

    sealed record Entry(string Set, string Word, string Form, byte[] Digest);
}

/// <summary>A word whose digest a value is.</summary>
/// <param name="Set">The set that it is in.</param>
/// <param name="Word">The word.</param>
/// <param name="Form">The digest, and how the word was spelled.</param>
/// <param name="ChanceBits">A value that was drawn at random would be taken for one of all known digests once in 2 to this power.</param>
public sealed record WordFound(string Set, string Word, string Form, int ChanceBits);
