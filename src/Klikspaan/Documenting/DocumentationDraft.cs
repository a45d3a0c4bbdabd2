using System.Globalization;
using System.Text;

namespace Klikspaan.Documenting;

/// <summary>What a reader gathers from a source: events and fields, and what could not be read, each with its line and within bounds.</summary>
/// <param name="limits">The bounds.</param>
public sealed class DocumentationDraft(DocumentationLimits limits)
{
    // The head of a snapshot must stay within what is read of one.
    const int LongestMessage = 200, MostTold = 100_000;
    readonly OrderedDictionary<(bool IsCommon, string Name), DocumentedEvent> events = [];
    readonly Dictionary<(DocumentedEvent Event, string Field), DocumentedField> known = new(new FieldKey());
    readonly Dictionary<string, string> words = new(StringComparer.Ordinal);
    readonly List<UnreadLine> unread = [];
    readonly HashSet<object> cut = new(ReferenceEqualityComparer.Instance);
    bool isFull;
    long kept;
    int told;

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

    /// <summary>How much of what could not be read is no name of an event or field: a description that is too long, or what was only put together.</summary>
    public long Texts { get; private set; }

    /// <summary>Tells of something that could not be read, and may hold names.</summary>
    internal void Report(long line, string message)
    {
        message = VisibleText.Of(message, LongestMessage, out var wasCut) + (wasCut ? "..." : "");
        if (unread.Count < limits.Problems && told + message.Length <= MostTold)
        {
            told += message.Length;
            unread.Add(new(Math.Max(1, line), message));
        }
        else
        {
            UnreadMore++;
        }
    }

    /// <summary>Tells of something by which no name can have been lost.</summary>
    internal void Remark(long line, string message)
    {
        Texts++;
        Report(line, message);
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
                Remark(line, string.Create(CultureInfo.InvariantCulture, $"the event was listed in line {there.Line} already; its fields were put together"));
            }

            return there;
        }

        if (events.Count >= limits.Events)
        {
            Full(line, string.Create(CultureInfo.InvariantCulture, $"more than {limits.Events} events: from here on none was read"));
            return null;
        }

        section = Cut(section, line, "heading");
        if (!HasRoom(line, name.Length + section.Length))
        {
            return null;
        }

        var made = new DocumentedEvent(name, isCommon, line) { Section = Word(section) };
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
            Describe(there, description, line);
            return there;
        }

        if (Fields >= limits.Fields)
        {
            Full(line, string.Create(CultureInfo.InvariantCulture, $"more than {limits.Fields} fields: from here on none was read"));
            return null;
        }

        if (!HasRoom(line, name.Length))
        {
            return null;
        }

        var made = new DocumentedField(Word(name), line);
        Describe(made, description, line);
        of.Add(made);
        known.Add((of, name), made);
        Fields++;
        return made;
    }

    /// <summary>Adds words to what is written of a field.</summary>
    internal void Describe(DocumentedField field, string text, long line) => field.Description = Joined(field, field.Name, field.Description, text, line);

    /// <summary>Adds words to what is written of an event.</summary>
    internal void Describe(DocumentedEvent of, string text, long line) => of.Description = Joined(of, of.Name, of.Description, text, line);

    /// <summary>A text within the bound, never half a character; one that is longer is told.</summary>
    internal string Cut(string text, long line, string what)
    {
        if (text.Length <= limits.Text)
        {
            return Whole(text);
        }

        Remark(line, string.Create(CultureInfo.InvariantCulture, $"the {what} is longer than {limits.Text} characters: the rest was left out"));
        return Start(text);
    }

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

    string Joined(object of, string name, string there, string text, long line)
    {
        if (text.Length == 0 || there == text || !HasRoom(line, Math.Min(text.Length, limits.Text)))
        {
            return there;
        }

        var joined = there.Length == 0 ? text : there.Length < limits.Text ? $"{there} {text}" : there + " ";
        if (joined.Length <= limits.Text)
        {
            return Whole(joined);
        }

        if (cut.Add(of))
        {
            Remark(line, string.Create(CultureInfo.InvariantCulture, $"the description of '{name}' is longer than {limits.Text} characters: the rest was left out"));
        }

        return Start(joined);
    }

    string Start(string text) => Whole(text[..(char.IsHighSurrogate(text[limits.Text - 1]) ? limits.Text - 1 : limits.Text)]);

    /// <summary>Whether so many more characters can be kept: a heading can repeat what stands below it many times.</summary>
    bool HasRoom(long line, int more)
    {
        if (kept + more > limits.Kept)
        {
            Full(line, string.Create(CultureInfo.InvariantCulture, $"more than {limits.Kept} characters of names and descriptions: from here on none was read"));
            return false;
        }

        kept += more;
        return true;
    }

    bool IsName(string name, long line, string what)
    {
        if (name.Length > 0 && name.Length <= limits.Name && name.EnumerateRunes().All(VisibleText.IsSafe))
        {
            return true;
        }

        Report(line, name.Length == 0 ? $"the {what} has no name"
            : name.Length > limits.Name ? string.Create(CultureInfo.InvariantCulture, $"the name of the {what} is longer than {limits.Name} characters")
            : $"the name of the {what} holds control characters or marks that nobody sees");
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
