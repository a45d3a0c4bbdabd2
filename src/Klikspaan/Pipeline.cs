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
        ArgumentNullException.ThrowIfNull(reader);
        var queue = Channel.CreateBounded<Task<Observation>>(new BoundedChannelOptions(workers) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var producer = ProduceAsync(stream, reader, capture, queue.Writer, stop.Token);
        try
        {
            await foreach (var observation in queue.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return await observation.ConfigureAwait(false);
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
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(reader);
        var problems = new List<Problem>();
        if (entry.Fault is { } fault)
        {
            problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", entry.Offset, entry.Length, ""), fault.Kind, fault.Expected, fault.Found));
        }

        if (entry.Kind != EntryKind.Exchange || reader.Read(entry, capture, problems) is not { } exchange)
        {
            return new() { Number = entry.Number, Problems = problems, IsRecording = entry.Kind == EntryKind.Recording };
        }

        var decoded = decoder.Decode(exchange, capture);
        return new()
        {
            Number = entry.Number,
            Exchange = exchange,
            Decoded = decoded,
            Classifications = classifier.Classify(decoded.Items),
            Attributions = decoded.Events.Select(e => e.AccountKey).Append("").Distinct().ToDictionary(k => k, k => attributor.Attribute(exchange.Host, decoded.Protocol, k)),
            Hits = search.Find(decoded.Items, capture, exchange.Number),
            Problems = [.. problems, .. decoded.Problems],
        };
    }

    async Task ProduceAsync(
        Stream stream, ICaptureReader reader, string capture, ChannelWriter<Task<Observation>> queue, CancellationToken cancellation)
    {
        Exception? failure = null;
        try
        {
            await foreach (var entry in reader.SplitAsync(stream, limits, cancellation).ConfigureAwait(false))
            {
                await queue.WriteAsync(Task.Run(() => Observe(entry, reader, capture), cancellation), cancellation).ConfigureAwait(false);
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
}
