using Klikspaan.Documenting;
using Klikspaan.Knowledge;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>What a vendor added to, removed from or changed in its list of events: rows of <c>documentation diff</c>.</summary>
public static class DocumentationChanges
{
    /// <summary>What the rows show, in one sentence.</summary>
    public const string About = "What a vendor added to, removed from or changed in its own list of events and fields.";

    /// <summary>The columns.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [
        Text("change", "added, removed or changed."),
        Text("event", "Name of the event, or of the fields in common."),
        Text("field", "Name of the field; empty where the event itself is meant."),
        Text("what", "What changed: event, field, level, purpose, description, values or says."),
        Text("before", "What the first list has; empty for nothing."),
        Text("after", "What the second list has; empty for nothing."),
    ];

    /// <summary>The rows, in the order of names. <see cref="DossierException"/> with the mistakes of either file.</summary>
    /// <param name="first">The first snapshot, and its name for messages.</param>
    /// <param name="second">The second.</param>
    public static IEnumerable<object?[]> Rows((Stream Stream, string Name) first, (Stream Stream, string Name) second)
    {
        var (old, now) = (Read(first.Stream, first.Name), Read(second.Stream, second.Name));
        return SnapshotDifference.Between(old.Head, old.Events, now.Head, now.Events).Select(d => new object?[] { d.Change, d.Event, d.Field, d.What, d.Before, d.After });
    }

    static (SnapshotHead Head, List<DocumentedEvent> Events) Read(Stream stream, string name)
    {
        var problems = new List<KnowledgeProblem>();
        var reader = new SnapshotReader(stream, name, problems);
        var head = reader.ReadHead();
        List<DocumentedEvent> events = head is null ? [] : [.. reader.ReadList(f => f)];
        return problems.Count == 0 ? (head!, events) : throw new DossierException($"{name} has mistakes", problems);
    }
}
