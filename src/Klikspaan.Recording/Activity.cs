namespace Klikspaan.Recording;

/// <summary>When something came last, and what is still open: by this a recording knows that nothing more comes.</summary>
sealed class Activity(TimeProvider time)
{
    long last = time.GetTimestamp();
    int open, connections;

    /// <summary>How long nothing came.</summary>
    public TimeSpan Idle => time.GetElapsedTime(Interlocked.Read(ref last));

    /// <summary>Requests that are being read or answered.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>Connections that have not ended.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>Something came.</summary>
    public void Touch() => Interlocked.Exchange(ref last, time.GetTimestamp());

    /// <summary>A request is being read, until what this gives is disposed of.</summary>
    public IDisposable Enter()
    {
        Interlocked.Increment(ref open);
        Touch();
        return new Leaving(Leave);
    }

    /// <summary>A connection has begun, until what this gives is disposed of.</summary>
    public IDisposable Connect()
    {
        Interlocked.Increment(ref connections);
        return new Leaving(() => Interlocked.Decrement(ref connections));
    }

    /// <summary>Waits until all that had come is written down, but no longer than this; false when it was not.</summary>
    /// <param name="patience">How long.</param>
    /// <param name="untilDisconnected">Whether connections that are kept for later have to end, too: they do where their processes are gone.</param>
    public async Task<bool> QuietAsync(TimeSpan patience, bool untilDisconnected)
    {
        var start = time.GetTimestamp();
        while (Open > 0 || (untilDisconnected && Connections > 0))
        {
            if (time.GetElapsedTime(start) > patience)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10)).ConfigureAwait(false);
        }

        return true;
    }

    void Leave()
    {
        Touch();
        Interlocked.Decrement(ref open);
    }

    sealed class Leaving(Action leave) : IDisposable
    {
        int isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isLeft, 1) == 0)
            {
                leave();
            }
        }
    }
}
