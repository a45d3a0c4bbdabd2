using System.Collections.Concurrent;
using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>Finds the protocols that are spoken at an endpoint. Any thread may use it.</summary>
/// <remarks>Cost: one look at what is known of the host; a capture has few hosts, and most of them no protocol.</remarks>
sealed class Endpoints(IEnumerable<Protocol> protocols)
{
    const int MostHosts = 10_000;
    readonly Protocol[] protocols = [.. protocols.OrderBy(p => p.ImportedFrom.Length > 0)];
    readonly Protocol[] stored = [.. protocols.Where(p => p.IsStored)];
    readonly ConcurrentDictionary<string, (Protocol Protocol, ProtocolEndpoint[] Endpoints)[]> byHost = new(StringComparer.Ordinal);
    int hosts;

    /// <summary>Whether any file was translated from elsewhere.</summary>
    public bool HasImported => protocols.Length > 0 && protocols[^1].ImportedFrom.Length > 0;

    /// <summary>The protocols of the endpoint that an exchange goes to, in the order of their files; those that were translated come last.</summary>
    public IEnumerable<Protocol> Of(Exchange exchange)
    {
        if (exchange.Kind.IsWrittenDown())
        {
            foreach (var protocol in stored)
            {
                yield return protocol;
            }

            yield break;
        }

        foreach (var (protocol, endpoints) in At(exchange.Host))
        {
            if (IsAny(endpoints, exchange))
            {
                yield return protocol;
            }
        }
    }

    static bool IsAny(ProtocolEndpoint[] endpoints, Exchange exchange)
    {
        foreach (var endpoint in endpoints)
        {
            if (endpoint.MatchAtHost(exchange) is not null)
            {
                return true;
            }
        }

        return false;
    }

    (Protocol Protocol, ProtocolEndpoint[] Endpoints)[] At(string host)
    {
        if (!byHost.TryGetValue(host, out var found))
        {
            found = Find(host);
            if (Volatile.Read(ref hosts) < MostHosts && byHost.TryAdd(host, found))
            {
                Interlocked.Increment(ref hosts);
            }
        }

        return found;
    }

    (Protocol Protocol, ProtocolEndpoint[] Endpoints)[] Find(string host)
    {
        // Some senders have a host for each customer, so even this is no rare question.
        List<(Protocol, ProtocolEndpoint[])>? found = null;
        foreach (var protocol in protocols)
        {
            List<ProtocolEndpoint>? endpoints = null;
            for (var i = 0; i < protocol.Endpoints.Count; i++)
            {
                if (protocol.Endpoints[i].HasHost(host))
                {
                    (endpoints ??= []).Add(protocol.Endpoints[i]);
                }
            }

            if (endpoints is not null)
            {
                (found ??= []).Add((protocol, [.. endpoints]));
            }
        }

        return found is null ? [] : [.. found];
    }
}
