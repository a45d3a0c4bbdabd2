using System.Globalization;

namespace Klikspaan.Reporting;

/// <summary>One place on which a fact rests: the dossier's manifest, a capture, an exchange or value in it, or a source in <c>knowledge/</c>.</summary>
/// <param name="Capture">SHA-256 of the capture; empty for the manifest or a source.</param>
/// <param name="Exchange">Number of the exchange, from 1; 0 for the capture as a whole.</param>
/// <param name="Locator">Where the value stands in it, as <see cref="Klikspaan.Locator"/> prints it; empty for the exchange as a whole.</param>
/// <param name="Source">Knowledge file and source, as <c>file#source</c>; else empty.</param>
sealed record EvidenceId(string Capture, int Exchange, string Locator, string Source)
{
    /// <summary>The dossier's own list of what came in.</summary>
    public static EvidenceId Manifest { get; } = new("", 0, "", "");

    /// <summary>Id of the element that shows it in a file, when it is shown.</summary>
    public string Anchor =>
        Source.Length > 0 ? "s-" + string.Concat(Source.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')) : Capture.Length == 0 ? "manifest"
        : Exchange == 0 ? $"c-{Klikspaan.Locator.Short(Capture)}"
        : string.Create(CultureInfo.InvariantCulture, $"x-{Klikspaan.Locator.Short(Capture)}-{Exchange}");

    /// <summary>A capture as a whole.</summary>
    public static EvidenceId OfCapture(string capture) => new(capture, 0, "", "");

    /// <summary>An exchange, or a value in it.</summary>
    public static EvidenceId OfExchange(string capture, int exchange, string locator = "") => new(capture, exchange, locator, "");

    /// <summary>A source in <c>knowledge/</c>.</summary>
    public static EvidenceId OfSource(string source) => new("", 0, "", source);

    /// <inheritdoc/>
    public override string ToString() =>
        Source.Length > 0 ? Source : Capture.Length == 0 ? "manifest.jsonl"
        : Locator.Length > 0 ? Locator
        : Exchange == 0 ? Klikspaan.Locator.Short(Capture)
        : string.Create(CultureInfo.InvariantCulture, $"{Klikspaan.Locator.Short(Capture)}#{Exchange}");
}
