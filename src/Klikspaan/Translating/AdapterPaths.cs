using System.Text.RegularExpressions;

namespace Klikspaan.Translating;

/// <summary>Follows the steps of an adapter, and finds for each of its paths where that value stands by ours.</summary>
sealed class AdapterPaths
{
    const int MostSteps = 100;
    const int MostEntries = 5000;
    const int MostOrders = 64;
    const int MostSegments = 40;
    const int MostDescents = 2;
    readonly Adapter adapter;
    readonly DecodingState state = DecodingState.Begin();
    readonly DecodingVerbs verbs;

    /// <summary>Follows the steps.</summary>
    public AdapterPaths(Adapter adapter)
    {
        (this.adapter, verbs) = (adapter, new(Orders));
        var steps = adapter.List("steps");
        if (steps.Count > MostSteps)
        {
            adapter.Report(steps[MostSteps], $"at most {MostSteps} steps are followed");
        }

        foreach (var step in steps.Take(MostSteps))
        {
            Step(step);
        }
    }

    static string TooMuch => $"it leads deeper than {MostSegments} segments, down more than {MostDescents} times, or by a name with more than one *";

    /// <summary>What has to be opened, in the order of the steps.</summary>
    public List<(string Path, IReadOnlyList<string> Steps)> Orders { get; } = [];

    /// <summary>How many paths lead nowhere, because no step makes what they speak of.</summary>
    public int Unreached { get; private set; }

    /// <summary>What is said of each path, the most exact first.</summary>
    public List<AdapterEntry> Entries()
    {
        var entries = new Dictionary<string, AdapterEntry>(StringComparer.Ordinal);
        var properties = adapter.Node.Member("props");
        if (properties is not { IsObject: true })
        {
            adapter.Report(properties ?? adapter.Node, "'props' must be an object");
            return [];
        }

        for (var i = 0; i < properties.Names.Count; i++)
        {
            var paths = properties.Items[i];
            if (!paths.IsList)
            {
                adapter.Report(paths, "a property must be a list of paths");
            }

            foreach (var path in paths.Items)
            {
                if (entries.Count == MostEntries)
                {
                    adapter.Report(path, $"at most {MostEntries} paths are translated of one adapter");
                    return [];
                }

                Path(properties.Names[i], path, entries);
            }
        }

        if (Orders.Count > MostOrders)
        {
            adapter.Report(adapter.Node, $"more than {MostOrders} layers would have to be opened for it");
        }

        return [.. entries.Values.OrderByDescending(e => e.IsTested).ThenByDescending(e => e.Place.Segments.Length).ThenBy(e => e.Place.Segments.Count(s => s.Contains('*', StringComparison.Ordinal)))];
    }

    void Step(JsonText step)
    {
        var verb = adapter.Required(step, "function");
        if (verb.Length > 0 && !DecodingVerbs.All.Contains(verb))
        {
            adapter.Report(step.Member("function")!, $"'{verb}' is no step that is known; known are {string.Join(", ", DecodingVerbs.All)}");
            return;
        }

        var isMap = step.Member("mapInput") is not null;
        var input = Tokens(step, isMap ? "mapInput" : "input");
        var output = adapter.Required(step, "output").Split('.');
        var options = step.Member("options");
        var property = verb == "getProperty" ? options is null ? Missing(step) : Tokens(options, "path") : [];
        var separator = verb == "split" && options is not null ? adapter.Required(options, "separator") : "";
        if (verb == "split" && separator.Length == 0)
        {
            adapter.Report(step, "'split' needs a separator");
            return;
        }

        if (input is null || property is null)
        {
            return;
        }

        // A list of several places exists only where a value counts as a list of one; both ways lead to the same variable then.
        foreach (var place in state.Get(input).Take(1))
        {
            if (!IsTame(place))
            {
                adapter.Report(step, TooMuch);
                return;
            }

            var many = input.Any(t => t.IsMany) && place.Lists == 0 ? place with { Lists = 1 } : place;
            foreach (var made in isMap ? Mapped(verb, many, property, separator) : verbs.Apply(verb, many, property, separator).Take(1))
            {
                state.Set(output, made);
            }
        }
    }

    /// <summary>The verb for each element: the result is a list again.</summary>
    IEnumerable<DecodedPlace> Mapped(string verb, DecodedPlace list, List<PathToken> property, string separator) =>
        list.Find([new(PathTokenKind.Any)]).Take(1)
            .SelectMany(e => verbs.Apply(verb, e, property, separator)).Take(1)
            .Select(p => p with { Lists = p.Lists + 1 });

    void Path(string property, JsonText path, Dictionary<string, AdapterEntry> entries)
    {
        var context = adapter.Required(path, "c");
        var (only, onlyText) = Filter(path, "o");
        var (not, notText) = Filter(path, "n");
        only = onlyText is null ? only : $"^{Regex.Escape(onlyText)}\\z";
        if (Tokens(path, "p") is not { } tokens)
        {
            return;
        }

        if (context is not ("header" or "cookie" or "path" or "query" or "body"))
        {
            adapter.Report(path, $"'{context}' is no part of a request that is known");
            return;
        }

        var places = state.Get([new(PathTokenKind.Name, "res"), new(PathTokenKind.Name, context), .. tokens]);
        Unreached += places.Count == 0 ? 1 : 0;
        foreach (var place in places.Where(p => p.Lists == 0))
        {
            if (!IsTame(place))
            {
                adapter.Report(path.Member("p")!, TooMuch);
                continue;
            }

            if (place.Where.Any(w => w.Depth >= place.Segments.Length))
            {
                adapter.Report(path.Member("p")!, "a condition on members must be followed by the member that is meant");
                continue;
            }

            verbs.Take(place);
            var entry = new AdapterEntry(place, only ?? place.Only, not ?? place.Not);
            entry = entries.TryGetValue(entry.Key, out var known) ? known : entries[entry.Key] = entry;
            var says = (property, $"{context}:{path.Member("p")!.Text}", adapter.Required(path, "r"));
            if (!entry.Says.Contains(says))
            {
                entry.Says.Add(says);
            }

            if (notText is not null)
            {
                entry.Placeholders.Add(notText);
            }
        }
    }

    /// <summary>Whether a pattern takes little time to match: it can be as long as the file likes, and what it is matched with, too.</summary>
    static bool IsTame(DecodedPlace place) =>
        place.Segments.Length <= MostSegments && place.Segments.Count(s => s == "**") <= MostDescents
        && place.Segments.All(s => s is "*" or "**" || s.AsSpan().Count('*') <= 1);

    /// <summary>A condition on a value: an expression, or a text that it must equal.</summary>
    (string? Pattern, string? Text) Filter(JsonText path, string name)
    {
        var text = adapter.Optional(path, name);
        if (text.Length == 0 || text[0] != '/')
        {
            return (null, text.Length == 0 ? null : text);
        }

        var pattern = ScriptPattern.Translate(text);
        if (pattern is null)
        {
            adapter.Report(path.Member(name)!, $"'{text}' is no regular expression that can be used here");
        }

        return (pattern, null);
    }

    List<PathToken>? Tokens(JsonText of, string name)
    {
        var text = adapter.Required(of, name);
        var tokens = text.Length == 0 ? null : DataPath.Parse(text);
        if (text.Length > 0 && tokens is null)
        {
            adapter.Report(of.Member(name)!, $"'{text}' is a path of a form that is not known");
        }

        return tokens;
    }

    List<PathToken>? Missing(JsonText step)
    {
        adapter.Report(step, "'options' is missing");
        return null;
    }
}
