namespace Klikspaan.Reporting;

/// <summary>A planted value that was found in one form, addressed to one host.</summary>
/// <param name="Label">Label of the planted value.</param>
/// <param name="Form">The form in which it was found, as <c>show planted</c> names it.</param>
/// <param name="Chain">The layers below which it was first found.</param>
/// <param name="Host">The host; of a look-up the name.</param>
/// <param name="Operator">Operator of the host; null when not established.</param>
/// <param name="Processes">File names of the programs that sent it; empty when not established.</param>
/// <param name="Count">How often.</param>
/// <param name="Exchanges">In how many exchanges.</param>
/// <param name="Captures">In which captures.</param>
/// <param name="Capture">The capture in which it was found first.</param>
/// <param name="Exchange">Number of the exchange in which it was found first.</param>
/// <param name="Path">Where in the request it was found first.</param>
/// <param name="Locator">Where its bytes stand.</param>
/// <param name="At">When it was first sent; null when the capture does not say.</param>
/// <param name="Kind">What it was found in.</param>
public sealed record ReportedHit(
    string Label, string Form, string Chain, string Host, string? Operator, IReadOnlyList<string> Processes, long Count, long Exchanges, IReadOnlyList<string> Captures,
    string Capture, int Exchange, string Path, string Locator, DateTimeOffset? At, ExchangeKind Kind)
{
    /// <summary>Whether it stood there to be read, and not as a digest.</summary>
    public bool IsReadable => !WrittenForm.Parse(Form).IsDigest;
}
