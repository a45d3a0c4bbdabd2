namespace Klikspaan.Knowledge;

/// <summary>A value that must stand beside another, written as the way to it: <c>../state=start</c>.</summary>
/// <param name="Up">How many segments of the path are left off.</param>
/// <param name="Pointer">The pointer from there.</param>
/// <param name="Value">The value that must stand there.</param>
public sealed record Neighbour(int Up, string Pointer, string Value)
{
    const string Above = "../";

    /// <summary>Reads it; null when it is not written so.</summary>
    public static Neighbour? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var up = 0;
        var rest = text;
        while (rest.StartsWith(Above, StringComparison.Ordinal))
        {
            (up, rest) = (up + 1, rest[Above.Length..]);
        }

        var equals = rest.IndexOf('=', StringComparison.Ordinal);
        return up > 0 && equals > 0 ? new(up, "/" + rest[..equals], rest[(equals + 1)..]) : null;
    }
}
