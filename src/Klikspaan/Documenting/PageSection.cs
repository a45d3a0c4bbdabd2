namespace Klikspaan.Documenting;

/// <summary>What stands below one heading of a page, until it is known whether that is an event.</summary>
/// <param name="heading">The heading, in words.</param>
/// <param name="isCommon">Whether it stands among what events have in common.</param>
/// <param name="line">Line of the heading.</param>
/// <param name="above">The heading above it.</param>
sealed class PageSection(string heading, bool isCommon, long line, string above)
{
    /// <summary>A heading with more names than this would repeat what stands below it too often.</summary>
    const int MostNames = 20;
    readonly IReadOnlyList<string> names = PageText.Names(heading);
    List<DocumentedEvent>? events;
    List<DocumentedField> last = [];
    string text = "";
    bool isRefused;

    /// <summary>Whether the heading names events with parts, or says that fields are common.</summary>
    public bool IsNamed => isCommon || (names.Count > 0 && names.All(HasParts));

    /// <summary>Whether a table below the heading can be of the fields of what it names.</summary>
    public bool TakesTable => !HasFields && (isCommon || names.Count > 0 || AwaitsFields);

    /// <summary>Whether a line said that fields follow.</summary>
    public bool AwaitsFields { get; set; }

    /// <summary>Whether there was a field.</summary>
    public bool HasFields { get; private set; }

    /// <summary>How far the last field stood from the edge.</summary>
    public int Indent { get; private set; }

    /// <summary>Adds a line that is no list.</summary>
    public void Add(DocumentationDraft draft, string words)
    {
        if (!HasFields && text.Length <= draft.Limits.Text)
        {
            text = text.Length == 0 ? words : $"{text} {words}";
        }
    }

    /// <summary>Adds a field.</summary>
    public void Add(DocumentationDraft draft, string name, string description, long at, int indent)
    {
        (HasFields, Indent, last) = (true, indent, []);
        if (Events(draft) is not { Count: > 0 } of)
        {
            if (!isRefused)
            {
                draft.Report(at, heading.Length == 0 ? "fields before any heading were not read: no event is named" : names.Count > MostNames ? $"fields below a heading with more than {MostNames} names were not read" : $"fields below '{heading}' were not read: the heading is no name of an event, and does not say that they are common to several");
            }

            isRefused = true;
            return;
        }

        last = [.. of.Select(e => draft.Field(e, name, at, description)).OfType<DocumentedField>()];
    }

    /// <summary>Adds a line below the last field: more of what is written of it, or a value that it can have.</summary>
    public void AddBelow(DocumentationDraft draft, string words, bool isItem)
    {
        foreach (var field in last)
        {
            draft.Describe(field, isItem ? $"{DocumentedValues.Mark} {words}" : words, field.Line);
        }
    }

    /// <summary>Ends the section: an event without fields is one where its name has parts; of another name that cannot be known.</summary>
    public void End(DocumentationDraft draft, bool isParent)
    {
        if (HasFields || isCommon || names.Count == 0 || isParent)
        {
            return;
        }

        if (names.Count > MostNames)
        {
            draft.Report(line, $"a heading with more than {MostNames} names was not read");
        }
        else if (names.All(HasParts))
        {
            Events(draft);
        }
        else
        {
            draft.Report(line, $"whether '{heading}' is an event cannot be known: its name has no dot, and no fields were found below it; it was not read");
        }
    }

    static bool HasParts(string name) => name.Contains('.', StringComparison.Ordinal);

    /// <summary>The events that the heading names, or the group of fields in common.</summary>
    public List<DocumentedEvent> Events(DocumentationDraft draft)
    {
        if (events is null)
        {
            var made = isCommon ? [draft.Begin(heading, true, line, above)] : (names.Count > MostNames ? [] : names).Select(n => draft.Begin(n, false, line, above));
            events = [.. made.OfType<DocumentedEvent>()];
            foreach (var one in events)
            {
                draft.Describe(one, text, line);
            }
        }

        return events;
    }
}
