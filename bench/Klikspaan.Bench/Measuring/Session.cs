using Klikspaan.Bench.Generating;
using Klikspaan.Bench.Scoring;

namespace Klikspaan.Bench.Measuring;

/// <summary>Measures the product and its peers on generated captures.</summary>
/// <param name="product">The program of the product.</param>
/// <param name="work">A folder for captures and dossiers.</param>
/// <param name="peers">The folder with what peers need.</param>
/// <param name="pairs">How many pairs are wanted.</param>
/// <param name="time">How long the pairs of one peer may take.</param>
sealed class Session(string product, string work, string peers, int pairs, TimeSpan time)
{
    /// <summary>Fixed, so that each machine measures the same bytes.</summary>
    public const ulong Seed = 20260105;

    // Of a larger one the list of all values is hundreds of megabytes.
    const int LargestItems = 10;

    readonly Product ours = new(product, work);

    string Output => Path.Combine(work, "peer.txt");

    /// <summary>Measures one size against the peers that are given.</summary>
    public SizeResult Measure(int size, IEnumerable<Peer> against, IReadOnlyList<Verb> verbs)
    {
        var inputs = new Inputs(Capture(size), peers);
        inputs.Warm();
        var load = Load();
        var first = ours.Import(inputs);
        var score = Scored(inputs);
        var shapes = size <= LargestItems ? ShapesOf(inputs) : null;
        var commands = verbs.Select(v => (v, Measured(v, size))).ToList();
        var recordings = verbs.Count == 0 || size > LargestItems ? [] : Recorded.All.Select(RecordingOf).ToList();
        var results = against.Select(p => Beside(p, inputs, size)).ToList();
        ours.Remove();
        return new(size, inputs.Megabytes, [first, .. results.SelectMany(r => r.Pairs?.Ours ?? [])], score, results, load) { Commands = commands, Shapes = shapes, Recordings = recordings };
    }

    Run Measured(Verb verb, int size)
    {
        Say($"{verb.Words}, {size} MB");
        return ours.Measure(verb);
    }

    (Recorded Recorded, Run? Run, string Absent) RecordingOf(Recorded recorded)
    {
        Say("record, " + recorded.Name);
        var (run, absent) = recorded.Measure(product, work);
        return (recorded, run, absent);
    }

    PeerResult Beside(Peer peer, Inputs inputs, int size)
    {
        var load = Load();
        if ((size > peer.Largest ? $"not run beyond {peer.Largest} MB" : peer.Absent(peers)) is { } absent)
        {
            return new(peer, null, absent, null, load);
        }

        try
        {
            Say($"{peer.Name}, {inputs.Megabytes:0} MB");
            var command = peer.Command(inputs);
            var output = peer.Hits is null ? null : Output;
            var measured = Pairs.Measure(() => ours.Import(inputs), () => command.Measure(output), pairs, time);
            var exit = measured.Theirs.Exit;
            return exit == 0 ? new(peer, measured, "", Found(peer, inputs), load) : new(peer, null, $"ended with exit code {exit}", null, load);
        }
        catch (InvalidOperationException failure)
        {
            return new(peer, null, failure.Message, null, load);
        }
    }

    Score Scored(Inputs inputs)
    {
        var file = Path.Combine(work, "planted.ndjson");
        ours.Show("planted", file);
        return Score.Of(inputs.Har, Score.Hits(file));
    }

    ShapeScore ShapesOf(Inputs inputs)
    {
        var file = Path.Combine(work, "items.ndjson");
        ours.Show("items", file);
        return ShapeScore.Of(inputs.Har, file);
    }

    Score? Found(Peer peer, Inputs inputs)
    {
        if (peer.Hits is null)
        {
            return null;
        }

        peer.Finding?.Invoke(inputs).Execute(Output);
        return Score.Of(inputs.Har, peer.Hits(inputs, Output));
    }

    string Capture(int size)
    {
        // Named for the build of the generator: another build may write other bytes, and what it wrote is of no more use.
        var folder = Path.Combine(work, "captures-" + typeof(Generator).Module.ModuleVersionId.ToString("N")[..8]);
        var file = Path.Combine(folder, $"h{size}.har");
        if (!File.Exists(file + ".done"))
        {
            Directory.EnumerateDirectories(work, "captures-*").Where(d => d != folder).ToList().ForEach(d => Directory.Delete(d, recursive: true));
            Say($"writing {size} MB");
            Files.Write(size * 1_000_000L, Seed, file);
            File.WriteAllText(file + ".done", "");
        }

        return file;
    }

    static void Say(string text) => Console.Error.WriteLine(text);

    static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "?";
}
