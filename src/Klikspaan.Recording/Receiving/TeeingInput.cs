using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Klikspaan.Recording.Receiving;

/// <summary>Reads what a program sends, and shows each byte once to a framer before the server sees it.</summary>
/// <remarks>A server may look at bytes without consuming them and get them again; those were shown already.</remarks>
sealed class TeeingInput(PipeReader inner, RequestFramer framer) : PipeReader
{
    ReadOnlySequence<byte> current;
    long shown;

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
        {
            return false;
        }

        Show(result);
        return true;
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await inner.ReadAsync(cancellationToken).ConfigureAwait(false);
        Show(result);
        return result;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        // A default position is that of an empty buffer: nothing is consumed.
        shown -= consumed.GetObject() is null ? 0 : current.Slice(0, consumed).Length;
        current = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        framer.Complete();
        inner.Complete(exception);
    }

    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        framer.Complete();
        return inner.CompleteAsync(exception);
    }

    void Show(ReadResult result)
    {
        current = result.Buffer;
        foreach (var segment in current.Slice(shown))
        {
            framer.Append(segment.Span);
        }

        shown = current.Length;
        if (result.IsCompleted)
        {
            framer.Complete();
        }

        if (framer.IsFull)
        {
            // What the server would go on to hold has no bound either, and what is not kept may not be taken as received.
            throw new ConnectionAbortedException("there is no memory left for what this connection sends");
        }
    }
}
