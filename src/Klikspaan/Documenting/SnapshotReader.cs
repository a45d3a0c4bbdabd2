using System.Globalization;
using System.Text;
using System.Text.Json;
using Klikspaan.Knowledge;

namespace Klikspaan.Documenting;

/// <summary>Reads a snapshot: the head as YAML, then the list line by line, so that a long one is never held as a whole. Mistakes are told with their line.</summary>
/// <param name="stream">The file.</param>
/// <param name="name">Its name, for messages.</param>
/// <param name="problems">Where mistakes are told.</param>
public sealed class SnapshotReader(Stream stream, string name, List<KnowledgeProblem> problems)
{
    const int MostHead = 1 << 20, MostLine = 1 << 20, MostProblems = 100;
    const long MostFile = 1L << 30;
    readonly TextLines lines = new(stream, MostLine, MostFile);
    readonly HashSet<string> names = new(StringComparer.Ordinal);
    bool hasList;
    SnapshotCounts counts;

    /// <summary>What could not be read of the source, as the head lists it.</summary>
    public IReadOnlyList<UnreadLine> Unread { get; private set; } = [];

    /// <summary>Reads the head; null, with mistakes told, where it is none.</summary>
    public SnapshotHead? ReadHead()
    {
        var head = new StringBuilder();
        var isWhole = false;
        while (head.Length <= MostHead && lines.Read() is { } line)
        {
            hasList = line.TrimEnd() is "list:";
            if (hasList || line.TrimEnd() is "list: []")
            {
                isWhole = true;
                break;
            }

            head.Append(line).Append('\n');
        }

        if (head.Length > MostHead)
        {
            Report($"the head is longer than {MostHead} characters");
            return null;
        }

        var read = YamlFile.Read(new(name, Encoding.UTF8.GetBytes(head.ToString())), problems) is { } map ? Head(map) : null;
        if (!isWhole)
        {
            Report("'list' is missing: the file was cut");
            return null;
        }

        counts = read?.Counts ?? default;
        return read;
    }

    /// <summary>Reads the list, an event at a time, after the head.</summary>
    /// <param name="take">Makes of a field what is to be kept of it.</param>
    public IEnumerable<DocumentedEvent> ReadList(Func<DocumentedField, DocumentedField> take)
    {
        ArgumentNullException.ThrowIfNull(take);
        DocumentedEvent? open = null;
        var (events, common, fields) = (0, 0, 0);
        var inEvent = new HashSet<string>(StringComparer.Ordinal);
        while (hasList && problems.Count < MostProblems && lines.Read() is { } line)
        {
            var text = line.AsSpan().Trim();
            if (text.StartsWith("- {"))
            {
                if (open is not null)
                {
                    Report("the event before has no end: ']}' must stand at the end of its last line");
                }

                open = Event(text[2..]);
                inEvent.Clear();
                (events, common) = open is null ? (events, common) : open.IsCommon ? (events, common + 1) : (events + 1, common);
                if (open is not null && text.EndsWith("[]}"))
                {
                    yield return open;
                    open = null;
                }
            }
            else if (text is ['{', ..] && open is not null)
            {
                var isLast = text.EndsWith("}]}");
                if (Field(isLast ? text[..^2] : text.TrimEnd(',')) is { } field)
                {
                    if (inEvent.Add(field.Name))
                    {
                        fields++;
                        open.Add(take(field));
                    }
                    else
                    {
                        Report($"the field '{VisibleText.Of(field.Name)}' stands twice in its event");
                    }
                }

                if (isLast)
                {
                    yield return open;
                    open = null;
                }
            }
            else if (text.Length > 0)
            {
                Report(lines.IsCut ? $"the line is longer than {MostLine} bytes" : "a line of the list must be an event or a field of one, as the program writes them");
            }
        }

        if (open is not null)
        {
            Report("the list ends within an event");
        }
        else if (problems.Count == 0 && (events, common, fields) != (counts.Events, counts.Common, counts.Fields))
        {
            Report(string.Create(CultureInfo.InvariantCulture, $"the list holds {events} events, {common} groups of common fields and {fields} fields; by 'counts' in the head there were {counts.Events}, {counts.Common} and {counts.Fields}: the file was cut or edited"));
        }
    }

    DocumentedEvent? Event(ReadOnlySpan<char> text)
    {
        // Its fields stand on lines of their own.
        using var json = Parse(text.EndsWith("[") ? $"{text}]}}" : text.ToString());
        if (json is null)
        {
            return null;
        }

        var root = json.RootElement;
        var isCommon = Text(root, "common").Length > 0;
        if (Text(root, isCommon ? "common" : "event") is { Length: > 0 } twice && !names.Add((isCommon ? "c" : "e") + twice))
        {
            Report($"'{VisibleText.Of(twice)}' stands twice in the list");
        }

        return Text(root, isCommon ? "common" : "event") is { Length: > 0 } called
            ? new(called, isCommon, Number(root)) { Section = Text(root, "section"), Level = Text(root, "level"), Purpose = Text(root, "purpose"), Description = Text(root, "description") }
            : Missing<DocumentedEvent>("event");
    }

    DocumentedField? Field(ReadOnlySpan<char> text)
    {
        using var json = Parse(text.ToString());
        if (json is null)
        {
            return null;
        }

        var root = json.RootElement;
        return Text(root, "field") is { Length: > 0 } called
            ? new(called, Number(root)) { Purpose = Text(root, "purpose"), Description = Text(root, "description"), Says = Texts(root, "says"), Values = Texts(root, "values") }
            : Missing<DocumentedField>("field");
    }

    T? Missing<T>(string key)
        where T : class
    {
        Report($"'{key}' is missing");
        return null;
    }

    JsonDocument? Parse(string text)
    {
        try
        {
            var json = JsonDocument.Parse(text, new() { MaxDepth = 4 });
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return json;
            }

            json.Dispose();
        }
        catch (JsonException)
        {
        }

        Report("the line is not JSON, as the program writes it");
        return null;
    }

    string Text(JsonElement root, string key) => root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? Text(value) : "";

    /// <summary>A text; halves of characters, which a person can write, are told.</summary>
    string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            Report("a text holds half a character");
            return "\uFFFD";
        }
    }

    static long Number(JsonElement root) => root.TryGetProperty("line", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 1;

    IReadOnlyList<string> Texts(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(Text)] : [];

    SnapshotHead? Head(YamlMap map)
    {
        var before = problems.Count;
        if (map.Required("documentation") is var version && version != SnapshotHead.CurrentVersion.ToString(CultureInfo.InvariantCulture))
        {
            map.Report("documentation", $"'documentation' must be {SnapshotHead.CurrentVersion}; a higher number needs a newer Klikspaan");
        }

        if (!DateOnly.TryParseExact(map.Required("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            map.Report("date", "'date' must be a day such as 2026-11-30");
        }

        if (!long.TryParse(map.Required("bytes"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
        {
            map.Report("bytes", "'bytes' must be a whole number");
        }

        foreach (var key in (string[])["vendor", "product"])
        {
            if (!IsName(map.Required(key)))
            {
                map.Report(key, $"'{key}' must be of small letters, digits and hyphens");
            }
        }

        if (map.Required("sha256") is not { Length: 64 } digest || !digest.All(char.IsAsciiHexDigitLower))
        {
            map.Report("sha256", "'sha256' must be 64 hex digits");
        }

        var counts = map.Map("counts");
        int Count(string key)
        {
            // Earlier snapshots do not tell text apart: then all of it counts as lost.
            if (int.TryParse(counts?.Optional(key), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || (key == "texts" && counts?.Optional(key) is "" or null))
            {
                return count;
            }

            map.Report("counts", $"'counts' must hold the whole number '{key}'");
            return 0;
        }

        Unread = [.. map.Maps("unread").Select(u => new UnreadLine(long.TryParse(u.Optional("line"), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 1, u.Optional("message")))];
        var head = new SnapshotHead
        {
            Vendor = map.Required("vendor"), Product = map.Required("product"), Edition = map.Optional("edition"), Date = date, Level = map.Optional("level"), Title = map.Optional("title"),
            Protocols = map.Texts("protocols"), Url = map.Optional("url"), File = map.Optional("file"), Sha256 = map.Required("sha256"), Bytes = bytes, Form = map.Optional("form"),
            ImportedAt = map.Optional("imported_at"), Tool = map.Optional("tool"), Counts = new(Count("events"), Count("common"), Count("fields"), Count("unread"), Count("texts")),
        };
        if (head.Counts.Lost < 0 || head.Counts.Unread < Unread.Count)
        {
            map.Report("counts", "'counts' must tell of all that is 'unread'");
        }

        map.Done();
        return problems.Count == before ? head : null;
    }

    /// <summary>Whether a text can name a vendor or product in the path of a file.</summary>
    public static bool IsName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= 60 && text[0] != '-' && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
    }

    void Report(string message) => problems.Add(new(name, Math.Max(1, lines.Number), 1, message));
}
