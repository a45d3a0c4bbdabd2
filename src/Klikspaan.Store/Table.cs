namespace Klikspaan.Store;

/// <summary>A table that <c>show</c> prints and <c>export</c> writes: columns, and rows as a stream in a total order.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="About">What it shows, in one sentence.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows: one value a column, a <see cref="string"/>, a <see cref="long"/>, null, or a list of strings.</param>
public sealed record Table(
    string Name, string About, IReadOnlyList<Column> Columns, Func<TableSource, CancellationToken, IAsyncEnumerable<object?[]>> Rows);

/// <summary>What tables are made from.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Reveal">Whether credentials are shown.</param>
public sealed record TableSource(Dossier Dossier, bool Reveal)
{
    /// <summary>The captures with their indexes, in order of arrival.</summary>
    public IEnumerable<(ManifestEntry Capture, CaptureIndex Index)> Captures =>
        Dossier.Manifest.Captures.Where(c => Only.Length == 0 || c.Sha256 == Only).Select(c => (c, Dossier.IndexOf(c)));

    /// <summary>SHA-256 of the only capture to look at; empty for all.</summary>
    public string Only { get; init; } = "";
}
