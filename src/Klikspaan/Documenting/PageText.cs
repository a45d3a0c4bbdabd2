using System.Net;
using System.Text;

namespace Klikspaan.Documenting;

/// <summary>Takes the marks of Markdown out of a line of a page.</summary>
static class PageText
{
    const string Separators = "-\u2013\u2014:";
    const string Quoted = "\\`*_{}[]()#+-.!|<>~\"'&/$%^=?@,;:";

    /// <summary>The words of a line: without emphasis, code marks, backslashes and the targets of links.</summary>
    public static string Plain(ReadOnlySpan<char> text)
    {
        // Looked for once: a line of brackets alone would be gone through for each of them.
        var (lastLink, lastEnd) = (text.LastIndexOf("](", StringComparison.Ordinal), text.LastIndexOf(')'));
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length && Quoted.Contains(text[i + 1], StringComparison.Ordinal))
            {
                plain.Append(text[++i]);
            }
            else if (c is ']' && i + 1 < lastEnd && text[i + 1] == '(')
            {
                i += text[i..].IndexOf(')');
            }
            else if (c is not ('*' or '`') && !(c == '[' && i < lastLink))
            {
                plain.Append(c);
            }
        }

        var words = plain.ToString();
        return (words.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(words) : words).Replace('\u00A0', ' ').Trim();
    }

    /// <summary>
    /// Takes a name in bold from the start of a text, and what is written of it: <c>**Name** - text</c>, <c>**Name:** text</c>, <c>**Na\_me**\_rest text</c>,
    /// <c>**A**\_**b** text</c>. False where the text does not begin so, or the bold has no end.
    /// </summary>
    public static bool TryField(ReadOnlySpan<char> text, out string name, out string description)
    {
        (name, description) = ("", "");
        if (!text.StartsWith("**"))
        {
            return false;
        }

        var bold = false;
        var at = 0;
        while (at < text.Length)
        {
            if (text[at..].StartsWith("**"))
            {
                bold = !bold;
                at += 2;
            }
            else if (!bold && (char.IsWhiteSpace(text[at]) || Separators.Contains(text[at], StringComparison.Ordinal)))
            {
                break;
            }
            else
            {
                at += text[at] == '\\' && at + 1 < text.Length ? 2 : 1;
            }
        }

        at = Math.Min(at, text.Length);
        name = Plain(text[..at]).TrimEnd([' ', .. Separators]);
        description = Plain(Description(text[at..]));
        return !bold && name.Length > 0;
    }

    /// <summary>What stands behind a name: without the dash or colon between them.</summary>
    public static ReadOnlySpan<char> Description(ReadOnlySpan<char> text)
    {
        var rest = text.TrimStart();
        while (rest.Length > 0 && Separators.Contains(rest[0], StringComparison.Ordinal))
        {
            rest = rest[1..].TrimStart();
        }

        return rest;
    }

    /// <summary>Takes a name without marks from the start of a text: one word, then a dash or colon.</summary>
    public static bool TryPlainField(ReadOnlySpan<char> text, out string name, out string description)
    {
        (name, description) = ("", "");
        var words = Plain(text);
        var end = words.AsSpan().IndexOfAny(' ', ':');
        var word = end < 0 ? words : words[..end];
        var rest = words.AsSpan(word.Length).TrimStart();
        if (!IsIdentifier(word) || (rest.Length > 0 && !Separators.Contains(rest[0], StringComparison.Ordinal)))
        {
            return false;
        }

        (name, description) = (word, Description(rest).ToString());
        return true;
    }

    /// <summary>Whether a text can be the name of an event or field in a program: one word of letters, digits and what joins them.</summary>
    public static bool IsIdentifier(ReadOnlySpan<char> text)
    {
        var letters = false;
        foreach (var c in text)
        {
            letters |= char.IsLetter(c);
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '_' or '-' or ':' or '/' or '$' or '@' or '~' or '<' or '>' or '#'))
            {
                return false;
            }
        }

        return letters && text[^1] is not (':' or '-' or '.' or '/') && text[0] is not (':' or '-' or '.' or '/');
    }

    /// <summary>The names in a heading: several have commas or <c>and</c> between them; none where one of them is no name.</summary>
    public static IReadOnlyList<string> Names(string heading)
    {
        string[] names = heading.Split([", ", " and ", " or ", "; "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length > 0 && Array.TrueForAll(names, n => IsIdentifier(n)) ? names : [];
    }
}
