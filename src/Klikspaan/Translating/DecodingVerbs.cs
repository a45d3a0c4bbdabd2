using Klikspaan.Knowledge;

namespace Klikspaan.Translating;

/// <summary>The ten verbs of an adapter's steps, each as what it does to a place, and what has to be opened for it.</summary>
sealed class DecodingVerbs(List<(string Path, IReadOnlyList<string> Steps)> orders)
{
    /// <summary>Every verb.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["parseQueryString", "parseJson", "decodeBase64", "decodeUrl", "decodeProtobuf", "decodeJwt", "ensureArray", "getProperty", "gunzip", "split"];

    /// <summary>What a verb makes of a place; nothing when there is nothing to make.</summary>
    public IEnumerable<DecodedPlace> Apply(string verb, DecodedPlace place, IReadOnlyList<PathToken> property, string separator) => verb switch
    {
        "parseQueryString" => [ParseQueryString(place)],
        "parseJson" => [Open(place, DecodedForm.Tree, "json")],
        "decodeBase64" => [Add(place, "base64")],
        "decodeUrl" => [Add(place, "percent")],
        "gunzip" => [Add(place, "gzip")],
        "decodeProtobuf" => [Open(place, DecodedForm.Message, "protobuf")],
        "decodeJwt" => [Open(place, DecodedForm.Tree, "jwt-payload", "base64url", "json")],
        "ensureArray" => [place with { IsEnsured = true }],
        "getProperty" => place.Find(property).Select(p => property.Any(t => t.IsMany) ? p with { Lists = p.Lists + 1 } : p),
        "split" => [Open(place, DecodedForm.Tree, LayerOrder.Split + separator)],
        _ => [],
    };

    /// <summary>Orders what is still pending at a place where a value is taken.</summary>
    public void Take(DecodedPlace place)
    {
        if (!place.Pending.IsEmpty || place.IsWholePart)
        {
            Order(place, [.. place.Pending, "text"]);
        }
    }

    DecodedPlace ParseQueryString(DecodedPlace place)
    {
        if (place is { Part: MessagePart.Query, IsWholePart: true })
        {
            return place with { Form = DecodedForm.Form };
        }

        return place is { IsWholePart: true, Pending.IsEmpty: true } ? Open(place, DecodedForm.Form, "form") : Open(place, DecodedForm.Form, "query-of-url", "form");
    }

    static DecodedPlace Add(DecodedPlace place, string step) => place with { Pending = place.Pending.Add(step) };

    DecodedPlace Open(DecodedPlace place, DecodedForm form, params ReadOnlySpan<string> steps)
    {
        Order(place, [.. place.Pending, .. steps]);
        return place with { Form = form, Origin = place.Segments.Length, Pending = [], IsEnsured = false };
    }

    void Order(DecodedPlace place, IReadOnlyList<string> steps)
    {
        Add(place, steps);
        if (place is { Part: MessagePart.Content, IsWholePart: true } && steps[0] is "gzip" or "protobuf")
        {
            // Some exporters write each byte of a binary body as a character.
            Add(place, ["latin1", .. steps]);
        }
    }

    void Add(DecodedPlace place, IReadOnlyList<string> steps)
    {
        if (!orders.Exists(o => o.Path == place.Pattern && o.Steps.SequenceEqual(steps)))
        {
            orders.Add((place.Pattern, steps));
        }
    }
}
