using Klikspaan.Decoding;
using Klikspaan.Linking;

namespace Klikspaan.Store;

/// <summary>What was read from the device and what was stored on it.</summary>
public sealed partial class Dossier
{
    /// <summary>What people decided of a field, a cookie or a file: of the judgements that are about it, those that say most of it.</summary>
    internal IReadOnlyList<DeviceJudgement> JudgeDevice(string host, string path)
    {
        List<DeviceJudgement> about = [.. DeviceJudgements.Where(j => j.IsAbout(host, path))];
        return [.. about.Where(j => j.Weight == about.Max(a => a.Weight))];
    }

    /// <summary>What was sent that stands for something of the device, and what was stored on it, read anew from the captures.</summary>
    internal async Task<DeviceTally> DeviceAsync(IEnumerable<ManifestEntry> captures, CancellationToken cancellation)
    {
        var tally = new DeviceTally(Limits.DistinctRows, Limits.Identifiers);
        var files = new DeviceFileReader(Knowledge, Limits);
        foreach (var capture in captures)
        {
            var (planted, choices, runs) = (OfDevice(capture), ChoicesOf(capture), new Dictionary<int, RunContext>());
            await foreach (var batch in BatchesAsync(
                capture, PlantedIn(capture), () => new DeviceBatch(Knowledge, planted, files, choices, Sightings.Of(capture.Sha256), capture.Sha256), (b, o) => b.Add(o), Kept.Paths, null, cancellation).ConfigureAwait(false))
            {
                tally.Add(batch, capture.Sha256, number => runs.TryGetValue(number, out var run) ? run : runs[number] = ContextOf(capture, number));
            }
        }

        return tally;
    }

    /// <summary>The steps of a capture's scenario that are marked as a choice; none where the clock of an imported capture is not known, or where no run of the scenario was at that time.</summary>
    internal ChoiceFinder ChoicesOf(ManifestEntry capture)
    {
        var (clock, index) = (ClockOf(capture), PlainIndex(capture));
        var (steps, counts) = (StepsOf(capture), index.Counts());
        var isRecording = index.Seal is { IsRecording: true };
        if (ScenarioOf(capture) is not { IsBaseline: false } scenario || steps.Count == 0 || !IsClockKnown(capture)
            || !(steps[0].Start <= counts.Last && counts.First <= (steps.Max(s => s.End) ?? DateTimeOffset.MaxValue)))
        {
            return new([], TimeSpan.Zero);
        }

        var planned = scenario.Plan.Where(p => p.Choice.Length > 0).ToDictionary(p => p.Name, p => p.Choice, StringComparer.Ordinal);
        List<ScenarioStep> choices = [.. steps.Select(s => s.Choice.Length > 0 ? s : s with { Choice = planned.GetValueOrDefault(s.Name, "") }).Where(s => s.Choice.Length > 0)];

        // A program that notes its own steps on the machine that records has the clock of the recorder.
        return new(choices, isRecording && choices.TrueForAll(c => c.By == "program") ? TimeSpan.Zero : clock.Within);
    }

    /// <summary>The labels of planted values that stand for something of the device, each with whether it was invented for the device of this recording.</summary>
    Dictionary<string, bool> OfDevice(ManifestEntry capture)
    {
        var listed = PlantedWith(capture.Meta).Select(p => p.Label).ToHashSet(StringComparer.Ordinal);
        return PlantedIn(capture).Select(p => (p.Label, IsInvented: !listed.Contains(p.Label), p.Kind))
            .Where(p => p.IsInvented ? Knowledge.Device.Invented.Contains(p.Label.Split(" of ")[0]) : Knowledge.Device.ListedKinds.Contains(p.Kind))
            .DistinctBy(p => p.Label).ToDictionary(p => p.Label, p => p.IsInvented, StringComparer.Ordinal);
    }
}
