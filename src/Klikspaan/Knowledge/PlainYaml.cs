using System.Buffers;

namespace Klikspaan.Knowledge;

/// <summary>
/// Reads YAML as most people write it, in one pass and without regard for the rest of the language: mappings, lists, and texts that
/// stand on one line. What is written in any other way, and every mistake, is left to the whole parser, which takes ten times as long.
/// </summary>
ref struct PlainYaml
{
    const int FewKeys = 16;
    const int LongestKey = 256;
    static readonly SearchValues<char> NameSigns = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");
    static readonly SearchValues<char> FlowSigns = SearchValues.Create(",[]{}:#");
    static readonly string?[] Names = new string?[256];
    readonly ReadOnlySpan<char> text;

    /// <summary>Where reading goes on.</summary>
    int at;

    /// <summary>The line that is read, from 1.</summary>
    int line;
    int start;
    int end;

    /// <summary>How far the line is indented; -1 after the last.</summary>
    int indent;

    PlainYaml(ReadOnlySpan<char> text)
    {
        this.text = text;
        end = indent = -1;
    }

    /// <summary>The mapping that the text holds; null when the whole parser must say what it is.</summary>
    public static YamlNode? Read(ReadOnlySpan<char> text)
    {
        if (!HasOnlyPlainSigns(text))
        {
            return null;
        }

        var reader = new PlainYaml(text);
        return reader.Next() && reader.indent == 0 && reader.Mapping(1) is { } root && reader.indent < 0 ? root : null;
    }

    /// <summary>No tabs, no line breaks but one, nothing that cannot be seen.</summary>
    static bool HasOnlyPlainSigns(ReadOnlySpan<char> text)
    {
        for (var odd = text.IndexOfAnyExceptInRange(' ', '~'); odd >= 0; odd = text.IndexOfAnyExceptInRange(' ', '~'))
        {
            if (text[odd] is not ('\n' or (>= '\u00A0' and < '\u2028') or (> '\u2029' and < '\uD800')))
            {
                return false;
            }

            text = text[(odd + 1)..];
        }

        return true;
    }

    /// <summary>Goes to the next line that holds anything.</summary>
    bool Next()
    {
        while (end < text.Length)
        {
            start = end + 1;
            var length = text[start..].IndexOf('\n');
            end = length < 0 ? text.Length : start + length;
            line++;
            var first = text[start..end].IndexOfAnyExcept(' ');
            if (first >= 0 && text[start + first] != '#')
            {
                indent = first;
                at = start + first;
                return true;
            }
        }

        indent = -1;
        at = end;
        return false;
    }

    int Column(int place) => place - start + 1;

    bool IsSpaceOrEnd(int place) => place >= end || text[place] == ' ';

    void SkipSpaces()
    {
        while (at < end && text[at] == ' ')
        {
            at++;
        }
    }

    /// <summary>Whether the line is the item of a list.</summary>
    bool IsItem() => indent >= 0 && text[start + indent] == '-' && IsSpaceOrEnd(start + indent + 1);

    /// <summary>How long the key is that stands here, with its quotation marks; 0 when none does.</summary>
    int KeyLength()
    {
        var rest = text[at..end];
        var isQuoted = rest is ['"' or '\'', ..];
        var length = isQuoted ? rest[1..].IndexOf(rest[0]) + 2 : rest.IndexOfAnyExcept(NameSigns);
        var isKey = length > (isQuoted ? 1 : 0) && length < LongestKey && length < rest.Length && rest[length] == ':' && IsSpaceOrEnd(at + length + 1)
            && (isQuoted ? rest[0] == '\'' || !rest[..length].Contains('\\') : char.IsAsciiLetterOrDigit(rest[0]));
        return isKey ? length : 0;
    }

    YamlNode? Mapping(int depth)
    {
        if (depth > YamlFile.DeepestNesting)
        {
            return null;
        }

        var (column, from) = (at - start, line);
        var (keys, values) = (new List<YamlNode>(), new List<YamlNode>());
        do
        {
            if (!Key(keys) || Value(column, depth, isItem: false) is not { } value)
            {
                return null;
            }

            values.Add(value);
        }
        while (indent == column && !IsItem());
        return indent < column && AreDifferent(keys) ? YamlNode.OfMapping(from, column + 1, keys, values) : null;
    }

    bool Key(List<YamlNode> keys)
    {
        var length = KeyLength();
        if (length == 0)
        {
            return false;
        }

        var marks = text[at] is '"' or '\'' ? 1 : 0;
        keys.Add(YamlNode.OfText(line, Column(at), Name(text.Slice(at + marks, length - (2 * marks)))));
        at += length + 1;
        return true;
    }

    /// <summary>The text of a key: the same few come again and again.</summary>
    static string Name(ReadOnlySpan<char> text)
    {
        var slot = text.IsEmpty ? 0 : (text.Length + (text[0] * 7) + (text[^1] * 31)) % Names.Length;
        var known = Names[slot];
        return known is not null && text.SequenceEqual(known) ? known : Names[slot] = text.ToString();
    }

    YamlNode? List(int depth)
    {
        if (depth > YamlFile.DeepestNesting)
        {
            return null;
        }

        var (column, from) = (at - start, line);
        var items = new List<YamlNode>();
        do
        {
            at++;
            SkipSpaces();
            if ((KeyLength() > 0 ? Mapping(depth + 1) : Value(column, depth, isItem: true)) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }
        while (indent == column && IsItem());
        return indent <= column ? YamlNode.OfList(from, column + 1, items) : null;
    }

    /// <summary>What stands after a key or the sign of an item; reading then goes on at the next line.</summary>
    YamlNode? Value(int column, int depth, bool isItem)
    {
        var after = at;
        SkipSpaces();
        if (at >= end || (text[at] == '#' && at > after))
        {
            var (row, place) = (line, Column(after));
            return isItem ? null
                : Next() && (indent > column || (indent == column && IsItem())) ? IsItem() ? List(depth + 1) : Mapping(depth + 1)
                : YamlNode.OfText(row, place, "");
        }

        var value = text[at] is '[' or '{' ? Flow(column, depth + 1) : text[at] is '"' or '\'' ? Quoted() : Line();
        after = at;
        SkipSpaces();
        if (value is null || (at < end && (text[at] != '#' || at == after)))
        {
            return null;
        }

        Next();
        return value;
    }

    /// <summary>A text without quotation marks, up to the end of the line or a remark.</summary>
    YamlNode? Line()
    {
        if (!IsPlainStart(text[at]))
        {
            return null;
        }

        var stop = end;
        for (var i = at; i < stop; i++)
        {
            if (text[i] == ':' && IsSpaceOrEnd(i + 1))
            {
                return null;
            }

            stop = text[i] == '#' && text[i - 1] == ' ' ? i : stop;
        }

        return Plain(stop);
    }

    YamlNode Plain(int stop)
    {
        var from = at;
        var said = text[from..stop].TrimEnd(' ');
        at = from + said.Length;
        return YamlNode.OfText(line, Column(from), said.ToString());
    }

    static bool IsPlainStart(char sign) => char.IsAsciiLetterOrDigit(sign) || sign is '/' or '.' or '(' or '<' or '$' or '_' or '+' or '~' or '^' or '=' or ';' or '\\' or >= '\u00A0';

    YamlNode? Quoted()
    {
        var (quote, from) = (text[at], at);
        var stop = at + 1 + text[(at + 1)..end].IndexOf(quote);
        if (stop == at)
        {
            return null;
        }

        var inside = text[(from + 1)..stop];
        at = stop + 1;
        return (at < end && text[at] == quote) || (quote == '"' && inside.Contains('\\')) ? null : YamlNode.OfText(line, Column(from), inside.ToString());
    }

    /// <summary>A list or mapping in brackets; it may go on over lines that are further indented.</summary>
    YamlNode? Flow(int column, int depth)
    {
        if (depth > YamlFile.DeepestNesting)
        {
            return null;
        }

        var (row, place, isMapping, close) = (line, Column(at), text[at] == '{', text[at] == '{' ? '}' : ']');
        var (keys, items) = (new List<YamlNode>(), new List<YamlNode>());
        at++;
        var more = SkipToFlow(column) && text[at] != close;
        while (more)
        {
            if ((isMapping && !(Key(keys) && SkipToFlow(column))) || FlowValue(column, depth) is not { } item || !SkipToFlow(column))
            {
                return null;
            }

            items.Add(item);
            more = text[at] == ',';
            if (more && !(IsSpaceOrEnd(++at) && SkipToFlow(column)))
            {
                return null;
            }
        }

        if (at >= end || text[at] != close)
        {
            return null;
        }

        at++;
        return isMapping ? AreDifferent(keys) ? YamlNode.OfMapping(row, place, keys, items) : null : YamlNode.OfList(row, place, items);
    }

    YamlNode? FlowValue(int column, int depth)
    {
        if (text[at] is '[' or '{')
        {
            return Flow(column, depth + 1);
        }

        if (text[at] is '"' or '\'')
        {
            return Quoted();
        }

        if (!IsPlainStart(text[at]))
        {
            return null;
        }

        var stop = at;
        while (stop < end)
        {
            var length = text[stop..end].IndexOfAny(FlowSigns);
            stop = length < 0 ? end : stop + length;
            if (stop == end || text[stop] is ']' or '}' or ',')
            {
                break;
            }

            if (text[stop] is '[' or '{' || (text[stop] == '#' && text[stop - 1] == ' ') || (text[stop] == ':' && (IsSpaceOrEnd(stop + 1) || ",[]{}".Contains(text[stop + 1], StringComparison.Ordinal))))
            {
                return null;
            }

            stop++;
        }

        return Plain(stop);
    }

    /// <summary>Goes to what comes next within brackets; false where that is not to be read here.</summary>
    bool SkipToFlow(int column)
    {
        SkipSpaces();
        return at < end ? text[at] != '#' : Next() && indent > column;
    }

    static bool AreDifferent(List<YamlNode> keys)
    {
        if (keys.Count > FewKeys)
        {
            return keys.Select(k => k.Text).Distinct(StringComparer.Ordinal).Count() == keys.Count;
        }

        for (var i = 1; i < keys.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (keys[i].Text == keys[j].Text)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
