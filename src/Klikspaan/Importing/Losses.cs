namespace Klikspaan.Importing;

/// <summary>What was lost of a file, each sort once, with the first place and how often: so that a broken file does not give as many problems as it has pages.</summary>
sealed class Losses
{
    readonly List<(EntryFault Fault, long Offset, long Length, long Count)> losses = [];

    /// <summary>Remembers a loss; of the same sort and expectation the first is told.</summary>
    public void Add(string kind, string expected, string found, long offset, long length)
    {
        var index = losses.FindIndex(l => l.Fault.Kind == kind && l.Fault.Expected == expected);
        if (index < 0)
        {
            losses.Add((new(kind, expected, found), offset, length, 1));
        }
        else
        {
            losses[index] = losses[index] with { Count = losses[index].Count + 1 };
        }
    }

    /// <summary>All of them as entries about the file as a whole.</summary>
    public IEnumerable<CaptureEntry> Entries() => losses.Select(l => new CaptureEntry(
        0, l.Offset, l.Length, default, EntryKind.Broken,
        l.Count == 1 ? l.Fault : l.Fault with { Found = FormattableString.Invariant($"{l.Fault.Found}; in all {l.Count} times, of which this is the first") }));
}
