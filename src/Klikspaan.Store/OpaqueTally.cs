using Klikspaan.Decoding;

namespace Klikspaan.Store;

/// <summary>Counts what was not opened, by where it stood and what it looks like.</summary>
/// <param name="most">Most groups that are told apart; what comes after them is counted together.</param>
sealed class OpaqueTally(int most)
{
    const int Shown = 16;
    readonly Dictionary<(string Host, string Path, string Looks), OpaqueGroup> groups = [];

    /// <summary>The groups, the largest first.</summary>
    public IEnumerable<OpaqueGroup> Groups => groups.Values.OrderByDescending(g => g.Bytes)
        .ThenBy(g => g.Host, StringComparer.Ordinal).ThenBy(g => g.Path, StringComparer.Ordinal).ThenBy(g => g.Looks, StringComparer.Ordinal);

    /// <summary>Counts what one exchange sent.</summary>
    public void Add(string capture, Observation observation)
    {
        if (observation is not { Exchange: { } exchange, Decoded: { } decoded } || !exchange.Kind.IsSent())
        {
            return;
        }

        for (var i = 0; i < decoded.Items.Count; i++)
        {
            var item = decoded.Items[i];
            if (CoverageCount.IsOpaque(item))
            {
                var group = Find(exchange.Host, observation.AttributionOf(item).Operator, $"{item.Part.Name()}:{item.Shape}", Likeness.Of(item.Value.Span), () => item.Locate(capture, observation.Number).ToString());
                group.Add(CoverageCount.BytesOf(item), item.Value.Span[..Math.Min(item.Value.Length, Shown)], observation.Classifications[i].IsSecret);
            }
        }

        if (exchange.BytesUnread > 0)
        {
            Find(exchange.Host, observation.Attribution.Operator, "whole:", "lost by the recorder, or beyond a limit", () => new Locator(capture, exchange.Number, MessagePart.Whole, "", exchange.Offset, exchange.Length, "").ToString())
                .Add(exchange.BytesUnread, [], false);
        }
    }

    OpaqueGroup Find(string host, string name, string path, string looks, Func<string> first)
    {
        var key = (host, path, looks);
        if (groups.TryGetValue(key, out var group))
        {
            return group;
        }

        if (groups.Count >= most)
        {
            (name, key) = (Classification.NotEstablished, ("", "", $"further groups than the {most} that are listed"));
            if (groups.TryGetValue(key, out group))
            {
                return group;
            }
        }

        return groups[key] = new(key.host, name, key.path, key.looks, first());
    }
}
