using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Klikspaan.Importing;
using Klikspaan.Knowledge;

namespace Klikspaan;

/// <summary>Holds a knowledge folder against its own samples and examples: the check that nothing is claimed without proof.</summary>
public static class KnowledgeCheck
{
    static readonly string Unnamed = new('0', 64);

    /// <summary>All mistakes: of the files themselves, of rules against their examples, of protocol files against their samples.</summary>
    public static async Task<IReadOnlyList<KnowledgeProblem>> RunAsync(
        IReadOnlyCollection<KnowledgeFile> files, CancellationToken cancellation = default)
    {
        var knowledge = KnowledgeReader.Read(files, out var found);
        var problems = new List<KnowledgeProblem>(found);
        if (problems.Count > 0)
        {
            return [.. problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column)];
        }

        problems.AddRange(Reporting.LanguageCheck.Run(knowledge));
        problems.AddRange(knowledge.Rules.SelectMany(Examples));
        problems.AddRange(knowledge.Rules.Where(r => r.FalsePositives.Count == 0).Select(r => new KnowledgeProblem(
            $"rules/{r.Id}.yaml", 1, 1, "'false_positives' is missing: each rule names in what cases it is wrong")));
        problems.AddRange(await RuleMeasurement.CheckAsync(knowledge, files, cancellation).ConfigureAwait(false));
        foreach (var protocol in knowledge.Protocols.Where(p => !p.IsBase))
        {
            await ProtocolAsync(protocol, knowledge, files, problems, cancellation).ConfigureAwait(false);
        }

        return [.. problems.Distinct().OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column)];
    }

    /// <summary>The protocols that were translated from elsewhere and have no sample of our own.</summary>
    public static IEnumerable<string> Unproven(IReadOnlyCollection<KnowledgeFile> files) =>
        KnowledgeReader.ReadForUse(files, out _).Protocols.Where(p => p.ImportedFrom.Length > 0 && !Samples(p.Id, files).Any()).Select(p => p.Id);

    /// <summary>What a sample says, as text to be kept in <c>*.verified.yaml</c>.</summary>
    public static async Task<string> RenderAsync(KnowledgeBase knowledge, KnowledgeFile sample, CancellationToken cancellation = default)
    {
        var text = new StringBuilder();
        await foreach (var observation in ObserveAsync(knowledge, sample, cancellation).ConfigureAwait(false))
        {
            SampleText.Append(text, observation);
        }

        return text.ToString();
    }

    /// <summary>The samples beside a protocol file: <c>NAME.CASE.har</c> beside <c>NAME.yaml</c>.</summary>
    public static IEnumerable<KnowledgeFile> Samples(string protocol, IEnumerable<KnowledgeFile> files) =>
        files.Where(f => f.Path.StartsWith($"protocols/{protocol}.", StringComparison.Ordinal) && f.Path.EndsWith(".har", StringComparison.Ordinal))
            .OrderBy(f => f.Path, StringComparer.Ordinal);

    static IEnumerable<KnowledgeProblem> Examples(DetectionRule rule) =>
        from example in rule.Examples
        let pattern = PathPattern.Parse(example.Path)!
        let matches = Classifying.Classifier.IsMatch(rule, pattern.Part!.Value, example.Path, example.Octets.Span)
        where matches != example.Matches
        select new KnowledgeProblem($"rules/{rule.Id}.yaml", example.Line, 1, $"the example {(example.Matches ? "does not match" : "matches, and must not")}");

    static async Task ProtocolAsync(
        Protocol protocol, KnowledgeBase knowledge, IReadOnlyCollection<KnowledgeFile> files, List<KnowledgeProblem> problems, CancellationToken cancellation)
    {
        var file = $"protocols/{protocol.Id}.yaml";
        var samples = Samples(protocol.Id, files).ToList();
        if (samples.Count == 0 && protocol.ImportedFrom.Length > 0)
        {
            return;
        }

        if (samples.Count == 0)
        {
            problems.Add(new(file, 1, 1, $"there is no sample beside it, such as {protocol.Id[(protocol.Id.LastIndexOf('/') + 1)..]}.CASE.har"));
        }

        var proof = new SampleProof();
        foreach (var sample in samples)
        {
            await SampleAsync(protocol, sample, knowledge, files, proof, problems, cancellation).ConfigureAwait(false);
        }

        problems.AddRange(Pointers(protocol).Where(p => !proof.Pointers.Contains(p))
            .Select(p => new KnowledgeProblem(file, 1, 1, $"no sample has an event of {p}: a statement without proof")));
        problems.AddRange(protocol.Entries.Concat(protocol.Shared).Concat(protocol.Events.SelectMany(e => e.Entries))
            .Where(e => !proof.Entries.Contains(e.Mapping))
            .Select(e => new KnowledgeProblem(file, 1, 1, $"no sample has a value at '{e.Path.Text}': an entry without proof")));
    }

    /// <summary>Reads every sample of <paramref name="files"/> that <paramref name="isWanted"/> asks for, and holds it against what was verified.</summary>
    public static async IAsyncEnumerable<SampleResult> TestAsync(
        KnowledgeBase knowledge, IReadOnlyCollection<KnowledgeFile> files, Func<string, bool> isWanted, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        foreach (var protocol in knowledge.Protocols.Where(p => !p.IsBase))
        {
            foreach (var sample in Samples(protocol.Id, files).Where(s => isWanted(s.Path)))
            {
                var problems = new List<KnowledgeProblem>();
                var (exchanges, events, values) = await SampleAsync(protocol, sample, knowledge, files, new(), problems, cancellation).ConfigureAwait(false);
                yield return new(sample.Path, protocol.Id, exchanges, events, values, problems);
            }
        }
    }

    static async Task<(int Exchanges, int Events, int Values)> SampleAsync(
        Protocol protocol, KnowledgeFile sample, KnowledgeBase knowledge, IReadOnlyCollection<KnowledgeFile> files, SampleProof proof, List<KnowledgeProblem> problems, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        int exchanges = 0, events = 0, values = 0;
        await foreach (var observation in ObserveAsync(knowledge, sample, cancellation).ConfigureAwait(false))
        {
            SampleText.Append(text, observation);
            Leaves(protocol, sample, observation, proof, problems);
            exchanges += observation.Exchange is null ? 0 : 1;
            events += observation.Decoded?.Events.Count ?? 0;
            values += observation.Decoded?.Items.Count(i => !i.IsOpened) ?? 0;
        }

        Verified(sample, text.ToString(), files, problems);
        Labelled(sample, problems);
        return (exchanges, events, values);
    }

    /// <summary>A sample that was never sent says so itself, since files are passed on without their names; no other may say it.</summary>
    static void Labelled(KnowledgeFile sample, List<KnowledgeProblem> problems)
    {
        var says = Comment(sample).StartsWith("synthetic", StringComparison.Ordinal);
        if (says != (SampleOrigins.Find(sample.Path) == SampleOrigin.Synthetic))
        {
            problems.Add(new(sample.Path, 1, 1, says
                ? "its comment says that it is synthetic: name it ENDPOINT.synthetic-CASE.har"
                : "a synthetic sample has a 'comment' in its 'log' that begins with 'synthetic' and says from what it was written"));
        }
    }

    static string Comment(KnowledgeFile sample)
    {
        try
        {
            using var json = JsonDocument.Parse(sample.Bytes);
            return json.RootElement.TryGetProperty("log", out var log) && log.TryGetProperty("comment", out var comment) && comment.ValueKind == JsonValueKind.String ? comment.GetString()! : "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What is wrong with it is told where it is read.
            return "";
        }
    }

    static void Leaves(Protocol protocol, KnowledgeFile sample, Observation observation, SampleProof proof, List<KnowledgeProblem> problems)
    {
        if (observation.Decoded?.Protocol != protocol.Id)
        {
            if (observation.Number > 0)
            {
                problems.Add(new(sample.Path, 1, 1, $"entry {observation.Number} is not of this protocol ({WhyNot(protocol, observation)}); a sample holds only what it proves"));
            }

            return;
        }

        foreach (var telemetryEvent in observation.Decoded.Events)
        {
            var kind = protocol.Events.First(e => e.Kind == telemetryEvent.Kind);
            proof.Pointers.Add(Describe(kind));
            proof.Pointers.UnionWith(kind.Name.Concat(kind.Time).Concat(kind.Account)
                .Where(p => observation.Decoded.Items.Any(i => i.Part == (p.Part ?? telemetryEvent.Part) && i.Path == (p.Part is null ? telemetryEvent.Root : "") + p.Pointer))
                .Select(p => Describe(kind, p)));
        }

        foreach (var item in observation.Decoded.Items.Where(i => !i.IsOpened))
        {
            if (item.Mapping is { } mapping)
            {
                proof.Entries.Add(mapping);
            }
            else if (item.Part != MessagePart.Path || item.Path.Length == 0 || !IsLiteral(protocol, observation.Exchange!, item))
            {
                problems.Add(new(sample.Path, 1, 1, $"entry {observation.Number}: '{item.Part.Name()}:{item.Shape}' is neither mapped nor ignored"));
            }
        }
    }

    static string WhyNot(Protocol protocol, Observation observation) =>
        observation.Exchange is not { } exchange ? "it cannot be read"
        : !protocol.Endpoints.Any(e => e.IsMatch(exchange)) ? "no endpoint has its host, path and method"
        : observation.Decoded!.Protocol.Length > 0 ? $"'{observation.Decoded.Protocol}' comes first"
        : "nothing in it stands where an 'each' says and holds what its 'having' asks; names of header fields are in lower case";

    static bool IsLiteral(Protocol protocol, Exchange exchange, DataItem item) =>
        protocol.Endpoints.Select(e => e.Match(exchange)).OfType<PathPattern>()
            .Any(p => int.TryParse(item.Path.AsSpan(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var segment) && p.IsLiteral(segment));

    /// <summary>Each kind of event, and each pointer by which it names itself: a sample must show them.</summary>
    static IEnumerable<string> Pointers(Protocol protocol) => protocol.Events.SelectMany(
        e => e.Name.Concat(e.Time).Concat(e.Account).Select(p => Describe(e, p)).Prepend(Describe(e)));

    static string Describe(EventKind kind) => $"kind '{kind.Kind}'";

    static string Describe(EventKind kind, PathPattern pointer) => $"kind '{kind.Kind}' with a value at '{pointer.Text}'";

    static void Verified(KnowledgeFile sample, string text, IReadOnlyCollection<KnowledgeFile> files, List<KnowledgeProblem> problems)
    {
        var path = VerifiedPath(sample.Path);
        var verified = files.FirstOrDefault(f => f.Path == path);
        if (verified is null)
        {
            problems.Add(new(path, 1, 1, "the file is missing; read what 'klikspaan knowledge check --accept' writes, and keep it if it is right"));
        }
        else if (Encoding.UTF8.GetString(verified.Bytes.Span).ReplaceLineEndings("\n") is var expected && expected != text)
        {
            problems.Add(new(path, DifferentLine(expected, text), 1, "the sample now reads otherwise than this file says"));
        }
    }

    /// <summary>Where the verified reading of a sample stands.</summary>
    public static string VerifiedPath(string sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return sample[..^".har".Length] + ".verified.yaml";
    }

    static int DifferentLine(string expected, string text)
    {
        var left = expected.Split('\n');
        var right = text.Split('\n');
        var line = 0;
        while (line < Math.Min(left.Length, right.Length) && left[line] == right[line])
        {
            line++;
        }

        return line + 1;
    }

    /// <summary>Reads a sample.</summary>
    internal static IAsyncEnumerable<Observation> ObserveAsync(KnowledgeBase knowledge, KnowledgeFile sample, CancellationToken cancellation) =>
        new Pipeline(knowledge, [], Limits.Default, 1).ReadAsync(new MemoryStream(sample.Bytes.ToArray()), new HarReader(), Unnamed, cancellation);
}
