using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Documenting;

/// <summary>Reads a list of events and fields as YAML: <c>events</c> with <c>event</c>, <c>description</c>, <c>purpose</c>, <c>level</c> and <c>fields</c>, and <c>common</c> for fields that events have in common.</summary>
public sealed class EventListReader : IDocumentationReader
{
    const int LargestFile = 8 << 20;

    /// <inheritdoc/>
    public string Form => "yaml";

    /// <inheritdoc/>
    public string About => "a list as YAML: events with event, description, purpose, level and fields, and common for fields in common";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.UTF8.GetString(head).TrimStart('\uFEFF').Split('\n');
        return lines.Any(l => l.TrimEnd() is "events:" or "common:") && lines.Any(l => l.TrimStart() is ['-', ..] && (l.Contains("event:", StringComparison.Ordinal) || l.Contains("group:", StringComparison.Ordinal)));
    }

    /// <inheritdoc/>
    public void Read(Stream stream, DocumentationDraft draft)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(draft);
        var bytes = new byte[LargestFile + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > LargestFile)
        {
            draft.Report(1, $"a list as YAML may have {LargestFile} bytes: nothing was read; a table as CSV may be longer");
            return;
        }

        var problems = new List<KnowledgeProblem>();
        if (YamlFile.Read(new("list", bytes.AsMemory(0, length)), problems) is { } map)
        {
            draft.Title = draft.Cut(map.Optional("title"), 1, "title");
            foreach (var one in map.Maps("events"))
            {
                Read(draft, one, one.Required("event"), isCommon: false);
            }

            foreach (var group in map.Maps("common"))
            {
                Read(draft, group, group.Required("group"), isCommon: true);
            }

            map.Done();
        }

        foreach (var problem in problems)
        {
            draft.Report(problem.Line, problem.Message);
        }
    }

    static void Read(DocumentationDraft draft, YamlMap map, string name, bool isCommon)
    {
        var (description, purpose, level) = (map.Optional("description"), map.Optional("purpose"), map.Optional("level"));
        var made = draft.Begin(name, isCommon, map.Line);
        if (made is not null)
        {
            draft.Describe(made, description, map.Line);
            (made.Purpose, made.Level) = (draft.Word(draft.Cut(purpose, map.Line, "purpose")), draft.Word(draft.Cut(level, map.Line, "level")));
        }

        foreach (var entry in map.Maps("fields"))
        {
            var row = (Name: entry.Required("field"), Text: entry.Optional("description"), Purpose: entry.Optional("purpose"), Says: entry.Texts("says"), Values: entry.Texts("values"));
            entry.Done();
            if (made is not null && draft.Field(made, row.Name, entry.Line, row.Text) is { } field)
            {
                field.Purpose = draft.Word(draft.Cut(row.Purpose, entry.Line, "purpose"));
                field.Says = EventRow.Statements(draft, row.Says, entry.Line);
                field.Values = EventRow.Bounded(draft, row.Values, entry.Line);
            }
        }

        map.Done();
    }
}
