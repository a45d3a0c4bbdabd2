using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Klikspaan;

/// <summary>How values are shown: credentials by length and digest, bytes by length, the rest as text.</summary>
public static partial class Masking
{
    const int LongestText = 4096;
    const int LongestToken = 64 << 10;
    const string WebToken = "eyj";
    static readonly SearchValues<string> Words = SearchValues.Create([WebToken, "bearer ", "basic "], StringComparison.OrdinalIgnoreCase);
    static readonly SearchValues<string> Schemes = SearchValues.Create(["bearer ", "basic "], StringComparison.OrdinalIgnoreCase);
    static readonly SearchValues<string> WebTokens = SearchValues.Create([WebToken], StringComparison.OrdinalIgnoreCase);
    static readonly SearchValues<char> Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    // How each name of a credential begins, before the equals sign.
    static readonly SearchValues<string> Names = SearchValues.Create(
        ["token", "passw", "wachtwoord", "secret", "session", "pwd", "api", "sig"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The text of a value; <paramref name="reveal"/> shows credentials too.</summary>
    public static string Show(DataItem item, Classification classification, bool reveal)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(classification);
        var value = item.Value.Span;
        if (classification.IsSecret && !reveal)
        {
            return Masked(value);
        }

        if (item.IsOpaque && (!System.Text.Unicode.Utf8.IsValid(value) || value.ContainsAnyInRange((byte)0, (byte)8)))
        {
            return string.Create(CultureInfo.InvariantCulture, $"[{value.Length} bytes, not opened]");
        }

        // Masked first, then cut: of a token that the cut would split, no part may be shown.
        var text = Show(Encoding.UTF8.GetString(value[..Math.Min(value.Length, LongestText + LongestToken)]), reveal);
        return text.Length > LongestText || value.Length > LongestText + LongestToken ? Cut(text, value.Length) : text;
    }

    /// <summary>Masks tokens within any text that is shown, such as a path.</summary>
    public static string Show(string text, bool reveal = false) =>
        reveal || !MayHoldToken(text) ? text : Tokens().Replace(text, m => Masked(Encoding.UTF8.GetBytes(m.Value)));

    /// <summary>
    /// Whether the text holds any of the marks of which each form of a token has one: most text has none, and is done with after a quick
    /// look. Text that is not ASCII may have letters that count as equal to these, so it is never taken for free of them.
    /// </summary>
    static bool MayHoldToken(ReadOnlySpan<char> text) =>
        (text.Contains('=') && text.ContainsAny(Names)) || (text.Contains('@') && text.Contains("//", StringComparison.Ordinal)) || (text.ContainsAny(Words) && (text.ContainsAny(Schemes) || MayHoldWebToken(text))) || !Ascii.IsValid(text);

    /// <summary>Whether a full stop follows digits that begin as a JSON Web Token does; most that begin so are JSON of another kind.</summary>
    static bool MayHoldWebToken(ReadOnlySpan<char> text)
    {
        for (int at; (at = text.IndexOfAny(WebTokens)) >= 0;)
        {
            text = text[at..];
            var end = text.IndexOfAnyExcept(Digits);
            if (end < 0)
            {
                return false;
            }

            if (text[end] == '.')
            {
                return true;
            }

            text = text[end..];
        }

        return false;
    }

    /// <summary>The same for text as UTF-8; it may say yes where there is none, never no where there is one.</summary>
    internal static bool MayHoldToken(ReadOnlySpan<byte> text)
    {
        if (!Ascii.IsValid(text))
        {
            return true;
        }

        var room = ArrayPool<char>.Shared.Rent(text.Length);
        Encoding.ASCII.GetChars(text, room);
        var may = MayHoldToken(room.AsSpan(0, text.Length));
        ArrayPool<char>.Shared.Return(room);
        return may;
    }

    /// <summary>Whether a token stands in these bytes.</summary>
    internal static bool HoldsToken(ReadOnlySpan<byte> bytes) => Tokens().IsMatch(Encoding.Latin1.GetString(bytes));

    /// <summary>Gives the place of each token in these bytes.</summary>
    internal static void MarkTokens(ReadOnlySpan<byte> bytes, Action<int, int> mark)
    {
        foreach (var token in Tokens().EnumerateMatches(Encoding.Latin1.GetString(bytes)))
        {
            mark(token.Index, token.Length);
        }
    }

    static string Cut(string text, int bytes)
    {
        var length = Math.Min(text.Length, LongestText);
        length -= char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, length)}[... {bytes} bytes]");
    }

    static string Masked(ReadOnlySpan<byte> value) =>
        string.Create(CultureInfo.InvariantCulture, $"[masked: {value.Length} bytes]");

    /// <summary>
    /// JSON Web Tokens, what follows "Bearer" or "Basic", user information in a URL, and what follows the name of a credential in
    /// a query, a connection string or a path parameter. No digest is printed: it would let a short secret be guessed.
    /// </summary>
    [GeneratedRegex(
        @"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*"
        + @"|\b(?:bearer|basic) +[A-Za-z0-9._~+/=-]{8,}"
        + @"|//[^/\s:@""']+:[^/\s@""']+@"
        + @"|\b(?:[a-z_]*(?:token|password|passwd|passwort|wachtwoord|secret|session_?id)|pwd|api_?key|sig)=[^&;,\s""']+",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Tokens();
}
