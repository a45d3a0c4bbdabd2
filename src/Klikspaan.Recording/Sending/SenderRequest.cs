namespace Klikspaan.Recording.Sending;

/// <summary>A question who holds a socket, until it is answered.</summary>
/// <param name="remote">The other end as the program sees it; null when it is not known.</param>
sealed class SenderRequest(SocketEnd local, SocketEnd? remote, bool isTcp)
{
    /// <summary>The program's end.</summary>
    public SocketEnd Local => local;

    /// <summary>Whether it is a connection; else datagrams.</summary>
    public bool IsTcp => isTcp;

    /// <summary>How often it was looked for in vain.</summary>
    public int Misses { get; set; }

    /// <summary>The answer to come.</summary>
    public TaskCompletionSource<SendingProcess?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How well a socket fits: 0 not at all. A socket for datagrams may be bound to no address, or have no other end.</summary>
    public int Fit(in SocketRow row)
    {
        if (row.Local.Port != local.Port)
        {
            return 0;
        }

        if (isTcp)
        {
            return row.Local == local && (remote is null || row.Remote == remote) ? 1 : 0;
        }

        var isConnected = row.Remote.Port != 0;
        return (row.Local == local || row.Local.IsAny) && (!isConnected || remote is null || row.Remote == remote)
            ? 1 + (row.Local == local ? 1 : 0) + (isConnected ? 2 : 0)
            : 0;
    }
}
