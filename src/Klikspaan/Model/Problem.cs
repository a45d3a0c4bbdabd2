namespace Klikspaan;

/// <summary>
/// Something in the evidence that could not be read or understood. A problem is a result:
/// it is stored, counted and reported, so that no report can look more complete than it is.
/// </summary>
/// <param name="Where">Where in the capture.</param>
/// <param name="Kind">What sort of problem, for counting: <c>json</c>, <c>body-lost</c>, <c>limit</c>, ...</param>
/// <param name="Expected">What should have been there.</param>
/// <param name="Found">What was there, never a captured value in full.</param>
public sealed record Problem(Locator Where, string Kind, string Expected, string Found)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Locator.Short(Where.Capture)}: {Place()}, byte 0x{Where.Offset:X}: expected {Expected}, found {Found}";

    string Place() =>
        (Where.Exchange > 0 ? $"entry {Where.Exchange}" : "file")
        + (Where.Part == MessagePart.Whole ? "" : $", request {Where.Part.Name()}")
        + (Where.Path.Length > 0 ? " " + Where.Path : "")
        + (Where.Steps.Length > 0 ? ", after " + Where.Steps : "");
}
