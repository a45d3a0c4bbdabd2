using System.Globalization;

namespace Klikspaan.Translating;

/// <summary>Reads JSONPath, as far as adapters use it.</summary>
static class DataPath
{
    const int MostTokens = 64;
    const int Longest = 2000;

    /// <summary>The steps of a path, without the root; null when it is of another form.</summary>
    public static List<PathToken>? Parse(string text)
    {
        var tokens = new List<PathToken>();
        var at = text.StartsWith("$.", StringComparison.Ordinal) ? 2 : text == "$" || text.StartsWith("$[", StringComparison.Ordinal) ? 1 : 0;
        while (at < text.Length)
        {
            if (text.Length > Longest || tokens.Count == MostTokens || Next(text, ref at) is not { } token)
            {
                return null;
            }

            tokens.Add(token);
        }

        return tokens;
    }

    static PathToken? Next(string text, ref int at)
    {
        if (text[at] == '[')
        {
            return Bracket(text, ref at);
        }

        if (text[at] == '.')
        {
            at++;
            if (at < text.Length && text[at] == '.')
            {
                at++;
                return new(PathTokenKind.Descend);
            }
        }

        var end = text.AsSpan(at).IndexOfAny('.', '[');
        var name = end < 0 ? text[at..] : text.Substring(at, end);
        at += name.Length;
        // After "..", the next name follows at once.
        return name.Length == 0 ? null : name == "*" ? new(PathTokenKind.Any) : IsIndex(name) ? new(PathTokenKind.Index, name, int.Parse(name, CultureInfo.InvariantCulture)) : new(PathTokenKind.Name, name);
    }

    static PathToken? Bracket(string text, ref int at)
    {
        var close = Close(text, at);
        var inner = close < 0 ? "" : text.Substring(at + 1, close - at - 1);
        at = close + 1;
        if (at < text.Length && text[at] is not ('.' or '['))
        {
            return null;
        }

        return inner switch
        {
            "" => null,
            "*" => new PathToken(PathTokenKind.Any),
            ['?', '(', .. var condition, ')'] => PathFilter.Parse(condition) is { } filter ? new PathToken(PathTokenKind.Filter, Filter: filter) : null,
            ['"', .. var name, '"'] => new PathToken(PathTokenKind.Name, name),
            ['\'', .. var name, '\''] => new PathToken(PathTokenKind.Name, name),
            _ => IsIndex(inner) ? new PathToken(PathTokenKind.Index, inner, int.Parse(inner, CultureInfo.InvariantCulture)) : null,
        };
    }

    /// <summary>Where the bracket closes that opens here; brackets in a condition are counted, those in quotes are not.</summary>
    static int Close(string text, int open)
    {
        var depth = 0;
        var quote = '\0';
        for (var i = open; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '\\')
            {
                i++;
            }
            else if (c is '[' or ']' && (depth += c == '[' ? 1 : -1) == 0)
            {
                return i;
            }
        }

        return -1;
    }

    static bool IsIndex(string name) => name.Length is > 0 and < 8 && !name.AsSpan().ContainsAnyExceptInRange('0', '9');
}
