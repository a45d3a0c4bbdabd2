namespace Klikspaan.Importing;

/// <summary>
/// The tunnels of an archive that were decrypted. What went through one are sessions of their own, so it is none; but where no session
/// to its host is in the archive, the contents of the tunnel were not seen, and it stays.
/// </summary>
sealed class SazTunnels(Limits limits)
{
    /// <summary>Most tunnels that are held, and most hosts that are remembered.</summary>
    const int Most = 10_000;

    readonly List<(string Host, SazSession Session)> tunnels = [];
    readonly HashSet<string> hosts = new(StringComparer.Ordinal);
    long held;

    /// <summary>Whether it is a tunnel that is held until the end of the archive; what went through one is remembered by its host.</summary>
    public bool Keeps(SazSession session)
    {
        if (session is not { Request: { } request, Metadata: { } metadata } || (!metadata.IsHttps && !metadata.IsDecrypting))
        {
            return false;
        }

        var (isTunnel, host) = Target(request);
        if (metadata.IsDecrypting && isTunnel && session.Status is null or (>= 200 and < 300) && tunnels.Count < Most && held + session.Held <= limits.EntryBytes)
        {
            held += session.Held;
            tunnels.Add((host, session));
            return true;
        }

        if (!isTunnel && metadata.IsHttps && hosts.Count < Most)
        {
            hosts.Add(host);
        }

        return false;
    }

    /// <summary>The tunnels to hosts to which no session went.</summary>
    public IEnumerable<SazSession> Unused() => tunnels.Where(t => !hosts.Contains(t.Host)).Select(t => t.Session);

    static (bool IsTunnel, string Host) Target(ZippedFile request)
    {
        var parts = new RequestOctets(0, request.Beginning(ZipFiles.BeginningBytes), request.Place, "") { WholeLength = request.Inflated };
        return parts.Read() ? (parts.Method == "CONNECT", SazExchange.Address(parts, null).Host) : (false, "");
    }
}
