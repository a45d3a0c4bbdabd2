using System.Globalization;

namespace Klikspaan.Knowledge;

/// <summary>Hosts, paths and methods at which a protocol is spoken.</summary>
/// <param name="Hosts">Host names; <c>*</c> for any text.</param>
/// <param name="Paths">Paths; <c>*</c> for one segment, <c>**</c> for any number.</param>
/// <param name="Methods">Methods; empty for any.</param>
public sealed record ProtocolEndpoint(IReadOnlyList<string> Hosts, IReadOnlyList<PathPattern> Paths, IReadOnlyList<string> Methods)
{
    /// <summary>What the address without its query must match, such as <c>https://host.example/v1/track</c>; null when host and path are enough.</summary>
    public TextPattern? Address { get; init; }

    /// <summary>What the request must hold; null when host and path are enough.</summary>
    public RequestCondition? Condition { get; init; }

    /// <summary>Whether an exchange goes to this endpoint.</summary>
    public bool IsMatch(Exchange exchange) => Match(exchange) is not null;

    /// <summary>Whether a host is one of these.</summary>
    internal bool HasHost(string host)
    {
        for (var i = 0; i < Hosts.Count; i++)
        {
            if (PathPattern.Segment(Hosts[i], host))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pattern that the path of an exchange to this endpoint matches; null when it goes elsewhere.</summary>
    public PathPattern? Match(Exchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        return HasHost(exchange.Host) ? MatchAtHost(exchange) : null;
    }

    /// <summary>The same for an exchange to one of its hosts.</summary>
    internal PathPattern? MatchAtHost(Exchange exchange)
    {
        var path = exchange.Path.Length > 1 ? exchange.Path.AsSpan().TrimEnd('/') : default;
        var segments = path.Count('/');
        for (var i = 0; i < Paths.Count; i++)
        {
            var pattern = Paths[i];
            if ((pattern.Matched == segments || pattern.Matched < 0) && pattern.IsMatch(path) && HasMethod(exchange.Method) && IsAddress(exchange) && Condition?.IsMatch(exchange) != false)
            {
                return pattern;
            }
        }

        return null;
    }

    /// <summary>Whether the address matches, with or without the slash at its end.</summary>
    bool IsAddress(Exchange exchange)
    {
        if (Address is null)
        {
            return true;
        }

        var port = exchange.Port is { } number ? string.Create(CultureInfo.InvariantCulture, $":{number}") : "";
        var address = $"{exchange.Scheme}://{exchange.Host}{port}{exchange.Path}";
        return Address.IsMatch(address) || (address.EndsWith('/') && Address.IsMatch(address[..^1]));
    }

    bool HasMethod(string method)
    {
        for (var i = 0; i < Methods.Count; i++)
        {
            if (Methods[i].Equals(method, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return Methods.Count == 0;
    }
}
