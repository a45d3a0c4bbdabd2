using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>
/// Reads files of flows as mitmproxy saves them (https://docs.mitmproxy.org), versions 7 to 21 of the format: requests of HTTP and messages of
/// websockets as they were sent, connections of other protocols, datagrams and look-ups.
/// </summary>
public sealed class FlowReader : ICaptureReader
{
    /// <summary>The names with one of which a record begins, in whatever version.</summary>
    static readonly string[] Names =
    [
        "type", "version", "id", "error", "request", "response", "websocket", "messages", "client_conn", "server_conn", "metadata", "marked", "comment",
        "mode", "backup", "intercepted", "is_replay", "timestamp_created",
    ];

    /// <inheritdoc/>
    public string Format => "mitmproxy";

    /// <inheritdoc/>
    public string Extension => ".mitm";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var colon = Length(head);
        var name = colon < 0 ? default : head[(colon + 1)..];
        var second = Length(name);
        foreach (var known in second < 0 ? [] : Names)
        {
            // The length of the name fits in two digits.
            var rest = name[(second + 1)..];
            if (int.TryParse(name[..second], System.Globalization.CultureInfo.InvariantCulture, out var size) && size == known.Length && rest.Length > size
                && rest[size] is (byte)';' or (byte)',' && System.Text.Ascii.Equals(rest[..size], known))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        var handshakes = new FlowHandshakes();
        await foreach (var entry in new FlowRecords(stream, limits).ReadAsync(cancellation).ConfigureAwait(false))
        {
            yield return entry is FlowEntry flow ? handshakes.Take(flow) : entry;
        }
    }

    /// <inheritdoc/>
    public Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(problems);
        return entry is FlowEntry flow ? new FlowExchange(flow, capture, problems).Read() : throw new ArgumentException("the entry is not of a file of flows", nameof(entry));
    }

    /// <summary>Where the colon stands behind a length; -1 when there is none.</summary>
    static int Length(ReadOnlySpan<byte> bytes)
    {
        var colon = bytes[..Math.Min(bytes.Length, TnetstringCursor.MostDigits + 1)].IndexOf((byte)':');
        return colon > 0 && bytes[..colon].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 ? colon : -1;
    }
}
