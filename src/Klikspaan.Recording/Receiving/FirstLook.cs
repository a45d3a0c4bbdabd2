using System.Buffers;
using System.IO.Pipelines;
using Klikspaan.Recording.Naming;

namespace Klikspaan.Recording.Receiving;

/// <summary>What a connection begins with; the bytes are left where they are.</summary>
/// <param name="Kind">What it will be; more would be needed to tell only when it ended, or was silent, before its first byte.</param>
/// <param name="First">The first bytes.</param>
/// <param name="IsSilent">Whether the program waits, so that what it began will not go on by itself: these are all its bytes.</param>
sealed record FirstLook(FirstBytesKind Kind, byte[] First, bool IsSilent)
{
    const int LongestHello = 64 << 10;

    /// <summary>How long a program may be silent where it is not known whether it speaks first: one that waits for us would wait for ever.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Looks at a connection; where the program speaks first it is waited for as long as it likes.</summary>
    public static async Task<FirstLook> AtAsync(PipeReader input, bool speaksFirst, CancellationToken cancellation)
    {
        var first = Array.Empty<byte>();
        while (await ReadAsync(input, speaksFirst ? Timeout.InfiniteTimeSpan : Patience, cancellation).ConfigureAwait(false) is { } read)
        {
            first = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, FirstBytes.Enough)).ToArray();
            var kind = FirstBytes.Classify(first);
            if (kind != FirstBytesKind.NeedMore || read.IsCompleted || read.IsCanceled)
            {
                input.AdvanceTo(read.Buffer.Start);
                return new(Settled(kind, first), first, IsSilent: false);
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        return new(Settled(FirstBytesKind.NeedMore, first), first, IsSilent: true);
    }

    /// <summary>Whether a connection to a resolver begins with a question; or all that came before the program was silent.</summary>
    public static async Task<(bool AsksName, FirstLook? Silent)> AtQuestionAsync(PipeReader input, CancellationToken cancellation)
    {
        var first = Array.Empty<byte>();
        while (await ReadAsync(input, Patience, cancellation).ConfigureAwait(false) is { } read)
        {
            first = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, FirstBytes.Enough)).ToArray();
            if (first.Length >= DnsFrame.Telling || read.IsCompleted || read.IsCanceled)
            {
                input.AdvanceTo(read.Buffer.Start);
                return (FirstBytes.Classify(first) is FirstBytesKind.NotHttp or FirstBytesKind.NeedMore && DnsFrame.IsQuestion(first), null);
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        return (false, new(Settled(FirstBytesKind.NeedMore, first), first, IsSilent: true));
    }

    /// <summary>Reads the ClientHello; null when it is none. Or as far as it came before the program was silent.</summary>
    public static async Task<(ClientHello? Hello, byte[] Octets, bool IsSilent)> HelloAsync(PipeReader input, CancellationToken cancellation)
    {
        ClientHello? hello = null;
        var octets = Array.Empty<byte>();
        while (await ReadAsync(input, Patience, cancellation).ConfigureAwait(false) is { } read)
        {
            octets = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, LongestHello)).ToArray();
            hello = ClientHello.Read(octets);
            if (hello is { IsWhole: true } || read.IsCompleted || read.Buffer.Length > LongestHello)
            {
                input.AdvanceTo(read.Buffer.Start);
                return (hello, octets, false);
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        return (hello, octets, true);
    }

    /// <summary>Reads what there is; null when nothing comes for too long.</summary>
    public static async ValueTask<ReadResult?> ReadAsync(PipeReader input, TimeSpan limit, CancellationToken cancellation)
    {
        if (input.TryRead(out var there))
        {
            return there;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        try
        {
            return await input.ReadAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Behind the first empty line; the end of a line may be a bare LF (RFC 9112, section 2.2).</summary>
    public static SequencePosition? EndOfHead(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryAdvanceTo((byte)'\n'))
        {
            if (reader.IsNext((byte)'\n', advancePast: true) || reader.IsNext("\r\n"u8, advancePast: true))
            {
                return reader.Position;
            }
        }

        return null;
    }

    static FirstBytesKind Settled(FirstBytesKind kind, byte[] first) => kind == FirstBytesKind.NeedMore && first.Length > 0 ? FirstBytesKind.NotHttp : kind;
}
