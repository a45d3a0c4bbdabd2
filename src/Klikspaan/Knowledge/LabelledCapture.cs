namespace Klikspaan.Knowledge;

/// <summary>A capture of a corpus that stands elsewhere, of which single values were labelled by their place; no value of it is written down.</summary>
/// <param name="File">The file of labels.</param>
/// <param name="Name">Path of the capture in the corpus.</param>
/// <param name="Sha256">Its SHA-256, unpacked, in hex.</param>
/// <param name="Labelled">The day on which it was labelled, as <c>2026-01-31</c>.</param>
/// <param name="NotLabelled">How many places of the sample got no label.</param>
public sealed record LabelledCapture(string File, string Name, string Sha256, string Labelled, int NotLabelled)
{
    /// <summary>What stands at each place: ids of categories, and of rules about one kind of these.</summary>
    internal Dictionary<LabelledPlace, IReadOnlyList<string>> Labels { get; } = [];

    /// <summary>How many places are labelled.</summary>
    public int Places => Labels.Count;
}
