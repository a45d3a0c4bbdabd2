using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Klikspaan.Classifying;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>A list of planted values in YAML: in <c>dossier.yaml</c>, and one file a recording in <c>planted/</c>.</summary>
static class PlantedList
{
    /// <summary>Reads <c>planted:</c> of a file; mistakes are reported with their place.</summary>
    public static IReadOnlyList<PlantedValue> Read(YamlMap map)
    {
        var planted = map.Maps("planted").Select(Plant).ToList();
        foreach (var label in planted.GroupBy(p => p.Label).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            map.Report("planted", $"the label '{label}' is used twice");
        }

        return planted;
    }

    /// <summary>Reads a file that holds nothing else; all mistakes at once.</summary>
    public static IReadOnlyList<PlantedValue> Read(string name, ReadOnlyMemory<byte> bytes)
    {
        var problems = new List<KnowledgeProblem>();
        var map = YamlFile.Read(new(name, bytes), problems);
        var planted = map is null ? [] : Read(map);
        map?.Done();
        return problems.Count == 0 ? planted : throw new DossierException($"{name} has mistakes", problems);
    }

    /// <summary>Writes such a file. A JSON string is a YAML string.</summary>
    public static string Write(IEnumerable<PlantedValue> planted)
    {
        var text = new StringBuilder("# Invented for one recording and searched for in it alone.\nplanted:\n");
        foreach (var value in planted)
        {
            text.Append("  - label: ").Append(Quote(value.Label)).Append("\n    value: ").Append(Quote(value.Value)).Append("\n    kind: ").Append(Quote(value.Kind)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>SHA-256 over planted values: an index made with others is out of date.</summary>
    public static string Digest(IEnumerable<PlantedValue> planted) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', planted.Select(p => $"{p.Label}\0{p.Value}\0{p.Kind}{string.Concat(p.Context.Select(c => "\0" + c))}")))));

    /// <summary>The list of articles 9, 10 or 87 that the tester says a value is on; empty for none.</summary>
    internal static string ListOf(YamlMap map)
    {
        var list = map.Optional("list");
        if (list.Length > 0 && !PlantedValue.Lists.Contains(list))
        {
            map.Report("list", $"'list' must be one of {string.Join(", ", PlantedValue.Lists)}: special categories, criminal offences or national numbers, articles 9, 10 and 87 GDPR; found '{list}'");
        }

        return list;
    }

    /// <summary>What is said of a value such as <c>aaaaaa</c>.</summary>
    internal const string NotTelling = "a planted value needs at least 3 different letters or digits: one that repeats one or two stands anywhere, as filling, lines and zeros do, and would be found by accident";

    static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    static PlantedValue Plant(YamlMap map)
    {
        var planted = new PlantedValue(map.Required("label"), map.Required("value"), map.Optional("kind") is { Length: > 0 } kind ? kind : "text");
        if (!PlantedValue.Kinds.Contains(planted.Kind))
        {
            map.Report("kind", $"'{planted.Kind}' is no kind of planted value; the kinds are {string.Join(", ", PlantedValue.Kinds)}");
        }

        planted = planted with { List = ListOf(map) };
        planted = planted with { Context = [.. map.Texts("context").Select(c => PathShape.Normalise(c)).Where(c => c.Length > 0)] };
        if (planted.Value.Length > 0 && !PlantedSearch.IsLongEnough(planted.Value) && (planted.Context.Count == 0 || !PlantedSearch.IsLongEnoughInContext(planted.Value)))
        {
            map.Report("value", "a planted value needs at least 6 bytes, or it would be found by accident; one of 2 to 5 bytes needs 'context', the names of the fields in which alone it is looked for");
        }

        if (PlantedSearch.IsLongEnough(planted.Value) && !PlantedSearch.IsTelling(planted.Value))
        {
            map.Report("value", NotTelling);
        }

        if (planted.Context.Count > 0 && PlantedSearch.IsLongEnough(planted.Value))
        {
            map.Report("context", "'context' is for values of fewer than 6 bytes; this one is looked for anywhere");
        }

        map.Done();
        return planted;
    }
}
