using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Klikspaan.Recording.Sending;

/// <summary>Sees what the program sends outside of the connections that are recorded: datagrams, other protocols, and connections to where nothing listens.</summary>
/// <remarks>
/// It reads packets as they come in at any interface of the namespace (packet(7)), also those that no socket is there for.
/// Names are asked by datagrams to port 53, which are left to the resolver; what stays within the machine (127.0.0.0/8,
/// ::1) is the program's own. The first to each destination is reported at once, the others are counted; memory is bounded.
/// </remarks>
sealed class AttemptWatcher : IAsyncDisposable
{
    const int PacketLevel = 263;
    const int Statistics = 6;
    const int LongestPacket = 1 << 18;

    readonly Func<Attempt, ValueTask> first;
    readonly Func<int, bool>? isListenedOn;
    readonly Lock gate = new();
    readonly AttemptCounts counts = new();
    readonly CancellationTokenSource stop = new();
    readonly List<Socket> sockets = [];
    readonly List<Task> loops = [];
    long missed, missedTold;
    bool isDisposed;

    AttemptWatcher(Func<Attempt, ValueTask> first, Func<int, bool>? isListenedOn) => (this.first, this.isListenedOn) = (first, isListenedOn);

    /// <summary>Ends when the watcher is disposed of; fails with what a report or a socket failed with first.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Begins to watch; needs the rights of root over the network namespace.</summary>
    /// <param name="first">Is told of the first to each destination; the next packet is read when it is done.</param>
    /// <param name="isListenedOn">Which TCP ports lead to the recorder; null when all do, by redirection.</param>
    /// <exception cref="SocketException">Packets may not be read here.</exception>
    public static AttemptWatcher Start(Func<Attempt, ValueTask> first, Func<int, bool>? isListenedOn = null)
    {
        var watcher = new AttemptWatcher(first, isListenedOn);
        try
        {
            watcher.Open(isFour: true);
            watcher.Open(isFour: false);
        }
        catch
        {
            watcher.sockets.ForEach(s => s.Dispose());
            throw;
        }

        watcher.loops.AddRange(watcher.sockets.ConvertAll(s => Task.Run(() => watcher.WatchAsync(s))));
        watcher.Completion = Task.WhenAll(watcher.loops);
        return watcher;
    }

    /// <summary>All that was counted until now; and how many packets were missed because too many came at once.</summary>
    public (IReadOnlyList<AttemptCount> Counts, long Missed) Totals() => (counts.Totals(), AllMissed());

    /// <summary>What was counted and missed since this was last asked, without the first to each destination, which was reported when it came.</summary>
    public (IReadOnlyList<AttemptCount> Counts, long Missed) Rest()
    {
        var all = AllMissed();
        return (counts.Rest(), all - Interlocked.Exchange(ref missedTold, all));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await Completion;
        }
        catch (Exception)
        {
            // Whoever wants to know asks Completion.
        }

        AllMissed();
        lock (gate)
        {
            isDisposed = true;
            sockets.ForEach(s => s.Dispose());
        }
    }

    long AllMissed()
    {
        lock (gate)
        {
            if (!isDisposed)
            {
                sockets.ForEach(s => missed += Missed(s));
            }

            return missed;
        }
    }

    // PACKET_STATISTICS (linux/if_packet.h): how many were seen, and how many of these were dropped, since it was last asked.
    static long Missed(Socket socket)
    {
        Span<byte> seen = stackalloc byte[8];
        socket.GetRawSocketOption(PacketLevel, Statistics, seen);
        return MemoryMarshal.Read<uint>(seen[4..]);
    }

    void Open(bool isFour)
    {
        // ETH_P_IP and ETH_P_IPV6, in the network's order: packets that come in, without those that go out, which here are the same.
        var protocol = (ProtocolType)IPAddress.HostToNetworkOrder(unchecked((short)(isFour ? 0x0800 : 0x86DD)));
        var socket = new Socket(AddressFamily.Packet, SocketType.Dgram, (ProtocolType)(ushort)protocol);
        sockets.Add(socket);
        PacketFilter.Attach(socket, isFour);
        socket.ReceiveBufferSize = 8 << 20;
    }

    async Task WatchAsync(Socket socket)
    {
        var buffer = new byte[LongestPacket];
        try
        {
            while (true)
            {
                var length = await socket.ReceiveAsync(buffer, SocketFlags.None, stop.Token);
                if (New(buffer.AsSpan(0, length)) is { } attempt)
                {
                    await first(attempt);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end of recording.
        }
        catch
        {
            // Half of what is sent would be seen: rather none, and the failure at once.
            await stop.CancelAsync();
            throw;
        }
    }

    /// <summary>Counts a packet, and gives it back when it is the first to its destination.</summary>
    Attempt? New(ReadOnlySpan<byte> bytes)
    {
        if (!SeenPacket.TryRead(bytes, out var packet) || IPAddress.IsLoopback(packet.Destination.Address)
            || (packet.IsTcp && isListenedOn?.Invoke(packet.Destination.Port) != false))
        {
            return null;
        }

        return counts.IsFirst(packet.Transport, packet.Destination, packet.Length)
            ? new(packet.Transport, packet.Source, packet.Destination, packet.Length, packet.Content[..Math.Min(packet.Content.Length, 64 << 10)].ToArray())
            : null;
    }
}
