using System.Text;
using System.Text.RegularExpressions;
using Klikspaan.Knowledge;

namespace Klikspaan.Recording.Planting;

/// <summary>A persona as YAML, in the shape of <c>planted</c> in <c>dossier.yaml</c>.</summary>
static partial class PersonaFile
{
    /// <summary>Writes the values as the list <c>planted</c>.</summary>
    public static string Write(IReadOnlyList<PlantedValue> values)
    {
        var text = new StringBuilder("planted:\n");
        foreach (var value in values)
        {
            text.Append("  - label: ").Append(Quote(value.Label)).Append("\n    value: ").Append(Quote(value.Value))
                .Append("\n    kind: ").Append(Quote(value.Kind)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads a persona from the list <c>planted</c>; null, and problems, when a value is missing or could not be planted.</summary>
    public static Persona? Read(KnowledgeFile source, List<KnowledgeProblem> problems)
    {
        var before = problems.Count;
        if (YamlFile.Read(source, problems) is not { } map)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.Maps("planted"))
        {
            Take(entry, values);
        }

        foreach (var (label, _) in Persona.Labels.Where(l => !values.ContainsKey(l.Label)))
        {
            map.Report("planted", $"the value '{label}' is missing");
        }

        map.Done();
        if (problems.Count == before && !values["work-folder"].StartsWith(values["home"] + "/", StringComparison.Ordinal))
        {
            map.Report("planted", "the value 'work-folder' must stand below 'home'");
        }

        return problems.Count == before ? Make(values) : null;
    }

    static void Take(YamlMap entry, Dictionary<string, string> values)
    {
        var (label, value) = (entry.Required("label"), entry.Required("value"));
        entry.Optional("kind");
        if (!Shapes.TryGetValue(label, out var shape))
        {
            entry.Report("label", $"'{label}' is no value of a persona; known are {string.Join(", ", Shapes.Keys)}");
        }
        else if (!values.TryAdd(label, value))
        {
            entry.Report("label", $"the label '{label}' is used twice");
        }
        else if (value.Length < 8 || !shape.IsMatch(value))
        {
            // It is written into files of the system, where a colon or a line end would make another account.
            entry.Report("value", $"the value '{label}' cannot be planted: it needs at least 8 bytes and must match {shape}");
        }

        entry.Done();
    }

    static Persona Make(Dictionary<string, string> values) => new()
    {
        User = values["user"], Host = values["host"], FullName = values["full-name"], Mac = values["mac"], MachineId = values["machine-id"],
        Home = values["home"], WorkFolder = values["work-folder"], GitName = values["git-name"], GitEmail = values["git-email"],
        GitRemote = values["git-remote"],
    };

    static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    static readonly Dictionary<string, Regex> Shapes = new(StringComparer.Ordinal)
    {
        ["user"] = UserShape(), ["host"] = HostShape(), ["full-name"] = NameShape(), ["mac"] = MacShape(), ["machine-id"] = MachineIdShape(),
        ["home"] = PathShape(), ["work-folder"] = PathShape(), ["git-name"] = NameShape(), ["git-email"] = EmailShape(), ["git-remote"] = RemoteShape(),
    };

    [GeneratedRegex(@"^[a-z_][a-z0-9_-]{0,31}\z")]
    private static partial Regex UserShape();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]\z")]
    private static partial Regex HostShape();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z. -]{0,99}\z")]
    private static partial Regex NameShape();

    [GeneratedRegex(@"^[0-9a-f][26ae](:[0-9a-f]{2}){5}\z")]
    private static partial Regex MacShape();

    [GeneratedRegex(@"^[0-9a-f]{32}\z")]
    private static partial Regex MachineIdShape();

    [GeneratedRegex(@"^/home(/[A-Za-z0-9_][A-Za-z0-9_-]{0,63}){1,4}\z")]
    private static partial Regex PathShape();

    [GeneratedRegex(@"^[a-z0-9.]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,4}\z")]
    private static partial Regex EmailShape();

    [GeneratedRegex(@"^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,4}(/[A-Za-z0-9_-]{1,63}){2}\z")]
    private static partial Regex RemoteShape();
}
