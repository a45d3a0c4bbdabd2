using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>What could not be read or understood.</summary>
static class ProblemTable
{
    public static Table Table { get; } = new(
        "problems",
        "What could not be read or understood, and where.",
        [
            Text("capture", "First 12 hex digits of the capture's SHA-256."),
            Number("exchange", "Number of the entry, from 1; 0 for the file as a whole."),
            Text("problem", "What sort of problem."),
            Text("part", "Part of the request."),
            Text("path", "Pointer within that part."),
            Text("expected", "What should have been there."),
            Text("found", "What was there."),
            Number("offset", "Where, in bytes from the start of the file."),
            Number("length", "How many bytes are concerned."),
            Text("steps", "Steps from those bytes to where it went wrong."),
        ],
        (source, _) => Stream(source.Captures.SelectMany(c => c.Index.Problems().Select(p => new object?[]
        {
            Locator.Short(c.Capture.Sha256), (long)p.Exchange, p.Kind, p.Part, p.Path, p.Expected, p.Found, p.Offset, p.Length, p.Steps,
        }))));
}
