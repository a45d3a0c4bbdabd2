using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>The name of a file of a session: <c>raw/12_c.txt</c>.</summary>
/// <param name="Session">Number of the session in its archive.</param>
/// <param name="Kind">What it holds: <c>c</c> the request, <c>s</c> the response, <c>m</c> metadata, <c>w</c> websocket messages.</param>
readonly record struct SazName(long Session, char Kind)
{
    const int MostDigits = 18;

    /// <summary>Reads a name; null when it is of another file.</summary>
    public static SazName? Read(string name)
    {
        var file = name.AsSpan(name.LastIndexOf('/') + 1);
        var folder = name.AsSpan(0, Math.Max(0, name.Length - file.Length - 1));
        folder = folder[(folder.LastIndexOf('/') + 1)..];
        var bar = file.IndexOf('_');
        return folder.Equals("raw", StringComparison.OrdinalIgnoreCase) && bar is > 0 and <= MostDigits && file.Length > bar + 2 && file[bar + 2] == '.'
            && char.IsAsciiLetter(file[bar + 1]) && long.TryParse(file[..bar], NumberStyles.None, CultureInfo.InvariantCulture, out var session)
            ? new(session, char.ToLowerInvariant(file[bar + 1]))
            : null;
    }
}
