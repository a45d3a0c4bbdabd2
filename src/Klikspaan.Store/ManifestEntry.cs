namespace Klikspaan.Store;

/// <summary>One line of the manifest.</summary>
/// <param name="Event"><c>import-started</c>, <c>captured</c>.</param>
/// <param name="At">When, UTC.</param>
/// <param name="File">The file that it is about, relative to the dossier.</param>
/// <param name="Sha256">Its SHA-256 in hex; empty while not known.</param>
/// <param name="Bytes">Its size; for <c>import-started</c> the size of what was to be copied.</param>
/// <param name="Source">The name that it had where it came from.</param>
/// <param name="Format">The format of capture; empty when not recognised.</param>
/// <param name="Tool">Version of this program.</param>
/// <param name="Knowledge">Version of the knowledge folder.</param>
/// <param name="Remark">What is particular, such as an adopted remainder; mostly empty.</param>
/// <param name="Meta">What a person said of the capture.</param>
public sealed record ManifestEntry(
    string Event,
    DateTimeOffset At,
    string File,
    string Sha256,
    long Bytes,
    string Source,
    string Format,
    string Tool,
    string Knowledge,
    string Remark,
    IReadOnlyDictionary<string, string> Meta)
{
    /// <summary>Of a capture the files of its scenario as they were when it came in: name and SHA-256 in hex; none of a run that had steps left.</summary>
    public IReadOnlyDictionary<string, string> ScenarioFiles { get; init; } = new Dictionary<string, string>();
}
