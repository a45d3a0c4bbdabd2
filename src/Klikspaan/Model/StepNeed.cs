namespace Klikspaan;

/// <summary>What a tester stated that a step needs: requests to a host, and what for. It is a statement; nothing of it was measured.</summary>
/// <param name="Step">Name of the step.</param>
/// <param name="Host">The host, exact and in lower case.</param>
/// <param name="Path">What the path begins with, in whole segments; empty for any path.</param>
/// <param name="For">What for, in the words of the tester.</param>
/// <param name="Place">File and line where that stands.</param>
public sealed record StepNeed(string Step, string Host, string Path, string For, string Place)
{
    /// <summary>Who stated it: as the statement or else the scenario says; empty where neither does.</summary>
    public string By { get; init; } = "";

    /// <summary>On which day, as the statement says, such as 2026-11-30; empty where it does not.</summary>
    public string Date { get; init; } = "";

    /// <summary>The day on which the manifest first held the file as it is, when that was no later than a capture that it is held against came in; empty where it did not hold it then.</summary>
    public string Sealed { get; init; } = "";

    /// <summary>Who stated it, when, and whether the manifest shows that it was before the capture came in; in words.</summary>
    public string Stated =>
        $"Stated by {(By.Length > 0 ? By : "a tester who is not named")}{(Date.Length > 0 ? $" on {Date}" : "")}; "
        + (Sealed.Length > 0 ? $"the manifest holds the file as it was on {Sealed}, when the capture came in or before." : "the manifest does not hold the file as it is from when the capture came in: it can have been stated after the capture.");

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
