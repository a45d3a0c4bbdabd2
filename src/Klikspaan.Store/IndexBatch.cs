using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Klikspaan.Store;

/// <summary>What the index needs of exchanges that follow each other: its rows as text. Made on any core.</summary>
/// <remarks>Cost: 5 % of the path: the writing of one row for each exchange, hit and problem.</remarks>
sealed class IndexBatch
{
    readonly Limits limits;
    readonly ArrayBufferWriter<byte> row = new();
    readonly Utf8JsonWriter json;
    readonly ExchangeRowWriter exchanges = new();
    readonly List<(Attribution To, Classification What, int Values)> counts = [];
    bool isRecording;

    public IndexBatch(Limits limits) => (this.limits, json) = (limits, new(row, IndexJson.Text));

    /// <summary>Rows of exchanges, as lines.</summary>
    public ArrayBufferWriter<byte> Exchanges { get; } = new();

    /// <summary>Rows of planted values that were found, as lines.</summary>
    public ArrayBufferWriter<byte> Planted { get; } = new();

    /// <summary>Rows of problems, as lines.</summary>
    public ArrayBufferWriter<byte> Problems { get; } = new();

    /// <summary>How many exchanges, opaque bytes, bytes out and problems there are.</summary>
    public ImportCounts Counts { get; private set; } = ImportCounts.None;

    /// <summary>Whether the beginning of a recording of our own is among them.</summary>
    public bool IsRecording => isRecording;

    /// <summary>Empties it, to be filled again.</summary>
    public void Clear()
    {
        (isRecording, Counts) = (false, ImportCounts.None);
        Exchanges.ResetWrittenCount();
        Planted.ResetWrittenCount();
        Problems.ResetWrittenCount();
    }

    /// <summary>Adds what was observed in the next entry.</summary>
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

        Line(Exchanges, exchanges.Write(ExchangeRow.Of(exchange, observation, counts)));
        foreach (var hit in observation.Hits)
        {
            Line(Planted, PlantedRow.Of(hit, exchange, observation.Attribution), IndexJson.Default.PlantedRow);
        }

        if (decoded.ProblemsDropped > 0)
        {
            Add(new Problem(new("", exchange.Number, MessagePart.Whole, "", exchange.Offset, exchange.Length, ""), "limit", $"at most {limits.Problems} problems", $"{decoded.ProblemsDropped} more"));
        }

        var c = decoded.Coverage;
        var isSent = exchange.Kind.IsSent();
        var at = isSent ? exchange.StartedAt : null;
        Counts += new ImportCounts(isSent ? 1 : 0, c.Total, c.Opaque, 0, at, at, exchange.Kind == ExchangeKind.StoredEvent ? 1 : 0, exchange.Kind == ExchangeKind.Contact ? 1 : 0, exchange.Kind == ExchangeKind.Dns ? 1 : 0, exchange.Kind == ExchangeKind.VendorRecord ? 1 : 0, isSent && exchange.Kind != ExchangeKind.Http ? 1 : 0, exchange.Kind == ExchangeKind.NotSent ? 1 : 0);
    }

    /// <summary>Adds a problem.</summary>
    public void Add(Problem problem)
    {
        Line(Problems, ProblemRow.Of(problem), IndexJson.Default.ProblemRow);
        Counts = Counts with { Problems = Counts.Problems + 1 };
    }

    void Line<T>(ArrayBufferWriter<byte> lines, T value, JsonTypeInfo<T> type)
    {
        row.ResetWrittenCount();
        json.Reset();
        JsonSerializer.Serialize(json, value, type);
        json.Flush();
        Line(lines, row.WrittenSpan);
    }

    /// <summary>Writes a row as a line. Any name in it is the sender's choice (of an event, a field, a path), so it can be a token too.</summary>
    static void Line(ArrayBufferWriter<byte> lines, ReadOnlySpan<byte> text)
    {
        if (Masking.MayHoldToken(text))
        {
            Encoding.UTF8.GetBytes(Masking.Show(Encoding.UTF8.GetString(text)), lines);
        }
        else
        {
            lines.Write(text);
        }

        lines.Write("\n"u8);
    }
}
