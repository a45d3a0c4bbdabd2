using Klikspaan.Documenting;

namespace Klikspaan.Tests.Documenting;

/// <summary>Synthetic lists of events, written for these tests in the forms of vendors' own.</summary>
static class Pages
{
    /// <summary>Synthetic, in the form of a page of events with common fields.</summary>
    public const string Windows = """
        ---
        title: Required diagnostic events and fields for Windows 11, version 24H2
        ms.date: 10/01/2024
        ---

        # Required diagnostic events and fields

        - **Applies to** nothing: this page is synthetic

        ## Common data extensions

        ### Common Data Extensions.app

        Text.

        The following fields are available:

        - **id**  An id.
        - **locale**  The locale.

        ### Common Data Extensions.Envelope

        The following fields are available:

        - **name**  The name.
        - **time**  The time.
        - **ver**  The version.
        - **iKey**  The key.

        ## Common data fields

        ### Ms.Device.InventoryChange

        The following fields are available:

        - **syncId**  Which changes belong together.

        ## Test events

        ### Test.Provider.Opened

        Sent when something is opened. *[This event was previously named Test.Provider.Unfolded.]*

        The following fields are available:

        - **UserHash**  A pseudonymized (hashed) identifier of the user.
        - **Reserved**  Reserved; always empty.
        - **Kind**  One of Start, Stop, or Pause.
        - **Settings**  All settings.
        - **List**  Names.
        - 

        ### Test.Provider.NoFields

        Sent without fields.

        ### Just a heading

        With words.
        """;

    /// <summary>The same, all of whose names can be read.</summary>
    public static readonly string Whole = Windows.Replace("- **Applies to** nothing", "- Applies to nothing", StringComparison.Ordinal);

    /// <summary>Reads a list, whatever form it has.</summary>
    public static DocumentationDraft Read(string text, DocumentationLimits? limits = null)
    {
        var bytes = Encode.Utf8(text);
        var draft = new DocumentationDraft(limits ?? DocumentationLimits.Default);
        DocumentationReaders.Recognise(bytes)!.Read(new MemoryStream(bytes), draft);
        return draft;
    }

    /// <summary>A line for each event: its name, line, level and fields.</summary>
    public static string Told(DocumentationDraft draft) => string.Join('\n', draft.Events.Select(e => $"{(e.IsCommon ? "common " : "")}{e.Name}:{e.Line}{(e.Level.Length > 0 ? $" [{e.Level}]" : "")} {string.Join(' ', e.Fields.Select(f => f.Name))}".TrimEnd()));
}
