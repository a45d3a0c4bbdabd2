using System.Text;

namespace Klikspaan.Translating;

/// <summary>Regular expressions as scripts write them, <c>/a\/b$/i</c>, in the form that knowledge files have.</summary>
static class ScriptPattern
{
    /// <summary>The expression in our form; null when it cannot be used here.</summary>
    public static string? Translate(string literal)
    {
        var end = literal.LastIndexOf('/');
        if (literal.Length < 3 || literal[0] != '/' || end < 2 || literal[(end + 1)..] is not ("" or "i" or "g" or "gi" or "ig"))
        {
            return null;
        }

        var text = new StringBuilder(literal[(end + 1)..].Contains('i', StringComparison.Ordinal) ? "(?i)" : "");
        var isClass = false;
        for (var i = 1; i < end; i++)
        {
            var c = literal[i];
            isClass = c == '[' || (isClass && c != ']');
            if (c == '\\' && i + 1 < end)
            {
                text.Append(Escaped(literal[++i], isClass));
            }
            else
            {
                // Theirs is the end of the text, ours could also be before a last line break.
                text.Append(c == '$' && !isClass ? "\\z" : c.ToString());
            }
        }

        return TextPattern.Parse(text.ToString(), out _)?.Text;
    }

    /// <summary>Theirs are ASCII, ours are of every script.</summary>
    static string Escaped(char c, bool isClass) => c switch
    {
        '/' => "/",
        'd' => isClass ? "0-9" : "[0-9]",
        'w' => isClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]",
        _ => "\\" + c,
    };
}
