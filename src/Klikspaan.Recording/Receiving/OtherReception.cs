using System.IO.Pipelines;
using Klikspaan.Recording.Writing;

namespace Klikspaan.Recording.Receiving;

/// <summary>
/// Keeps the first 64 kB of what is not HTTP, until the program ends it or is silent: it is not answered, for we do not
/// know its language, and what waits for an answer would wait for ever.
/// </summary>
sealed class OtherReception(RecordingLog log, Activity activity, TellRecorded tell)
{
    const int Kept = 64 << 10;

    /// <summary>Keeps what comes on a connection after a first look at it, and writes it down.</summary>
    public async Task KeepAsync(PipeReader input, RecordedConnection connection, FirstLook look, CancellationToken cancellation)
    {
        var kept = new MemoryStream();
        var (seen, isSilent) = (0L, look.IsSilent);
        void Keep(ReadOnlySpan<byte> bytes)
        {
            seen += bytes.Length;
            kept.Write(bytes[..(int)Math.Min(bytes.Length, Kept - kept.Length)]);
        }

        if (isSilent)
        {
            Keep(look.First);
        }

        try
        {
            for (var isOver = isSilent; !isOver;)
            {
                if (await FirstLook.ReadAsync(input, FirstLook.Patience, cancellation).ConfigureAwait(false) is not { } read)
                {
                    isSilent = true;
                    break;
                }

                foreach (var piece in read.Buffer)
                {
                    Keep(piece.Span);
                }

                activity.Touch();
                input.AdvanceTo(read.Buffer.End);
                isOver = read.IsCompleted || read.IsCanceled;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It ends as it ends.
        }

        if (seen == 0 && connection.SpeaksFirst)
        {
            // It did not speak, and ended the connection itself: no evidence is missing.
            log.Attempt("tcp", RecordingLog.Destination(connection.Destination, connection.Name), connection.Sender, 1);
            tell(connection, "attempt", 0, "connected, and sent nothing", "");
            return;
        }

        var reason = (seen == 0 ? "the program connected and waited for the other side to speak first" : look.Kind == FirstBytesKind.Tls ? "TLS within TLS" : "the first bytes are neither TLS nor HTTP")
            + (isSilent ? $"; after {FirstLook.Patience.TotalSeconds} s of silence the connection was closed" : "");
        log.NotHttp(connection, kept.ToArray(), seen, reason);
        tell(connection, "not-http", seen, reason, "");
    }
}
