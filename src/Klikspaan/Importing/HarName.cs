using System.Text;

namespace Klikspaan.Importing;

/// <summary>
/// The name of a header field, cookie or parameter. The same few stand in every entry, so those met last are kept: one
/// in each place of a small table, so that names without end take no more room.
/// </summary>
sealed class HarName
{
    const int Longest = 64;
    static readonly HarName?[] Known = new HarName?[1024];
    readonly byte[] bytes;

    HarName(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name);
        bytes = name.ToArray();
        Key = text.ToLowerInvariant();
        Path = Pointer(text);
        KeyPath = Key == text ? Path : Pointer(Key);
    }

    /// <summary>The name in lower case.</summary>
    public string Key { get; }

    /// <summary>The name as a JSON Pointer.</summary>
    public string Path { get; }

    /// <summary>The name in lower case as a JSON Pointer.</summary>
    public string KeyPath { get; }

    /// <summary>How many bytes it has.</summary>
    public int Length => bytes.Length;

    /// <summary>The name that is this text.</summary>
    public static HarName Of(JsonText text)
    {
        var name = text.Unescape().Span;
        if (name.Length is 0 or > Longest)
        {
            return new(name);
        }

        // Two threads may write the same place: the last one stays, and each has what it asked for.
        ref var place = ref Known[Place(name)];
        var known = Volatile.Read(ref place);
        if (known is null || !name.SequenceEqual(known.bytes))
        {
            known = new(name);
            Volatile.Write(ref place, known);
        }

        return known;
    }

    static int Place(ReadOnlySpan<byte> name)
    {
        var hash = (uint)name.Length;
        foreach (var letter in name)
        {
            hash = (hash * 31) + letter;
        }

        return (int)((hash * 2654435769u) >> 22);
    }

    static string Pointer(string key) =>
        "/" + key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
