using System.Text.RegularExpressions;

namespace Klikspaan.Translating;

/// <summary>Conditions in a JSONPath: <c>[?(@.type === 'a' &amp;&amp; @property.match(/b/))]</c>. They are text; nothing of them is run.</summary>
sealed partial record PathFilter
{
    const int MostConditions = 8;

    /// <summary>The one name that a member must have; null when it may have others.</summary>
    public string? Name { get; private init; }

    /// <summary>What the name must begin with.</summary>
    public string NameBegins { get; private init; } = "";

    /// <summary>What the name must match.</summary>
    public string? NameLike { get; private init; }

    /// <summary>What the value must match.</summary>
    public string? Only { get; private init; }

    /// <summary>What the value must not match.</summary>
    public string? Not { get; private init; }

    /// <summary>Members of the element that must have a value.</summary>
    public IReadOnlyList<(string Name, string Value)> Members { get; private init; } = [];

    /// <summary>Members of what holds the list that must have a value.</summary>
    public IReadOnlyList<(string Name, string Value)> Above { get; private init; } = [];

    /// <summary>Reads what stands between <c>?(</c> and <c>)</c>; null when it is of another form.</summary>
    public static PathFilter? Parse(string text)
    {
        PathFilter? filter = new();
        var conditions = text.Split("&&");
        foreach (var condition in conditions.Length > MostConditions ? [""] : conditions)
        {
            filter = filter?.With(condition.Trim());
        }

        return filter;
    }

    PathFilter? With(string text)
    {
        if (IsEqual().Match(text) is { Success: true } equals)
        {
            return Equal(equals.Groups["of"].Value, equals.Groups["key"].Value, equals.Groups["text"].Value);
        }

        if (Begins().Match(text) is { Success: true } begins)
        {
            var start = begins.Groups["text"].Value;
            return begins.Groups["of"].Value.Length > 0 ? this with { NameBegins = start } : this with { Only = "^" + Regex.Escape(start) };
        }

        return Like().Match(text) is { Success: true } like && ScriptPattern.Translate(like.Groups["re"].Value) is { } pattern
            ? Matching(like.Groups["no"].Length > 0, like.Groups["of"].Length > 0, pattern) : null;
    }

    PathFilter? Equal(string of, string key, string text) => of switch
    {
        "property" => key.Length == 0 ? this with { Name = text } : null,
        "parent" => key.Length > 0 ? this with { Above = [.. Above, (key, text)] } : null,
        _ => key.Length > 0 ? this with { Members = [.. Members, (key, text)] } : this with { Only = $"^{Regex.Escape(text)}\\z" },
    };

    PathFilter? Matching(bool isNot, bool isName, string pattern) => (isNot, isName) switch
    {
        (false, true) => this with { NameLike = pattern },
        (true, true) => null,
        (false, false) => this with { Only = pattern },
        _ => this with { Not = pattern },
    };

    [GeneratedRegex("""^@(?<of>property|parent)?(\.(?<key>[A-Za-z0-9_\-]+)|\[(?<key>[0-9]{1,7})\])?\s*===?\s*((?<q>['"])(?<text>[^'"]*)\k<q>|(?<text>[0-9]{1,15}))$""")]
    private static partial Regex IsEqual();

    [GeneratedRegex("""^@(?<of>property)?\.startsWith\((?<q>['"])(?<text>[^'"]*)\k<q>\)$""")]
    private static partial Regex Begins();

    [GeneratedRegex("""^(?<no>!)?@(?<of>property)?\.match\((?<re>/.+/[a-z]*)\)$""")]
    private static partial Regex Like();
}
