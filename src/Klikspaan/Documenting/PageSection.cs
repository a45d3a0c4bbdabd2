namespace Klikspaan.Documenting;

/// <summary>What stands below one heading of a page, until it is known whether that is an event.</summary>
/// <param name="heading">The heading, in words.</param>
/// <param name="isCommon">Whether it stands among what events have in common.</param>
/// <param name="line">Line of the heading.</param>
/// <param name="above">The heading above it.</param>
sealed class PageSection(string heading, bool isCommon, long line, string above)
{
    readonly IReadOnlyList<string> names = PageText.Names(heading);
    List<DocumentedEvent>? events;
    List<DocumentedField> last = [];
    string text = "";
    bool isRefused;

    /// <summary>Whether a line said that fields follow.</summary>
    public bool AwaitsFields { get; set; }

    /// <summary>Whether there was a field.</summary>
    public bool HasFields { get; private set; }

    /// <summary>How far the last field stood from the edge.</summary>
    public int Indent { get; private set; }

    /// <summary>Adds a line that is no list.</summary>
    public void Add(DocumentationDraft draft, string words)
    {
        if (!HasFields && text.Length < draft.Limits.Text)
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
                draft.Report(at, heading.Length == 0 ? "fields before any heading were not read: no event is named" : $"fields below '{heading}' were not read: the heading is no name of an event, and does not say that they are common to several");
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
            draft.Describe(field, isItem ? $"{DocumentedValues.Mark} {words}" : words);
        }
    }

    /// <summary>Ends the section: an event without fields is one where its name has parts.</summary>
    public void End(DocumentationDraft draft)
    {
        if (!HasFields && !isCommon && names.Count > 0 && names.All(n => n.Contains('.', StringComparison.Ordinal)) && text.Length > 0)
        {
            Events(draft);
        }
    }

    /// <summary>The events that the heading names, or the group of fields in common.</summary>
    public List<DocumentedEvent> Events(DocumentationDraft draft)
    {
        if (events is null)
        {
            var made = isCommon ? [draft.Begin(heading, true, line, above)] : names.Select(n => draft.Begin(n, false, line, above));
            events = [.. made.OfType<DocumentedEvent>()];
            foreach (var one in events)
            {
                draft.Describe(one, draft.Cut(text));
            }
        }

        return events;
    }
}
