using System.Globalization;
using System.Text;

namespace Klikspaan.Documenting;

/// <summary>What a reader gathers from a source: events and fields, and what could not be read, each with its line and within bounds.</summary>
/// <param name="limits">The bounds.</param>
public sealed class DocumentationDraft(DocumentationLimits limits)
{
    readonly OrderedDictionary<(bool IsCommon, string Name), DocumentedEvent> events = [];
    readonly Dictionary<(DocumentedEvent Event, string Field), DocumentedField> known = new(new FieldKey());
    readonly Dictionary<string, string> words = new(StringComparer.Ordinal);
    readonly List<UnreadLine> unread = [];
    bool isFull;

    /// <summary>The bounds.</summary>
    public DocumentationLimits Limits => limits;

    /// <summary>Title of the source; empty when it has none.</summary>
    public string Title { get; internal set; } = "";

    /// <summary>The day of which the source says it is; null when it does not say.</summary>
    public DateOnly? Date { get; internal set; }

    /// <summary>Events, and groups of fields in common, in the order of the source.</summary>
    public IReadOnlyList<DocumentedEvent> Events => events.Values;

    /// <summary>How many fields there are in all of them.</summary>
    public int Fields { get; private set; }

    /// <summary>What could not be read, up to the bound.</summary>
    public IReadOnlyList<UnreadLine> Unread => unread;

    /// <summary>How much more could not be read.</summary>
    public long UnreadMore { get; private set; }

    /// <summary>Tells of something that could not be read.</summary>
    internal void Report(long line, string message)
    {
        if (unread.Count < limits.Problems)
        {
            unread.Add(new(Math.Max(1, line), message));
        }
        else
        {
            UnreadMore++;
        }
    }

    /// <summary>The event of that name; null when there is none yet.</summary>
    internal DocumentedEvent? Find(string name) => events.GetValueOrDefault((false, name));

    /// <summary>The event of that name, a new one where there was none; null, and told, when it cannot be taken in. One that comes twice is one event.</summary>
    internal DocumentedEvent? Begin(string name, bool isCommon, long line, string section = "")
    {
        name = Whole(name);
        if (!IsName(name, line, "event"))
        {
            return null;
        }

        if (events.TryGetValue((isCommon, name), out var there))
        {
            if (!isCommon)
            {
                Report(line, string.Create(CultureInfo.InvariantCulture, $"the event was listed in line {there.Line} already; its fields were put together"));
            }

            return there;
        }

        if (events.Count >= limits.Events)
        {
            Full(line, string.Create(CultureInfo.InvariantCulture, $"more than {limits.Events} events: from here on none was read"));
            return null;
        }

        var made = new DocumentedEvent(name, isCommon, line) { Section = Word(Cut(section)) };
        events.Add((isCommon, name), made);
        return made;
    }

    /// <summary>The field of that name, a new one where there was none; null, and told, when it cannot be taken in.</summary>
    internal DocumentedField? Field(DocumentedEvent of, string name, long line, string description = "")
    {
        name = Whole(name);
        if (!IsName(name, line, "field"))
        {
            return null;
        }

        if (known.TryGetValue((of, name), out var there))
        {
            // Pages list a field twice with other words; both stand in the description, so that what either says can be compared.
            Describe(there, description);
            return there;
        }

        if (Fields >= limits.Fields)
        {
            Full(line, string.Create(CultureInfo.InvariantCulture, $"more than {limits.Fields} fields: from here on none was read"));
            return null;
        }

        var made = new DocumentedField(Word(name), line) { Description = Cut(description) };
        of.Add(made);
        known.Add((of, name), made);
        Fields++;
        return made;
    }

    /// <summary>Adds words to what is written of a field.</summary>
    internal void Describe(DocumentedField field, string text)
    {
        if (text.Length > 0 && field.Description.Length < limits.Text && field.Description != text)
        {
            field.Description = Cut(field.Description.Length == 0 ? text : $"{field.Description} {text}");
        }
    }

    /// <summary>Adds words to what is written of an event.</summary>
    internal void Describe(DocumentedEvent of, string text)
    {
        if (text.Length > 0 && of.Description.Length < limits.Text && of.Description != text)
        {
            of.Description = Cut(of.Description.Length == 0 ? text : $"{of.Description} {text}");
        }
    }

    /// <summary>A text within the bound, never half a character.</summary>
    internal string Cut(string text) =>
        Whole(text.Length <= limits.Text ? text : text[..(char.IsHighSurrogate(text[limits.Text - 1]) ? limits.Text - 1 : limits.Text)]);

    /// <summary>The text with U+FFFD for halves of characters, which cannot be written.</summary>
    internal static string Whole(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    /// <summary>One object for a word that comes often.</summary>
    internal string Word(string text)
    {
        if (words.TryGetValue(text, out var there))
        {
            return there;
        }

        if (words.Count < limits.Events)
        {
            words.Add(text, text);
        }

        return text;
    }

    bool IsName(string name, long line, string what)
    {
        if (name.Length > 0 && name.Length <= limits.Name && !name.Any(char.IsControl))
        {
            return true;
        }

        Report(line, name.Length == 0 ? $"the {what} has no name"
            : name.Length > limits.Name ? string.Create(CultureInfo.InvariantCulture, $"the name of the {what} is longer than {limits.Name} characters")
            : $"the name of the {what} holds control characters");
        return false;
    }

    void Full(long line, string message)
    {
        if (!isFull)
        {
            Report(line, message);
        }

        isFull = true;
    }

    sealed class FieldKey : IEqualityComparer<(DocumentedEvent Event, string Field)>
    {
        public bool Equals((DocumentedEvent Event, string Field) x, (DocumentedEvent Event, string Field) y) => ReferenceEquals(x.Event, y.Event) && x.Field == y.Field;

        public int GetHashCode((DocumentedEvent Event, string Field) obj) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Event), string.GetHashCode(obj.Field, StringComparison.Ordinal));
    }
}
