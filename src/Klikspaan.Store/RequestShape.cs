namespace Klikspaan.Store;

/// <summary>By what requests of two captures are held to be of one kind: host, method and path, of which identifiers are left out.</summary>
static class RequestShape
{
    const int LongestPlain = 20, ShortestDigest = 8;

    /// <summary>The shape; of what is no request its kind and host.</summary>
    public static string Of(string kind, string method, string host, string path) => $"{kind} {method} {host.ToLowerInvariant()} {Path(path)}";

    /// <summary>The path with <c>*</c> for each part that looks like an identifier: digits alone, eight hexadecimal digits and more, or long with a digit.</summary>
    public static string Path(string path)
    {
        var end = path.AsSpan().IndexOfAny("?#");
        return string.Join('/', (end < 0 ? path : path[..end]).Split('/').Select(p => IsIdentifier(p) ? "*" : p));
    }

    static bool IsIdentifier(string part) =>
        part.Any(char.IsAsciiDigit)
        && (part.All(char.IsAsciiDigit) || part.Length > LongestPlain || (part.Length >= ShortestDigest && part.All(c => char.IsAsciiHexDigit(c) || c is '-' or '{' or '}')));
}
