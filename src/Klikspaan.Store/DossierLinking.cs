using Klikspaan.Decoding;
using Klikspaan.Linking;

namespace Klikspaan.Store;

/// <summary>How a dossier follows values over runs, captures and recipients.</summary>
public sealed partial class Dossier
{
    /// <summary>The values that may identify, read anew from the captures: a table of them would be a table of personal data.</summary>
    internal async Task<IdentifierTally> IdentifiersAsync(IEnumerable<ManifestEntry> captures, bool reveal, CancellationToken cancellation)
    {
        var tally = new IdentifierTally(Limits.Identifiers);
        foreach (var capture in captures)
        {
            var runs = new Dictionary<int, RunContext>();
            await foreach (var batch in BatchesAsync(capture, PlantedIn(capture), () => new IdentifierBatch(Sightings.Of(capture.Sha256), reveal), (b, o) => b.Add(o), Kept.Paths, null, cancellation).ConfigureAwait(false))
            {
                tally.Add(batch, capture.Sha256, number => runs.TryGetValue(number, out var run) ? run : runs[number] = ContextOf(capture, number));
            }
        }

        return tally;
    }

    /// <summary>
    /// Under what circumstances a run was made: what people said of it, or, of a recording in a home of its own, what was invented for it.
    /// </summary>
    internal static RunContext ContextOf(ManifestEntry capture, int run)
    {
        string Said(string key) => capture.Meta.GetValueOrDefault(key, "");
        return new(capture.Sha256, run, Said(CaptureMeta.Device), Said(CaptureMeta.Account), Said(CaptureMeta.Installation)) { IsInvented = capture.Meta.ContainsKey(PlantedKey) };
    }
}
