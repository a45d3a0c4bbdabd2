using System.Collections.Concurrent;
using Klikspaan.Knowledge;

namespace Klikspaan.Attributing;

/// <summary>Says who operates a host and on whose behalf it collected: from knowledge with a verified source, or not established.</summary>
/// <remarks>Cost: 0 % of the path: one look at what is known of a host, for each event that names another customer.</remarks>
public sealed class Attributor
{
    const int MostKnown = 10_000;
    readonly Dictionary<string, (Organisation Organisation, OperatedDomain Domain)> domains = new(StringComparer.Ordinal);
    readonly Dictionary<(string Protocol, string Key), (Organisation Organisation, AccountKey Key)> keys = [];
    readonly ConcurrentDictionary<string, Attribution> known = new(StringComparer.Ordinal);
    readonly PublicSuffixList suffixes;
    int hosts;

    /// <summary>Prepares the look-up; facts from uncertain sources are left out.</summary>
    public Attributor(KnowledgeBase knowledge)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        suffixes = knowledge.PublicSuffixes;
        foreach (var organisation in knowledge.Organisations)
        {
            foreach (var domain in organisation.Domains.Where(d => d.Source.IsVerified))
            {
                domains.TryAdd(domain.Domain, (organisation, domain));
            }

            foreach (var key in organisation.Keys.Where(k => k.Source.IsVerified))
            {
                keys.TryAdd((key.Protocol, key.Key), (organisation, key));
            }
        }
    }

    /// <summary>Attributes what was sent to <paramref name="host"/> in <paramref name="protocol"/> under <paramref name="accountKey"/> (empty when none was seen).</summary>
    public Attribution Attribute(string host, string protocol, string accountKey)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(accountKey);
        var operated = known.TryGetValue(host, out var attribution) ? attribution
            : Remember(host, Operated(host));
        return accountKey.Length > 0 && keys.TryGetValue((protocol, accountKey), out var key)
            ? operated with { OnBehalfOf = key.Organisation.Name, OnBehalfOfSource = $"recipients/{key.Organisation.Id}#{key.Key.Source.Id}" }
            : operated;
    }

    /// <summary>Counts here: to ask a concurrent dictionary for its count takes all of its locks.</summary>
    Attribution Remember(string host, Attribution attribution)
    {
        if (Volatile.Read(ref hosts) < MostKnown && known.TryAdd(host, attribution))
        {
            Interlocked.Increment(ref hosts);
        }

        return attribution;
    }

    Attribution Operated(string host)
    {
        var operated = Find(host);
        return new(
            operated.Organisation?.Name ?? Classification.NotEstablished,
            operated.Organisation is { } o ? $"recipients/{o.Id}#{operated.Domain.Source.Id}" : "",
            operated.Organisation?.Country is { Length: > 0 } country ? country : Classification.NotEstablished,
            Classification.NotEstablished,
            "",
            suffixes.RegistrableDomain(host) ?? "");
    }

    (Organisation Organisation, OperatedDomain Domain) Find(string host)
    {
        for (var at = 0; at >= 0 && at < host.Length; at = host.IndexOf('.', at) + 1)
        {
            if (domains.TryGetValue(host[at..], out var found))
            {
                return found;
            }

            if (host.IndexOf('.', at) < 0)
            {
                break;
            }
        }

        return default;
    }
}
