namespace Klikspaan;

/// <summary>What a tester stated that a step needs: requests to a host, and what for. It is a statement; nothing of it was measured.</summary>
/// <param name="Step">Name of the step.</param>
/// <param name="Host">The host, exact and in lower case.</param>
/// <param name="Path">What the path begins with, in whole segments; empty for any path.</param>
/// <param name="For">What for, in the words of the tester.</param>
/// <param name="Place">File and line where that stands.</param>
public sealed record StepNeed(string Step, string Host, string Path, string For, string Place)
{
    /// <summary>Whether a request is one of those that the statement is about; never one whose path can lead elsewhere, as with <c>..</c>.</summary>
    /// <param name="host">Its host.</param>
    /// <param name="path">Its path, with or without query.</param>
    public bool IsAbout(string host, string path)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(path);
        if (!Host.Equals(host, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var end = path.AsSpan().IndexOfAny('?', '#');
        var own = end < 0 ? path.AsSpan() : path.AsSpan(0, end);
        var within = Path.AsSpan().TrimEnd('/');
        return Path.Length == 0 || (!LeadsElsewhere(own) && own.StartsWith(within, StringComparison.Ordinal) && (own.Length == within.Length ? !Path.EndsWith('/') : own[within.Length] == '/'));
    }

    static bool LeadsElsewhere(ReadOnlySpan<char> path) =>
        path.Contains("/.", StringComparison.Ordinal) || path.Contains('\\') || path.Contains("%2e", StringComparison.OrdinalIgnoreCase) || path.Contains("%2f", StringComparison.OrdinalIgnoreCase) || path.Contains("%5c", StringComparison.OrdinalIgnoreCase);
}
