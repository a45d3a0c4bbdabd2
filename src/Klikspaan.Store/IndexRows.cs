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
    int? Pid)
{
    /// <summary>Whether contents were sent in it, so that it counts as a request.</summary>
    internal bool IsSent => ExchangeKinds.Find(Kind) is { } kind && kind.IsSent();

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
    string Last);

/// <summary>A planted value that was found.</summary>
public sealed record PlantedRow(
    string Label, string ValueForm, string EncodingChain, int Exchange, string Path, string Host, string Operator, string OnBehalfOf, string Locator);

/// <summary>A problem in a capture.</summary>
public sealed record ProblemRow(
    int Exchange, string Kind, string Part, string Path, long Offset, long Length, string Steps, string Expected, string Found);

/// <summary>What an index was made of and with; it is out of date when any of it differs. A recording also lists connections, look-ups and senders.</summary>
public sealed record IndexSeal(
    string Capture, string Tool, string Knowledge, string Planted, int Exchanges, IReadOnlyDictionary<string, string> Files, bool IsRecording = false, string Digest = "");
