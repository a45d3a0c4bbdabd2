namespace Klikspaan.Store;

/// <summary>What the index keeps of one exchange: where it is and counts, never a value.</summary>
public sealed record ExchangeRow(
    int Exchange,
    long Offset,
    long Length,
    DateTimeOffset? StartedAt,
    string Method,
    string Scheme,
    string Host,
    int? Port,
    string Path,
    int? Status,
    long? BytesIn,
    long BytesOut,
    string Protocol,
    int Events,
    int Items,
    long ProtocolBytes,
    long FlattenedBytes,
    long OpaqueBytes,
    int Planted,
    int Problems,
    IReadOnlyList<string> Decode,
    string Operator,
    string OperatorSource,
    string Country,
    string OnBehalfOf,
    string OnBehalfOfSource,
    string RegistrableDomain,
    string Kind,
    string Process,
    int? Pid,
    IReadOnlyList<CategoryCount> Categories)
{
    /// <summary>The row of an exchange.</summary>
    internal static ExchangeRow Of(Exchange exchange, Observation observation, List<(Attribution To, Classification What, int Values)> scratch)
    {
        var decoded = observation.Decoded!;
        var attribution = observation.Attribution;
        return new(
            exchange.Number, exchange.Offset, exchange.Length, exchange.StartedAt, exchange.Method, exchange.Scheme, exchange.Host, exchange.Port,
            exchange.Path, exchange.Status, exchange.BytesIn, exchange.BytesOut, decoded.Protocol, decoded.Events.Count,
            Values(decoded.Items), decoded.Coverage.Protocol, decoded.Coverage.Flattened, decoded.Coverage.Opaque,
            observation.Hits.Count, observation.Problems.Count, decoded.Chains, attribution.Operator, attribution.OperatorSource,
            attribution.Country, attribution.OnBehalfOf, attribution.OnBehalfOfSource, attribution.RegistrableDomain,
            exchange.Kind.Name(), ProcessOf(exchange.Sender), exchange.Sender?.Pid, CategoryCount.Of(observation, scratch));
    }

    static int Values(IReadOnlyList<DataItem> items)
    {
        var count = 0;
        foreach (var item in SpanOf.List(items))
        {
            count += item.IsOpened ? 0 : 1;
        }

        return count;
    }

    /// <summary>The file name of its program; the folder can be long, and says where the recording was made.</summary>
    static string ProcessOf(Sender? sender) => sender is null ? "" : sender.Executable[(sender.Executable.LastIndexOf('/') + 1)..];

    /// <summary>Whether contents were sent in it, so that it counts as a request.</summary>
    internal bool IsSent => ExchangeKinds.Find(Kind) is { } kind && kind.IsSent();

    /// <summary>The same request in an earlier capture, where it counts; null when there is none.</summary>
    internal Sighting? Sighting { get; init; }

    /// <summary>Whether it counts as a request here: each does once.</summary>
    internal bool IsCounted => IsSent && Sighting is null;

    /// <summary>Whether it is a request or connection whose sender is not established; datagrams are not counted.</summary>
    internal bool IsSenderUnknown => ExchangeKinds.Find(Kind) is ExchangeKind.Http or ExchangeKind.NotHttp or ExchangeKind.TlsFailure && Process.Length == 0 && Pid is null;
}

/// <summary>A distinct kind of value that was sent: how often, and where first and last.</summary>
public sealed record DistinctRow(
    string Protocol,
    string Event,
    string Path,
    string Category,
    string Host,
    string Operator,
    string OnBehalfOf,
    string Country,
    string OperatorSource,
    string OnBehalfOfSource,
    string Rule,
    string Reason,
    string Source,
    long Count,
    string First,
    string Last)
{
    /// <summary>To what the values can be put down, in words, and how many of them each; in the order in which they came.</summary>
    public IReadOnlyList<(string Cause, long Count)> Causes { get; init; } = [];
}

/// <summary>A planted value that was found.</summary>
public sealed record PlantedRow(
    string Label, string ValueForm, string EncodingChain, int Exchange, string Path, string Host, string Operator, string OnBehalfOf, string Locator)
{
    /// <summary>The row of a hit; its place does not yet name the capture.</summary>
    internal static PlantedRow Of(PlantedHit hit, Exchange exchange, Attribution attribution) => new(
        hit.Label, hit.Written, hit.Chain, exchange.Number, $"{hit.Where.Part.Name()}:{hit.Where.Path}",
        exchange.Host, attribution.Operator, attribution.OnBehalfOf, (hit.Where with { Capture = "" }).ToString());
}

/// <summary>A problem in a capture.</summary>
public sealed record ProblemRow(
    int Exchange, string Kind, string Part, string Path, long Offset, long Length, string Steps, string Expected, string Found)
{
    /// <summary>The row of a problem.</summary>
    internal static ProblemRow Of(Problem problem) => new(
        problem.Where.Exchange, problem.Kind, problem.Where.Part.Name(), problem.Where.Path, problem.Where.Offset, problem.Where.Length, problem.Where.Steps, problem.Expected, problem.Found);
}

/// <summary>What an index was made of and with, and what it came to; it is out of date when any of it differs. A recording also lists connections, look-ups and senders.</summary>
public sealed record IndexSeal(
    string Capture, string Tool, string Knowledge, string Planted, ImportCounts Counts, IReadOnlyDictionary<string, string> Files, bool IsRecording = false, string Digest = "");
