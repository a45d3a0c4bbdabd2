using System.Text.RegularExpressions;

namespace Klikspaan.Translating;

/// <summary>The addresses that an adapter is for, as endpoints of a protocol file.</summary>
static partial class AdapterEndpoint
{
    /// <summary>The lines of one endpoint; null when it is of no known form.</summary>
    public static List<string>? Lines(string url)
    {
        if (url.StartsWith('/'))
        {
            return ScriptPattern.Translate(url) is { } pattern ? [$"host: {ProtocolText.Quote(Host(url))}", $"address: {ProtocolText.Quote(pattern)}"] : null;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Contains('*', StringComparison.Ordinal))
        {
            return null;
        }

        return [$"host: {ProtocolText.Quote(address.Host)}", $"path: {ProtocolText.Quote(address.AbsolutePath is "/" ? "/" : address.AbsolutePath.TrimEnd('/'))}"];
    }

    /// <summary>What a script asks of a request, as conditions of an endpoint; null when it asks something that is not known.</summary>
    public static List<string>? Condition(string script)
    {
        if (script.Length == 0)
        {
            return [];
        }

        if (Method().Match(script) is { Success: true } method)
        {
            return [$"method: {method.Groups[1].Value}"];
        }

        if (Begins().Match(script) is { Success: true } begins)
        {
            return [$"{(begins.Groups["no"].Length > 0 ? "content_begins_not" : "content_begins")}: {ProtocolText.Quote(begins.Groups["text"].Value)}"];
        }

        if (Holds().Match(script) is { Success: true } holds)
        {
            return [$"content_holds: [{string.Join(", ", holds.Groups["text"].Captures.Select(c => ProtocolText.Quote(c.Value)))}]"];
        }

        return script switch
        {
            "(r)=>!!r.content" => ["has: content"],
            "(r)=>r.path.includes(\"?\")" => ["has: query"],
            _ => null,
        };
    }

    /// <summary>A pattern of host names that holds all that the expression can match: whatever is not written out is any text.</summary>
    static string Host(string url)
    {
        var start = Start().Match(url);
        if (!start.Success)
        {
            return "*";
        }

        var host = new System.Text.StringBuilder();
        for (var i = start.Length; i < url.Length && !url.AsSpan(i).StartsWith("\\/"); i++)
        {
            var isAny = true;
            if (url[i] == '\\' && i + 1 < url.Length && url[i + 1] is '.' or '-')
            {
                (i, isAny) = (i + 1, false);
            }
            else if (url[i] is '(' or '[')
            {
                i = Math.Max(i, url.IndexOf(url[i] == '(' ? ')' : ']', i));
            }
            else if (url[i] == '\\')
            {
                i++;
            }
            else
            {
                isAny = !(char.IsAsciiLetterOrDigit(url[i]) || url[i] is '-');
            }

            // What may be repeated, or left out, is not written out.
            isAny |= i + 1 < url.Length && url[i + 1] is '?' or '*' or '+' or '{';
            if (!isAny)
            {
                host.Append(char.ToLowerInvariant(url[i]));
            }
            else if (host.Length == 0 || host[^1] != '*')
            {
                host.Append('*');
            }

            i = i + 1 < url.Length && url[i + 1] == '{' ? Math.Max(i, url.IndexOf('}', i)) : i;
        }

        return host.Length == 0 ? "*" : host.ToString();
    }

    [GeneratedRegex(@"^/\^?https:\\/\\/")]
    private static partial Regex Start();

    [GeneratedRegex("""^\(r\)=>r\.method === "([A-Z]{1,16})"$""")]
    private static partial Regex Method();

    [GeneratedRegex("""^\(r\)=>(?<no>!)?r\.content\?\.startsWith\((?<q>['"])(?<text>(?:(?!\k<q>).){1,100})\k<q>\)$""")]
    private static partial Regex Begins();

    [GeneratedRegex("""^\(r\)=>(?:r\.content\?\.includes\("(?<text>[^"\\]{1,100})"\)(?: \|\| (?=r)|$)){1,8}$""")]
    private static partial Regex Holds();
}
