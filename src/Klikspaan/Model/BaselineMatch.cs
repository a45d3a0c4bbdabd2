namespace Klikspaan;

/// <summary>That captures of an idle device hold the same: host, method and path but for identifiers, and the name of the event where these are compared.</summary>
/// <param name="First">First 12 hex digits of the first such capture.</param>
/// <param name="Seen">How many baseline captures hold it.</param>
/// <param name="All">How many baseline captures there are.</param>
/// <param name="HasEvents">Whether it holds events of which the names were not compared.</param>
/// <param name="Differs">What people said otherwise of that capture: keys, such as <c>os_build</c>.</param>
public sealed record BaselineMatch(string First, int Seen, int All, bool HasEvents, IReadOnlyList<string> Differs)
{
    /// <summary>In words for a table.</summary>
    public override string ToString()
    {
        var differs = Differs.Count > 0 ? $", of another {string.Join(" and ", Differs)}" : "";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"also in baseline capture {First}, {Seen} of {All}{differs}{(HasEvents ? "; names of its events not compared" : "")}");
    }
}
