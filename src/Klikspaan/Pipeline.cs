using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Klikspaan.Attributing;
using Klikspaan.Classifying;
using Klikspaan.Decoding;
using Klikspaan.Importing;
using Klikspaan.Knowledge;

namespace Klikspaan;

/// <summary>
/// The whole path from the bytes of a capture to observations: split, decode, classify, attribute, search. Entries are
/// read on several cores and come out in the order of the file, whatever the number of workers.
/// </summary>
public sealed class Pipeline
{
    const int BatchBytes = 1 << 20;
    const int BatchEntries = 1024;
    readonly Limits limits;
    readonly ExchangeDecoder decoder;
    readonly Classifier classifier;
    readonly Attributor attributor;
    readonly PlantedSearch search;
    readonly int workers;

    /// <summary>Prepares the path.</summary>
    /// <param name="knowledge">The facts to use.</param>
    /// <param name="planted">The values to look for.</param>
    /// <param name="limits">The bounds to keep.</param>
    /// <param name="workers">How many entries are read at the same time; 0 for one per core.</param>
    public Pipeline(KnowledgeBase knowledge, IReadOnlyList<PlantedValue> planted, Limits limits, int workers = 0)
    {
        this.limits = limits;
        decoder = new(knowledge, limits);
        classifier = new(knowledge);
        attributor = new(knowledge);
        search = new(planted);
        this.workers = workers > 0 ? workers : Environment.ProcessorCount;
    }

    /// <summary>Reads the capture with SHA-256 <paramref name="capture"/> from <paramref name="stream"/>.</summary>
    public async IAsyncEnumerable<Observation> ReadAsync(
        Stream stream, ICaptureReader reader, string capture, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var batch in ReadAsync(stream, reader, capture, () => new List<Observation>(), (list, o) => list.Add(o), Kept.All, cancellation).ConfigureAwait(false))
        {
            foreach (var observation in batch)
            {
                yield return observation;
            }
        }
    }

    /// <summary>
    /// Reads a capture in batches of entries that follow each other, and lets the core that read an entry also make of it
    /// what the caller needs; the batches come in the order of the file.
    /// </summary>
    /// <param name="stream">The capture.</param>
    /// <param name="reader">The reader of its format.</param>
    /// <param name="capture">SHA-256 of the capture; empty where it is not known yet.</param>
    /// <param name="begin">Makes an empty batch.</param>
    /// <param name="add">Adds what was observed in the next entry of a batch; one core at a time works on a batch.</param>
    /// <param name="kept">What the batch keeps; all else is used again for the next entry.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<TBatch> ReadAsync<TBatch>(
        Stream stream, ICaptureReader reader, string capture, Func<TBatch> begin, Action<TBatch, Observation> add, Kept kept, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var queue = Channel.CreateBounded<Task<TBatch>>(new BoundedChannelOptions(workers) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var free = new SemaphoreSlim(workers);
        var producer = Task.Run(
            () => ProduceAsync(stream, reader, entries => Observe(entries, reader, capture, begin(), add, kept), queue.Writer, free, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in queue.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return await batch.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await producer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await producer.ConfigureAwait(false);
    }

    /// <summary>Reads one entry through all steps.</summary>
    public Observation Observe(CaptureEntry entry, ICaptureReader reader, string capture)
    {
        var room = decoder.Enter(Kept.All);
        var observation = Observe(entry, reader, capture, room);
        decoder.Leave(room, Kept.All);
        return observation;
    }

    /// <summary>Reads one entry through all steps, in a room that it clears.</summary>
    internal Observation Observe(CaptureEntry entry, ICaptureReader reader, string capture, DecodingRoom room)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(reader);
        var problems = new List<Problem>();
        entry.Scratch = room.Bytes;
        room.Clear();
        if (entry.Fault is { } fault)
        {
            problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", entry.Offset, entry.Length, ""), fault.Kind, fault.Expected, fault.Found));
        }

        if (entry.Kind != EntryKind.Exchange || reader.Read(entry, capture, problems) is not { } exchange)
        {
            return new() { Number = entry.Number, Problems = problems, IsRecording = entry.Kind == EntryKind.Recording };
        }

        room.Clock?.Lap(Stage.Read);
        var decoded = decoder.Decode(exchange, capture, room);
        var classifications = classifier.Classify(decoded.Items, room.Classifications());
        room.Clock?.Lap(Stage.Classify);
        var attributions = Attribute(exchange, decoded);
        room.Clock?.Lap(Stage.Attribute);

        // What is found is told as sent; of what was only written down that is not shown.
        var hits = exchange.Kind.IsWrittenDown() ? [] : search.Find(decoded.Items, capture, exchange.Number);
        room.Clock?.Lap(Stage.Search);
        return new()
        {
            Number = entry.Number,
            Exchange = exchange,
            Run = entry.Run,
            Decoded = decoded,
            Classifications = classifications,
            Attributions = attributions,
            Hits = hits,
            Problems = [.. problems, .. decoded.Problems],
        };
    }

    Attribution[] Attribute(Exchange exchange, DecodedExchange decoded)
    {
        var attributions = new Attribution[Math.Max(1, decoded.Events.Count)];
        for (var i = 0; i < attributions.Length; i++)
        {
            // Events of one request mostly name the same customer.
            var key = i < decoded.Events.Count ? decoded.Events[i].AccountKey : "";
            attributions[i] = i > 0 && key == decoded.Events[i - 1].AccountKey ? attributions[i - 1] : attributor.Attribute(exchange.Host, decoded.Protocol, key);
        }

        return attributions;
    }

    TBatch Observe<TBatch>(
        List<CaptureEntry> entries, ICaptureReader reader, string capture, TBatch batch, Action<TBatch, Observation> add, Kept kept)
    {
        var room = decoder.Enter(kept);
        var pairs = kept == Kept.All ? null : new List<(JsonText Name, JsonText Value)>();
        foreach (var entry in entries)
        {
            entry.Pairs = pairs;
            add(batch, Observe(entry, reader, capture, room));
            if (kept != Kept.All)
            {
                entry.Return();
            }
        }

        decoder.Leave(room, kept);
        return batch;
    }

    async Task ProduceAsync<TBatch>(
        Stream stream, ICaptureReader reader, Func<List<CaptureEntry>, TBatch> observe, ChannelWriter<Task<TBatch>> queue, SemaphoreSlim free,
        CancellationToken cancellation)
    {
        Exception? failure = null;
        try
        {
            await foreach (var entries in BatchesAsync(reader.SplitAsync(stream, limits, cancellation)).ConfigureAwait(false))
            {
                await free.WaitAsync(cancellation).ConfigureAwait(false);
                await queue.WriteAsync(Task.Run(() => Work(observe, entries, free), CancellationToken.None), cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            failure = e;
        }
        finally
        {
            queue.Complete(failure);
        }
    }

    static TBatch Work<TBatch>(Func<List<CaptureEntry>, TBatch> observe, List<CaptureEntry> entries, SemaphoreSlim free)
    {
        try
        {
            return observe(entries);
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Entries that follow each other, as many as are worth a change of core.</summary>
    static async IAsyncEnumerable<List<CaptureEntry>> BatchesAsync(IAsyncEnumerable<CaptureEntry> entries)
    {
        var batch = new List<CaptureEntry>();
        long bytes = 0;
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            batch.Add(entry);
            bytes += entry.Held;
            if (bytes >= BatchBytes || batch.Count >= BatchEntries)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
