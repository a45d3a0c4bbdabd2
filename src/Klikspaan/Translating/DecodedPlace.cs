using System.Collections.Immutable;
using System.Globalization;

namespace Klikspaan.Translating;

/// <summary>Where a value of a request stands by our paths, after the steps of an adapter.</summary>
/// <param name="Part">The part of the request.</param>
/// <param name="Segments">The path, as a pattern.</param>
/// <param name="Form">How values stand there.</param>
sealed record DecodedPlace(MessagePart Part, ImmutableArray<string> Segments, DecodedForm Form)
{
    /// <summary>Where the form or message begins, in segments.</summary>
    public int Origin { get; init; }

    /// <summary>Steps that were taken since, and not yet ordered.</summary>
    public ImmutableArray<string> Pending { get; init; } = [];

    /// <summary>How many lists stand around it that the adapter made itself, and that are none in the request.</summary>
    public int Lists { get; init; }

    /// <summary>Whether a value that is no list counts as a list of one.</summary>
    public bool IsEnsured { get; init; }

    /// <summary>What must hold: how many segments lead to what holds it, the pointer from there, and the value.</summary>
    public ImmutableArray<(int Depth, string Pointer, string Value)> Where { get; init; } = [];

    /// <summary>What the name of the last segment must match.</summary>
    public string? Named { get; init; }

    /// <summary>What the value must match.</summary>
    public string? Only { get; init; }

    /// <summary>What the value must not match.</summary>
    public string? Not { get; init; }

    /// <summary>Whether it is a part as it was sent.</summary>
    public bool IsWholePart => Segments.IsEmpty && Form == DecodedForm.Text;

    /// <summary>The pattern of its path.</summary>
    public string Pattern => $"{Part.Name()}:{string.Concat(Segments.Select(s => "/" + s))}";

    /// <summary>Where a path leads from here; nothing when it leads nowhere.</summary>
    public IEnumerable<DecodedPlace> Find(IReadOnlyList<PathToken> tokens)
    {
        IEnumerable<DecodedPlace> places = [this];
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            places = places.SelectMany(p => p.Go(token));
        }

        return places;
    }

    IEnumerable<DecodedPlace> Go(PathToken token)
    {
        if (Lists > 0)
        {
            // Of a list that the adapter made only all elements have a path here.
            return token.Kind is PathTokenKind.Any or PathTokenKind.Index ? [this with { Lists = Lists - 1 }] : [];
        }

        // What has no pieces yet has none to go to; neither has a value of a form but by brackets.
        return Form == DecodedForm.Text ? [] : token.Kind switch
        {
            PathTokenKind.Name => [Member(token.Name)],
            PathTokenKind.Index => [Form == DecodedForm.Tree ? Add(token.Index.ToString(CultureInfo.InvariantCulture)) : Member(token.Name)],
            PathTokenKind.Any => IsEnsured && Form != DecodedForm.Message ? [Add("*"), this with { IsEnsured = false }] : [Add("*")],
            PathTokenKind.Descend => [Add("**")],
            _ => [Filtered(token.Filter!)],
        };
    }

    DecodedPlace Add(string segment) => this with { Segments = Segments.Add(segment), IsEnsured = false };

    DecodedPlace Member(string name)
    {
        var segment = ItemPath.Escape(Part == MessagePart.Header && Segments.IsEmpty ? name.ToLowerInvariant() : name);
        if (Form == DecodedForm.Form && Segments.Length > Origin)
        {
            return this with { Segments = Segments.SetItem(Segments.Length - 1, $"{Segments[^1]}[{segment}]") };
        }

        return Form == DecodedForm.Message && Segments.Length > Origin && Segments[^1] != "*" ? Add("*").Add(segment) : Add(segment);
    }

    DecodedPlace Filtered(PathFilter filter)
    {
        var segment = filter.Name is { } name ? ItemPath.Escape(name) : filter.NameBegins.Length > 0 ? ItemPath.Escape(filter.NameBegins) + "*" : "*";
        var place = Add(segment);
        var depth = place.Segments.Length;
        return place with
        {
            Where = Where.AddRange(filter.Members.Select(m => (depth, m.Name, m.Value))).AddRange(filter.Above.Select(m => (Math.Max(0, depth - 2), m.Name, m.Value))),
            Named = filter.NameLike,
            Only = filter.Only,
            Not = filter.Not,
        };
    }
}
