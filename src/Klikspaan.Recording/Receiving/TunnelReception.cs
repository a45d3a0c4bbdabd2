using System.Buffers;
using System.Text;
using Klikspaan.Recording.Writing;
using Microsoft.AspNetCore.Connections;

namespace Klikspaan.Recording.Receiving;

/// <summary>Grants requests for a tunnel (CONNECT, RFC 9110, section 9.3.6), and knows from them where the program wants to go.</summary>
sealed class TunnelReception(RecordingLog log, TimeProvider time)
{
    const int LongestHead = 64 << 10;
    static readonly byte[] Granted = "HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray();

    /// <summary>Reads the request and grants it; what came of it when it was not finished, else null.</summary>
    /// <param name="context">The connection; what follows the request is left there.</param>
    /// <param name="connection">Gets the name and port that were asked for.</param>
    /// <param name="isTold">Whether the request is evidence: not where we told the program of a proxy.</param>
    public async Task<FirstLook?> OpenAsync(ConnectionContext context, RecordedConnection connection, bool isTold)
    {
        var input = context.Transport.Input;
        var soFar = Array.Empty<byte>();
        while (await FirstLook.ReadAsync(input, FirstLook.Patience, context.ConnectionClosed).ConfigureAwait(false) is { } read)
        {
            if (FirstLook.EndOfHead(read.Buffer) is { } end)
            {
                var head = read.Buffer.Slice(0, end).ToArray();
                input.AdvanceTo(end);
                var authority = Encoding.Latin1.GetString(head).Split([' ', '\r', '\n'], 3)[1];
                (connection.Name, connection.ProxyPort) = RequestForm.Split(authority);
                if (isTold)
                {
                    log.Exchange(connection, new() { At = time.GetUtcNow(), Uri = $"http://{connection.Destination}/", Protocol = "http/1.1", Stream = 0, Answer = "connect" }, head, Granted);
                }

                await context.Transport.Output.WriteAsync(Granted, context.ConnectionClosed).ConfigureAwait(false);
                return null;
            }

            if (read.IsCompleted || read.Buffer.Length > LongestHead)
            {
                input.AdvanceTo(read.Buffer.Start);
                return new(FirstBytesKind.NotHttp, [], IsSilent: false);
            }

            soFar = read.Buffer.ToArray();
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        return new(FirstBytesKind.NotHttp, soFar, IsSilent: true);
    }
}
