using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>That a person relies on an instrument for what goes from an exporter to an importer: <c>transfers/*.yaml</c>. A run never writes one, and adds nothing to what it says.</summary>
public sealed record Reliance
{
    /// <summary>The kinds of data for which lists of importers differ.</summary>
    public static IReadOnlyList<string> DataKinds { get; } = ["hr", "non-hr"];

    /// <summary>Who sends it under the law, as the person names it.</summary>
    public required string Exporter { get; init; }

    /// <summary>Who receives it: name of an operator or of an entity that belongs to it, or the name of its file below <c>recipients/</c>.</summary>
    public required string Importer { get; init; }

    /// <summary>Hosts that it is about, exact, or with <c>*</c> for any text; empty for all that the importer operates.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Id of the instrument in <c>instruments.yaml</c>.</summary>
    public required string Instrument { get; init; }

    /// <summary>For which kinds of data: see <see cref="DataKinds"/>; empty where that was not written down.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>The day of the contract; null where that was not written down.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The day for which the person found the importer on the list; null where that was not written down.</summary>
    public DateOnly? ListedOn { get; init; }

    /// <summary>The document in which it stands, with its page.</summary>
    public required string Document { get; init; }

    /// <summary>On which day the person wrote it down.</summary>
    public required string Date { get; init; }

    /// <summary>The person: a name or function.</summary>
    public required string By { get; init; }

    /// <summary>File and line.</summary>
    public required string Place { get; init; }

    /// <summary>Whether it is about what was sent to a host of an operator.</summary>
    internal bool IsAbout(string host, string operatedBy, Organisation? organisation)
    {
        if (Hosts.Count > 0)
        {
            return Hosts.Any(h => ClassJudgement.Holds(h, host, '\0'));
        }

        string[] names = [operatedBy, organisation?.Id ?? "", organisation?.Name ?? "", .. organisation?.Entities.Select(e => e.Name) ?? []];
        return names.Any(n => n != Classification.NotEstablished && n.Equals(Importer, StringComparison.OrdinalIgnoreCase));
    }
}
