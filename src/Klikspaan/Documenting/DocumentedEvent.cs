namespace Klikspaan.Documenting;

/// <summary>An event as a vendor describes it, or fields that several events have in common.</summary>
/// <param name="Name">Its name as written; of fields in common what the source calls them.</param>
/// <param name="IsCommon">Whether it is no event, but fields that several events have in common.</param>
/// <param name="Line">Line of the source where it begins, from 1.</param>
public sealed record DocumentedEvent(string Name, bool IsCommon, long Line)
{
    readonly List<DocumentedField> fields = [];

    /// <summary>What the vendor writes of it; empty when nothing.</summary>
    public string Description { get; internal set; } = "";

    /// <summary>What it is collected for, as written; empty when the source has no such entry.</summary>
    public string Purpose { get; internal set; } = "";

    /// <summary>At which level it is sent, as written; empty where that of the whole list counts.</summary>
    public string Level { get; internal set; } = "";

    /// <summary>The heading under which it stands; empty for none.</summary>
    public string Section { get; internal set; } = "";

    /// <summary>Its fields, in the order of the source.</summary>
    public IReadOnlyList<DocumentedField> Fields => fields;

    internal void Add(DocumentedField field) => fields.Add(field);
}
