using System.Text;

namespace Klikspaan.Knowledge;

/// <summary>What a request to an endpoint must hold, where one endpoint takes requests of more than one form.</summary>
/// <param name="Begins">Texts of which the content must begin with one; empty for any.</param>
/// <param name="BeginsNot">Texts of which the content must begin with none.</param>
/// <param name="Holds">Texts of which the content must hold one; empty for any.</param>
/// <param name="Has">Parts that must be there.</param>
public sealed record RequestCondition(IReadOnlyList<string> Begins, IReadOnlyList<string> BeginsNot, IReadOnlyList<string> Holds, IReadOnlyList<MessagePart> Has)
{
    internal static RequestCondition? Read(YamlMap map)
    {
        var has = new List<MessagePart>();
        foreach (var name in map.Texts("has"))
        {
            if (PathPattern.PartOf(name) is { } part)
            {
                has.Add(part);
            }
            else
            {
                map.Report("has", $"'{name}' must be a part of a request, such as query or content");
            }
        }

        var condition = new RequestCondition(map.Texts("content_begins"), map.Texts("content_begins_not"), map.Texts("content_holds"), has);
        return condition is { Begins.Count: 0, BeginsNot.Count: 0, Holds.Count: 0, Has.Count: 0 } ? null : condition;
    }

    /// <summary>Whether a request is so.</summary>
    public bool IsMatch(Exchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ReadOnlySpan<byte> content = default;
        foreach (var excerpt in exchange.Excerpts)
        {
            if (excerpt is { Part: MessagePart.Content, Path: "" })
            {
                content = excerpt.Bytes.Span;
            }
        }

        return (Begins.Count == 0 || Any(Begins, content, isBegin: true)) && !Any(BeginsNot, content, isBegin: true)
            && (Holds.Count == 0 || Any(Holds, content, isBegin: false)) && HasAll(exchange);
    }

    bool HasAll(Exchange exchange) => Has.Count == 0 || Has.All(p => exchange.Excerpts.Any(e => e.Part == p));

    static bool Any(IReadOnlyList<string> texts, ReadOnlySpan<byte> content, bool isBegin)
    {
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            if (isBegin ? content.StartsWith(bytes) : content.IndexOf(bytes) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
