using System.Net;
using System.Net.Sockets;

namespace Klikspaan.Recording.Sending;

/// <summary>Finds which process sent something, while that process still lives.</summary>
/// <remarks>
/// The system's table of sockets gives the number of a socket, and <c>/proc/PID/fd</c> who holds it. All that is asked while
/// one look through the tables is under way is answered by the next: each answer comes from a look that began after the
/// question, and a thousand questions at once cost few looks. A thread of its own does it, so that it does not wait for others' work.
/// </remarks>
sealed class SenderFinder : IDisposable
{
    // A table is read in pieces while it changes, and a socket may be on its way from one process to another: look once more.
    const int MostMisses = 2;

    readonly Lock gate = new();
    readonly SemaphoreSlim asked = new(0);
    readonly TaskCompletionSource<bool> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    List<SenderRequest> waiting = [];
    bool isClosed;
    long scans;

    /// <summary>Begins; <see cref="IDisposable.Dispose"/> ends it, and what is then not answered is not established.</summary>
    public SenderFinder() => new Thread(Run) { IsBackground = true, Name = "senders" }.Start();

    /// <summary>Whether senders can be found here, once that was tried; wait for it before the program is started, for the first look takes longest.</summary>
    public Task<bool> Ready => ready.Task;

    /// <summary>How often the tables were looked through.</summary>
    public long Scans => Interlocked.Read(ref scans);

    /// <summary>Who opened a connection; null when that could not be established.</summary>
    /// <param name="client">The remote end of the accepted socket: the program's own.</param>
    /// <param name="destination">Where the program wanted to go, before any redirection; two connections may leave from one port.</param>
    public Task<SendingProcess?> FindTcpAsync(IPEndPoint client, IPEndPoint? destination = null) => AskAsync(client, destination, true);

    /// <summary>Who sent a datagram; null when that could not be established.</summary>
    /// <param name="source">Where the datagram came from.</param>
    /// <param name="destination">Where it went.</param>
    public Task<SendingProcess?> FindUdpAsync(IPEndPoint source, IPEndPoint? destination = null) => AskAsync(source, destination, false);

    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
        }

        asked.Release();
    }

    Task<SendingProcess?> AskAsync(IPEndPoint local, IPEndPoint? remote, bool isTcp)
    {
        var request = new SenderRequest(SocketEnd.Of(local), remote is null ? null : SocketEnd.Of(remote), isTcp);
        lock (gate)
        {
            if (isClosed)
            {
                return Task.FromResult<SendingProcess?>(null);
            }

            waiting.Add(request);
        }

        asked.Release();
        return request.Answer.Task;
    }

    /// <summary>Looks for a socket of our own.</summary>
    static bool FindsItself()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            socket.Listen();
            var request = new SenderRequest(SocketEnd.Of((IPEndPoint)socket.LocalEndPoint!), null, isTcp: true);
            return SenderScan.Run([request], withOwn: true).Count == 1;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    void Run()
    {
        ready.TrySetResult(FindsItself());
        while (true)
        {
            asked.Wait();
            List<SenderRequest> batch;
            bool isLast;
            lock (gate)
            {
                (batch, waiting, isLast) = (waiting, [], isClosed);
            }

            if (isLast)
            {
                batch.ForEach(r => r.Answer.TrySetResult(null));
                return;
            }

            if (batch.Count > 0)
            {
                AnswerOrFail(batch);
            }
        }
    }

    void AnswerOrFail(List<SenderRequest> batch)
    {
        try
        {
            Answer(batch);
        }
        catch (Exception e)
        {
            // On a thread of its own it would end the recorder; those who asked can say what failed.
            batch.ForEach(r => r.Answer.TrySetException(e));
        }
    }

    void Answer(List<SenderRequest> batch)
    {
        Interlocked.Increment(ref scans);
        var senders = SenderScan.Run(batch);
        foreach (var request in batch)
        {
            if (senders.TryGetValue(request, out var sender) || ++request.Misses == MostMisses)
            {
                request.Answer.TrySetResult(sender);
                continue;
            }

            lock (gate)
            {
                waiting.Add(request);
            }

            asked.Release();
        }
    }
}
