using System.Globalization;
using System.Runtime.CompilerServices;
using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>
/// Reads captures of packets, pcap and pcapng: the requests in connections that are not encrypted, and of the others what can be seen without keys. An
/// export of what another program decrypted is read as well.
/// </summary>
public sealed class PacketReader : ICaptureReader
{
    readonly OpenedFlows? opened;

    /// <summary>Reads a capture by itself.</summary>
    public PacketReader()
    {
    }

    /// <summary>Reads a capture of which another holds what was encrypted: those connections are told there, and left out here; the numbers of all else stay.</summary>
    public PacketReader(OpenedFlows opened) => this.opened = opened;

    /// <inheritdoc/>
    public string Format => "pcap";

    /// <inheritdoc/>
    public string Extension => ".pcapng";

    /// <inheritdoc/>
    public string ExtensionFor(ReadOnlySpan<byte> head) => PacketFile.IsNextGeneration(head) ? Extension : ".pcap";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head) => PacketFile.Recognises(head);

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        var (file, segments, talks) = (new PacketFile(stream, limits), new Segments(), new Talks(limits));
        var (clock, toldElsewhere) = (new PacketClock(), new HashSet<FlowKey>());
        while (await file.NextAsync(cancellation).ConfigureAwait(false))
        {
            clock.Take(file.Current);
            if (segments.Read(file.Current) is { } segment)
            {
                talks.Take(segment);
                foreach (var entry in talks.Ready().Where(e => opened?.Hold(e, toldElsewhere) != true))
                {
                    yield return entry;
                }
            }
        }

        talks.Finish();
        foreach (var entry in talks.Ready().Where(e => opened?.Hold(e, toldElsewhere) != true))
        {
            yield return entry;
        }

        foreach (var fault in Faults(file, segments).Concat(clock.Entries()).Concat(talks.Repeats.Entries()))
        {
            yield return fault;
        }
    }

    /// <inheritdoc/>
    public Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(problems);
        return entry is PacketEntry packets ? new PacketExchange(packets, capture, problems).Read() : throw new ArgumentException("the entry is not of a capture of packets", nameof(entry));
    }

    /// <summary>Whether a capture of packets holds secrets with which connections in it could be opened; the stream is read as far as it takes to know.</summary>
    public static async Task<bool> HoldsSecretsAsync(Stream stream, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var file = new PacketFile(stream, Limits.Default);
        while (file.SecretBlocks == 0 && await file.NextAsync(cancellation).ConfigureAwait(false))
        {
        }

        return file.SecretBlocks > 0;
    }

    /// <summary>What could not be read of the file as a whole.</summary>
    static IEnumerable<CaptureEntry> Faults(PacketFile file, Segments segments)
    {
        if (file.Fault is { } fault)
        {
            yield return new(0, fault.Offset, fault.Length, default, EntryKind.Broken, new(fault.Kind, fault.Expected, fault.Found));
        }

        (int Count, string Kind, string Expected, string Found)[] lost =
        [
            (file.TooLarge, "limit", "blocks that fit in what may be kept of an entry", "larger ones, which were not read"),
            (file.Undescribed, "frame", "packets of interfaces that are described", "others, which were not read"),
            (segments.Broken, "packet", "packets of which the heads can be read", "others, which were not read"),
            ((int)Math.Min(int.MaxValue, segments.Others.Values.Sum() + segments.OfMore), "protocol", "packets of the internet protocol", $"of other protocols, which were not read: {Others(segments)}"),
            (segments.Unknown, "link-type", "packets of a link that can be read", "others, which were not read"),
            (segments.Fragments.Lost + segments.Fragments.Open, "fragments", "all pieces of packets that were sent in pieces", "packets of which some did not come, or did not fit; they were not read"),
        ];
        foreach (var (count, kind, expected, found) in lost.Where(l => l.Count > 0))
        {
            yield return new(0, 0, file.Position, default, EntryKind.Broken, new(kind, expected, string.Create(CultureInfo.InvariantCulture, $"{count} {found}")));
        }
    }

    /// <summary>How many frames of each protocol there were, by the number in their heads.</summary>
    static string Others(Segments segments) => string.Join(", ",
        segments.Others.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Value} of 0x{o.Key:x4}")).Concat(segments.OfMore > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{segments.OfMore} of more protocols")] : Array.Empty<string>()));
}
