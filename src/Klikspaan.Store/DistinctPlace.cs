namespace Klikspaan.Store;

/// <summary>A place of a value whose text is not yet written; it keeps no byte of the value.</summary>
/// <param name="Exchange">Number of the exchange.</param>
/// <param name="Part">The part of the request.</param>
/// <param name="Path">Exact path.</param>
/// <param name="Offset">Offset in the capture of the bytes that are cut out.</param>
/// <param name="Length">How many bytes of the capture.</param>
/// <param name="Chain">Steps from these to the layer.</param>
/// <param name="CutOffset">Offset of the value in its layer; -1 when it is all of it.</param>
/// <param name="CutLength">Length of the value in its layer.</param>
/// <param name="Step">The step from there to the value.</param>
readonly record struct DistinctPlace(
    int Exchange, MessagePart Part, string Path, long Offset, long Length, string Chain, int CutOffset, int CutLength, string Step)
{
    /// <summary>The place as a locator of a capture.</summary>
    public Locator In(string capture)
    {
        var steps = CutOffset < 0 ? Chain : Layer.Join(Chain, $"[{CutOffset}+{CutLength}]");
        return new(capture, Exchange, Part, Path, Offset, Length, Layer.Join(steps, Step));
    }
}
