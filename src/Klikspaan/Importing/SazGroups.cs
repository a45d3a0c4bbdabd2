using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>
/// Puts the files of a session together, which may stand apart: of requests all is held until their session is complete, within bounds,
/// and of all else next to nothing.
/// </summary>
sealed class SazGroups(Limits limits)
{
    /// <summary>Most sessions that are waited for.</summary>
    public const int Most = 10_000;

    readonly LinkedList<SazSession> waiting = [];
    readonly Dictionary<long, LinkedListNode<SazSession>> byNumber = [];
    readonly SazTunnels tunnels = new(limits);
    int numbers, apart;
    long held, last = -1;
    ZippedFile? firstApart;
    bool isForced;

    /// <summary>Takes the next file; gives the entries that are complete.</summary>
    public IEnumerable<CaptureEntry> Take(ZippedFile file)
    {
        if (file.Head is null)
        {
            yield return new(0, file.Offset, file.Length, default, EntryKind.Broken, file.Fault);
            yield break;
        }

        var name = SazName.Read(file.Head.Name);
        if (name?.Session != last && byNumber.TryGetValue(last, out var before) && before.Value.IsComplete && Flush(before) is { } complete)
        {
            yield return complete;
        }

        last = name?.Session ?? -1;
        if (file.Fault is { Kind: "cut" })
        {
            yield return new(0, file.Offset, file.Length, default, EntryKind.Broken, file.Fault);
            yield break;
        }

        if (name is not { } known)
        {
            // Folders, the list of types and the index say what the sessions say, for a person.
            if (!IsKnown(file.Head.Name))
            {
                yield return new(0, file.Offset, file.Length, default, EntryKind.Broken, new("saz", "a file of a session, by its name in the folder raw", "a file with another name; it was not read"));
            }

            yield break;
        }

        Add(file, known);
        while ((held > limits.EntryBytes || waiting.Count > Most) && waiting.Count > 1)
        {
            isForced = true;
            if (Flush(waiting.First!) is { } forced)
            {
                yield return forced;
            }
        }
    }

    /// <summary>The sessions that are still waited for, and what is missing.</summary>
    public IEnumerable<CaptureEntry> Finish(bool wasCut)
    {
        while (waiting.First is { } first)
        {
            var isRest = first.Value is { Request: null, HasUnread: false } && (isForced || wasCut);
            apart += isRest && isForced ? 1 : 0;
            firstApart ??= isRest ? first.Value.First : null;
            if (isRest)
            {
                Forget(first);
            }
            else if (Flush(first) is { } entry)
            {
                yield return entry;
            }
        }

        foreach (var session in tunnels.Unused())
        {
            yield return session.Finish(++numbers);
        }

        if (apart > 0)
        {
            yield return new(0, firstApart!.Offset, firstApart.Length, default, EntryKind.Broken, new(
                "limit", string.Create(CultureInfo.InvariantCulture, $"the files of a session within {Most} sessions, and {limits.EntryBytes} bytes of requests, of each other"), string.Create(CultureInfo.InvariantCulture, $"{apart} sessions of which they are further apart; what they say besides the request was not read")));
        }
    }

    static bool IsKnown(string name) => name.EndsWith('/') || name.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase) || name.StartsWith("_index.htm", StringComparison.OrdinalIgnoreCase);

    void Add(ZippedFile file, SazName name)
    {
        if (!byNumber.TryGetValue(name.Session, out var node))
        {
            node = waiting.AddLast(new SazSession(name.Session, limits));
            byNumber.Add(name.Session, node);
        }

        held -= node.Value.Held;
        node.Value.Take(file, name.Kind);
        held += node.Value.Held;
    }

    CaptureEntry? Flush(LinkedListNode<SazSession> node)
    {
        Forget(node);
        return tunnels.Keeps(node.Value) ? null : node.Value.Finish(++numbers);
    }

    void Forget(LinkedListNode<SazSession> node)
    {
        waiting.Remove(node);
        byNumber.Remove(node.Value.Number);
        held -= node.Value.Held;
    }
}
