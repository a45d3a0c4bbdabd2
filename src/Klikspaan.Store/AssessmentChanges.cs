using System.Text.Json;

namespace Klikspaan.Store;

/// <summary>What changed between two assessments, in words.</summary>
public static class AssessmentChanges
{
    /// <summary>The changes: findings that came and went, risks and verdicts that are otherwise. A file that is no assessment gives one sentence that says so.</summary>
    /// <param name="before">An assessment as JSON.</param>
    /// <param name="after">A later one.</param>
    public static IEnumerable<string> Between(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        try
        {
            using var old = JsonDocument.Parse(before);
            using var now = JsonDocument.Parse(after);
            return
            [
                .. Compare(old, now, "verdicts", v => $"{Text(v, "product")} on {Text(v, "platform")}", v => $"{Text(v, "verdict")} ({Text(v, "state")}){Given("if", Texts(v, "conditions"))}", "verdict"),
                .. Compare(old, now, "risks", r => $"{Text(r, "id")} for {Text(r, "product")} on {Text(r, "platform")}", r => $"{Text(r, "level")}, with measures {Text(r, "residual")}{Given("if", Measures(r))}", "risk"),
                .. Compare(old, now, "findings", f => $"{Text(f, "id")} ({Text(f, "product")} on {Text(f, "platform")})", f => Text(f, "set_aside").Length > 0 ? "set aside" : "there", "finding"),
            ];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return ["the last assessment cannot be read, and was not compared"];
        }
    }

    static IEnumerable<string> Compare(JsonDocument old, JsonDocument now, string list, Func<JsonElement, string> name, Func<JsonElement, string> said, string what)
    {
        var (before, after) = (Read(old, list, name, said), Read(now, list, name, said));
        foreach (var (key, value) in after)
        {
            if (!before.TryGetValue(key, out var was))
            {
                yield return $"new {what}: {key}: {value}";
            }
            else if (was != value)
            {
                yield return $"{what} {key}: {was} before, {value} now";
            }
        }

        foreach (var (key, value) in before.Where(b => !after.ContainsKey(b.Key)))
        {
            yield return $"{what} that is gone: {key}: {value}";
        }
    }

    static SortedDictionary<string, string> Read(JsonDocument document, string list, Func<JsonElement, string> name, Func<JsonElement, string> said)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var each in document.RootElement.GetProperty(list).EnumerateArray())
        {
            all[name(each)] = said(each);
        }

        return all;
    }

    static string Given(string word, IEnumerable<string> texts) => string.Join(", ", texts) is { Length: > 0 } text ? $", {word} {text}" : "";

    /// <summary>The measures that a rating rests on, with what is known of each.</summary>
    static IEnumerable<string> Measures(JsonElement risk)
    {
        var on = Texts(risk, "conditional_on").ToHashSet(StringComparer.Ordinal);
        return risk.GetProperty("measures").EnumerateArray().Where(m => on.Contains(Text(m, "id"))).Select(m => $"{Text(m, "id")} ({Text(m, "state")}, {(m.GetProperty("verified").GetBoolean() ? "verified" : "not verified")}{(Text(m, "owner").Length > 0 ? $", {Text(m, "owner")}" : "")})");
    }

    static IEnumerable<string> Texts(JsonElement element, string key) => element.GetProperty(key).EnumerateArray().Select(t => t.GetString() ?? "");

    static string Text(JsonElement element, string key) => element.GetProperty(key).GetString() ?? "";
}
