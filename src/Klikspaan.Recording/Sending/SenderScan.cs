namespace Klikspaan.Recording.Sending;

/// <summary>Looks once through the system's tables for those who hold sockets.</summary>
static class SenderScan
{
    // A table of a hundred thousand sockets; a program that opens more has hidden its senders, and they are reported as not established.
    const int LongestTable = 16 << 20;
    const int MostDescriptors = 1 << 16;
    const int MostHolders = 16;

    /// <summary>The sender for each request that could be answered.</summary>
    /// <param name="withOwn">Whether this process may be one; only to see whether looking works.</param>
    public static Dictionary<SenderRequest, SendingProcess> Run(IReadOnlyCollection<SenderRequest> requests, bool withOwn = false)
    {
        var sockets = new Dictionary<SenderRequest, IReadOnlyList<ulong>>();
        // Walking through a table of connections costs some milliseconds, and most connections stand in the first.
        Match(requests.Where(r => r is { IsTcp: true, Local.IsFour: true }), "/proc/net/tcp", sockets);
        Match(requests.Where(r => r.IsTcp && !sockets.ContainsKey(r)), "/proc/net/tcp6", sockets);
        Match(requests.Where(r => r is { IsTcp: false, Local.IsFour: true }), "/proc/net/udp", sockets);
        Match(requests.Where(r => !r.IsTcp && !sockets.ContainsKey(r)), "/proc/net/udp6", sockets);
        var holders = sockets.Count == 0 ? [] : Holders([.. sockets.Values.SelectMany(s => s)], withOwn);
        var known = new Dictionary<int, (ulong Started, RunningProcess Process)?>();
        var senders = new Dictionary<SenderRequest, SendingProcess>();
        foreach (var (request, numbers) in sockets)
        {
            if (Name(numbers.SelectMany(n => holders.GetValueOrDefault(n) ?? []), known) is { } sender)
            {
                senders.Add(request, sender);
            }
        }

        return senders;
    }

    static void Match(IEnumerable<SenderRequest> requests, string table, Dictionary<SenderRequest, IReadOnlyList<ulong>> sockets)
    {
        var byPort = requests.ToLookup(r => r.Local.Port);
        if (byPort.Count == 0)
        {
            return;
        }

        var rows = new List<SocketRow>();
        SocketRow.Read(ProcessFiles.Read(table, LongestTable), rows);
        foreach (var (request, fitting) in rows.SelectMany(row => byPort[row.Local.Port].Select(r => (r, Row: row, Fit: r.Fit(row))))
            .Where(m => m.Fit > 0).GroupBy(m => m.r, (r, all) => (r, all.ToList())))
        {
            var best = fitting.Max(m => m.Fit);
            sockets.Add(request, [.. fitting.Where(m => m.Fit == best).Select(m => m.Row.Number).Distinct()]);
        }
    }

    /// <summary>The processes that hold each of these sockets, by the socket's number.</summary>
    static Dictionary<ulong, List<(int Pid, string Folder)>> Holders(HashSet<ulong> wanted, bool withOwn)
    {
        var holders = new Dictionary<ulong, List<(int, string)>>();
        foreach (var (pid, folder) in ProcessTable.Ours(withOwn))
        {
            var descriptors = $"{folder}/fd";
            foreach (var descriptor in ProcessFiles.Numbers(descriptors, MostDescriptors))
            {
                if (ProcessFiles.Socket(descriptors, descriptor) is { } number && wanted.Contains(number))
                {
                    var list = holders.TryGetValue(number, out var found) ? found : holders[number] = [];
                    if (list.Count < MostHolders && (list.Count == 0 || list[^1].Item1 != pid))
                    {
                        list.Add((pid, folder));
                    }
                }
            }
        }

        return holders;
    }

    static SendingProcess? Name(IEnumerable<(int Pid, string Folder)> holders, Dictionary<int, (ulong Started, RunningProcess Process)?> known)
    {
        var all = holders.Distinct().Select(h => Know(h.Pid, h.Folder, known)).OfType<(ulong Started, RunningProcess Process)>()
            .OrderBy(p => p.Started).ThenBy(p => p.Process.OuterPid).Select(p => p.Process).ToList();
        return all is [var first, .. var others] ? new(first.Pid, first.OuterPid, first.Executable, first.CommandLine, others) : null;
    }

    static (ulong, RunningProcess)? Know(int pid, string folder, Dictionary<int, (ulong Started, RunningProcess Process)?> known)
    {
        if (!known.TryGetValue(pid, out var fact))
        {
            fact = ProcessTable.Describe(pid, folder) is { } process ? (ProcessTable.Started(folder), process) : null;
            known.Add(pid, fact);
        }

        return fact;
    }
}
