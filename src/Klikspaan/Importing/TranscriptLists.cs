namespace Klikspaan.Importing;

/// <summary>
/// What the tables beside the events say of them: which privacy tags and categories an event of a name has, what these are called, which
/// program gave it and which group its provider is of. Read once, before the events; then only looked at.
/// </summary>
sealed class TranscriptLists
{
    /// <summary>Most rows of a table that are held, and most tags or categories of one event.</summary>
    const int MostRows = 200_000, MostOfEvent = 32;
    readonly List<Labelled> tags, categories;
    readonly Dictionary<long, Excerpt> tagNames, categoryNames, producers, groups;

    /// <summary>Reads the tables that there are: editions of Windows differ.</summary>
    public TranscriptLists(SqlitePages pages, Dictionary<string, SqliteTable> tables)
    {
        tags = Labels(pages, tables, "event_tags", "tag_id");
        categories = Labels(pages, tables, "event_categories", "category_id");
        tagNames = Names(pages, tables, "tag_descriptions", "tag_id", "tag_name");
        categoryNames = Names(pages, tables, "categories", "category_id", "category_id_text");
        producers = Names(pages, tables, "producers", "producer_id", "producer_id_text");
        groups = Names(pages, tables, "provider_groups", "group_id", "group_guid");
    }

    /// <summary>Adds what is known of an event; tells which list was longer than what is kept of one event.</summary>
    public string? Add(List<Excerpt> excerpts, long? nameHash, long? producer, long? group)
    {
        var isWhole = Add(excerpts, tags, tagNames, nameHash, "tag");
        isWhole &= Add(excerpts, categories, categoryNames, nameHash, "category");
        Add(excerpts, producers, producer, "/producer_id_text");
        Add(excerpts, groups, group, "/group_guid");
        return isWhole ? null : FormattableString.Invariant($"at most {MostOfEvent} privacy tags or categories of an event");
    }

    static bool Add(List<Excerpt> excerpts, List<Labelled> labels, Dictionary<long, Excerpt> names, long? nameHash, string what)
    {
        if (nameHash is not { } hash)
        {
            return true;
        }

        var first = labels.BinarySearch(new(hash, -1, 0, 0, 0));
        first = first < 0 ? ~first : first;
        var count = 0;
        for (var i = first; i < labels.Count && labels[i].NameHash == hash; i++, count++)
        {
            if (count == MostOfEvent)
            {
                return false;
            }

            var root = FormattableString.Invariant($"/{(what == "tag" ? "tags" : "categories")}/{count}/");
            excerpts.Add(labels[i].Value($"{root}{what}_id"));
            Add(excerpts, names, labels[i].Id, what == "tag" ? root + "tag_name" : root + "category_id_text");
        }

        return true;
    }

    static void Add(List<Excerpt> excerpts, Dictionary<long, Excerpt> names, long? id, string path)
    {
        if (id is { } number && names.TryGetValue(number, out var name))
        {
            excerpts.Add(name with { Path = path });
        }
    }

    static IEnumerable<SqliteRecord> Rows(SqlitePages pages, Dictionary<string, SqliteTable> tables, string name, Action<SqliteTable> found, Action<long> number)
    {
        if (!tables.TryGetValue(name, out var table))
        {
            yield break;
        }

        found(table);
        var count = 0;
        foreach (var row in new SqliteTree(pages, SqliteTable.MostBytes).Rows(table.Root))
        {
            if (row.Fault is { } fault)
            {
                pages.Losses.Add(fault.Kind, $"{fault.Expected} of {name}", fault.Found, row.Offset, row.Length);
            }
            else if (++count > MostRows)
            {
                pages.Losses.Add("limit", FormattableString.Invariant($"at most {MostRows} rows of {name}"), "more, which were not read", row.Offset, row.Length);
                yield break;
            }
            else
            {
                number(row.RowId);
                yield return row.Record;
            }
        }
    }

    static List<Labelled> Labels(SqlitePages pages, Dictionary<string, SqliteTable> tables, string name, string label)
    {
        var labels = new List<Labelled>();
        int hash = -1, id = -1;
        foreach (var row in Rows(pages, tables, name, t => (hash, id) = (t.Find("full_event_name_hash"), t.Find(label)), _ => { }))
        {
            if (row.Integer(hash) is { } of && row.Integer(id) is { } number && row.Value(id, MessagePart.Record, "") is { } value)
            {
                labels.Add(new(of, labels.Count, number, value.Offset, value.Steps == "sqlite-int" ? (byte)value.Length : (byte)0));
            }
        }

        labels.Sort();
        return labels;
    }

    /// <summary>Names by number; where a number has several, in languages, the first.</summary>
    static Dictionary<long, Excerpt> Names(SqlitePages pages, Dictionary<string, SqliteTable> tables, string name, string key, string value)
    {
        var names = new Dictionary<long, Excerpt>();
        int id = -1, text = -1;
        long rowId = 0;
        foreach (var row in Rows(pages, tables, name, t => (id, text) = (t.Find(key), t.Find(value)), n => rowId = n))
        {
            // A key that is the number of the row is not written down again (section 2.1).
            if ((row.Integer(id) ?? (row.IsNull(id) ? rowId : null)) is { } number && row.Value(text, MessagePart.Record, "") is { } found)
            {
                names.TryAdd(number, found with { Bytes = found.Bytes.ToArray() });
            }
        }

        return names;
    }

    /// <summary>That events of a name have a tag or a category.</summary>
    /// <param name="NameHash">Number that stands for the name of the event.</param>
    /// <param name="Order">Which row of the table says so, from 0.</param>
    /// <param name="Id">Number of the tag or the category.</param>
    /// <param name="Offset">Where the latter stands in the file.</param>
    /// <param name="Length">How many bytes it has there; 0 when a byte in the head of the row says it.</param>
    readonly record struct Labelled(long NameHash, int Order, long Id, long Offset, byte Length) : IComparable<Labelled>
    {
        public int CompareTo(Labelled other) => (NameHash, Order).CompareTo((other.NameHash, other.Order));

        public Excerpt Value(string path) =>
            new(MessagePart.Record, path, Offset, Length == 0 ? 1 : Length, Length == 0 ? "sqlite-constant" : "sqlite-int", System.Text.Encoding.ASCII.GetBytes(FormattableString.Invariant($"{Id}")));
    }
}
