using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Klikspaan.Store;

/// <summary>Writes the index of one capture while it is read; memory grows with the distinct kinds of values, up to a limit.</summary>
sealed class IndexWriter : IDisposable
{
    readonly string folder, capture;
    readonly Limits limits;
    readonly StreamWriter exchanges, planted, problems;
    readonly Dictionary<DistinctKey, Tally> distinct = [];
    long dropped;
    bool isRecording;

    public IndexWriter(string folder, string capture, Limits limits)
    {
        (this.folder, this.capture, this.limits) = (folder, capture, limits);
        exchanges = Open(CaptureIndex.Files[0]);
        planted = Open(CaptureIndex.Files[2]);
        problems = Open(CaptureIndex.Files[3]);
    }

    /// <summary>How many exchanges, opaque bytes, bytes out and problems were seen.</summary>
    public ImportCounts Counts { get; private set; } = new(0, 0, 0, 0);

    public void Add(Observation observation)
    {
        isRecording |= observation.IsRecording;
        foreach (var problem in observation.Problems)
        {
            Add(problem);
        }

        if (observation.Exchange is not { } exchange || observation.Decoded is not { } decoded)
        {
            return;
        }

        var attribution = observation.Attribution;
        Line(exchanges, Row(exchange, observation), IndexJson.Readable.ExchangeRow);
        foreach (var hit in observation.Hits)
        {
            var row = new PlantedRow(
                hit.Label, hit.IsInBase64 ? hit.Form + " inside base64" : hit.Form, hit.Chain, exchange.Number, $"{hit.Where.Part.ToString().ToLowerInvariant()}:{hit.Where.Path}", exchange.Host, attribution.Operator, attribution.OnBehalfOf, hit.Where.ToString());
            Line(planted, row, IndexJson.Readable.PlantedRow);
        }

        // Of what is not counted as sent there is no disclosure.
        for (var i = 0; i < decoded.Items.Count && exchange.Kind.IsSent(); i++)
        {
            if (!decoded.Items[i].IsOpened)
            {
                Count(observation, decoded.Items[i], observation.Classifications[i]);
            }
        }

        if (decoded.ProblemsDropped > 0)
        {
            Add(new Problem(new(capture, exchange.Number, MessagePart.Whole, "", exchange.Offset, exchange.Length, ""), "limit", $"at most {limits.Problems} problems", $"{decoded.ProblemsDropped} more"));
        }

        var c = decoded.Coverage;
        Counts = Counts with { Exchanges = Counts.Exchanges + (exchange.Kind.IsSent() ? 1 : 0), BytesOut = Counts.BytesOut + c.Total, OpaqueBytes = Counts.OpaqueBytes + c.Opaque };
    }

    /// <summary>Writes what was gathered, and seals the index.</summary>
    public void Finish(string tool, string knowledge, string plantedDigest)
    {
        if (dropped > 0)
        {
            Add(new Problem(new(capture, 0, MessagePart.Whole, "", 0, 0, ""), "limit", $"at most {limits.DistinctRows} distinct kinds of values", $"{dropped} values of further kinds, which disclosures do not list"));
        }

        using (var rows = Open(CaptureIndex.Files[1]))
        {
            foreach (var (key, tally) in distinct.OrderBy(d => d.Key))
            {
                Line(rows, key.Row(tally), IndexJson.Readable.DistinctRow);
            }
        }

        Dispose();
        var files = CaptureIndex.Files.ToDictionary(f => f, f => CaptureIndex.Digest(Path.Combine(folder, f)));
        CaptureIndex.WriteSeal(folder, new(capture, tool, knowledge, plantedDigest, Counts.Exchanges, files, isRecording));
    }

    public void Dispose()
    {
        // Each of them writes what it still holds, which fails on a full disk: the others are closed all the same.
        using (exchanges)
        using (planted)
        using (problems)
        {
        }
    }

    static ExchangeRow Row(Exchange exchange, Observation observation)
    {
        var decoded = observation.Decoded!;
        var attribution = observation.Attribution;
        return new(
            exchange.Number, exchange.Offset, exchange.Length, exchange.StartedAt, exchange.Method, exchange.Scheme, exchange.Host, exchange.Port,
            exchange.Path, exchange.Status, exchange.BytesIn, exchange.BytesOut, decoded.Protocol, decoded.Events.Count,
            decoded.Items.Count(i => !i.IsOpened), decoded.Coverage.Protocol, decoded.Coverage.Flattened, decoded.Coverage.Opaque,
            observation.Hits.Count, observation.Problems.Count, decoded.Chains, attribution.Operator, attribution.OperatorSource,
            attribution.Country, attribution.OnBehalfOf, attribution.OnBehalfOfSource, attribution.RegistrableDomain,
            exchange.Kind.Name(), ProcessOf(exchange.Sender), exchange.Sender?.Pid);
    }

    /// <summary>The file name of its program; the folder can be long, and says where the recording was made.</summary>
    static string ProcessOf(Sender? sender) => sender is null ? "" : sender.Executable[(sender.Executable.LastIndexOf('/') + 1)..];

    void Add(Problem problem)
    {
        var where = problem.Where;
        var row = new ProblemRow(
            where.Exchange, problem.Kind, where.Part.ToString().ToLowerInvariant(), where.Path, where.Offset, where.Length, where.Steps, problem.Expected, problem.Found);
        Line(problems, row, IndexJson.Readable.ProblemRow);
        Counts = Counts with { Problems = Counts.Problems + 1 };
    }

    void Count(Observation observation, DataItem item, Classification classification)
    {
        var attribution = observation.AttributionOf(item);
        var key = new DistinctKey(
            item.Event?.Protocol ?? "", item.Event?.Name ?? "", $"{item.Part.ToString().ToLowerInvariant()}:{item.Shape}", classification.Category,
            observation.Exchange!.Host, attribution.Operator, attribution.OnBehalfOf, attribution.Country,
            attribution.OperatorSource, attribution.OnBehalfOfSource, classification.Rule, classification.Reason, classification.Source);
        var locator = item.Locate(capture, observation.Exchange.Number).ToString();
        if (distinct.TryGetValue(key, out var tally))
        {
            tally.Count++;
            tally.Last = locator;
        }
        else if (distinct.Count < limits.DistinctRows)
        {
            distinct.Add(key, new() { Count = 1, First = locator, Last = locator });
        }
        else
        {
            dropped++;
        }
    }

    StreamWriter Open(string file) => new(Path.Combine(folder, file), append: false, new UTF8Encoding(false), bufferSize: 1 << 16) { NewLine = "\n" };

    /// <summary>Any name in a row is the sender's choice (of an event, a field, a path), so it can be a token too.</summary>
    static void Line<T>(StreamWriter writer, T row, JsonTypeInfo<T> type) => writer.WriteLine(Masking.Show(JsonSerializer.Serialize(row, type)));

    sealed class Tally
    {
        public long Count { get; set; }

        public required string First { get; init; }

        public required string Last { get; set; }
    }

    sealed record DistinctKey(
        string Protocol, string Event, string Path, string Category, string Host, string Operator, string OnBehalfOf, string Country,
        string OperatorSource, string OnBehalfOfSource, string Rule, string Reason, string Source)
        : IComparable<DistinctKey>
    {
        public int CompareTo(DistinctKey? other)
        {
            if (other is null)
            {
                return 1;
            }

            var left = Fields();
            var right = other.Fields();
            var order = 0;
            for (var i = 0; i < left.Length && order == 0; i++)
            {
                order = string.CompareOrdinal(left[i], right[i]);
            }

            return order;
        }

        public DistinctRow Row(Tally tally) => new(
            Protocol, Event, Path, Category, Host, Operator, OnBehalfOf, Country, OperatorSource, OnBehalfOfSource, Rule, Reason, Source, tally.Count, tally.First, tally.Last);

        string[] Fields() => [Protocol, Event, Path, Category, Host, Operator, OnBehalfOf, Country, OperatorSource, OnBehalfOfSource, Rule, Reason, Source];
    }
}
