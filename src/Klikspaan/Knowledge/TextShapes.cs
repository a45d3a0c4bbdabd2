using System.Buffers;

namespace Klikspaan.Knowledge;

/// <summary>Shapes of texts: what people write, traces of programs, names of shared folders.</summary>
static class TextShapes
{
    /// <summary>Shorter values have no shape of a text, in bytes.</summary>
    public const int Shortest = 20;

    /// <summary>How much of a value is looked at, in bytes: text shows in its beginning that it is one.</summary>
    public const int Longest = 512;

    const int FewestSpaces = 4, LongestSentence = 128;

    // Letters, spaces, the marks of sentences, and all bytes of letters beyond ASCII.
    static readonly SearchValues<byte> OfSentences = SearchValues.Create(
        [.. "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ,.'?!"u8, .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);

    /// <summary>A path on another machine: two backslashes, its name, and a folder.</summary>
    public static bool IsUncPath(ReadOnlySpan<byte> v) =>
        v.Length > 4 && v.StartsWith(@"\\"u8) && char.IsAsciiLetterOrDigit((char)v[2]) && v[3..].IndexOf((byte)'\\') is >= 0 and var at && at + 4 < v.Length;

    /// <summary>Calls of a program on lines of their own, with the lines of source that they stand at.</summary>
    public static bool IsStackTrace(ReadOnlySpan<byte> v)
    {
        v = v[..Math.Min(v.Length, Longest)];
        for (var at = v.IndexOf((byte)'\n'); at >= 0;)
        {
            v = v[(at + 1)..].TrimStart(" \t"u8);
            at = v.IndexOf((byte)'\n');
            var line = at < 0 ? v : v[..at];
            if (IsCall(line))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Words of a sentence, not of a list of names and versions.</summary>
    public static bool IsFreeText(ReadOnlySpan<byte> v)
    {
        v = v[..Math.Min(v.Length, LongestSentence)];
        if (v.Count((byte)' ') < FewestSpaces)
        {
            return false;
        }

        var others = v.Length / 10;
        for (var at = v.IndexOfAnyExcept(OfSentences); at >= 0; at = v.IndexOfAnyExcept(OfSentences))
        {
            if (--others < 0)
            {
                return false;
            }

            v = v[(at + 1)..];
        }

        return true;
    }

    /// <summary>Whether a line names a call and a line of source: <c>at F (a.js:5:29)</c>, <c>at F in a.cs:line 5</c>, <c>File "a.py", line 5</c>.</summary>
    static bool IsCall(ReadOnlySpan<byte> line) =>
        (line.StartsWith("at "u8) && line.LastIndexOf((byte)':') is > 0 and var colon && line[colon..].IndexOfAnyInRange((byte)'0', (byte)'9') > 0)
        || (line.StartsWith("File \""u8) && line.IndexOf("\", line "u8) > 0);
}
