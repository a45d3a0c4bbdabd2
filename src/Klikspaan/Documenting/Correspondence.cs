namespace Klikspaan.Documenting;

/// <summary>How a value that was observed corresponds with a list: the further down, the more it says.</summary>
public enum CorrespondenceKind
{
    /// <summary>Neither its event nor its field is in the list.</summary>
    None,

    /// <summary>It stands where a field in common would, but the list does not say that it is common to all events.</summary>
    CommonToSome,

    /// <summary>Its event is in the list but for capitals.</summary>
    EventLoosely,

    /// <summary>Its event is in the list, its field is not.</summary>
    EventOnly,

    /// <summary>Its event is in the list, and its field but for capitals.</summary>
    FieldLoosely,

    /// <summary>It is part of a field that the list describes as a whole.</summary>
    Within,

    /// <summary>It is a field that the list describes as common to all events.</summary>
    Common,

    /// <summary>Its event and its field are in the list.</summary>
    Field,
}

/// <summary>How a value that was observed corresponds with a list.</summary>
/// <param name="Kind">How far.</param>
/// <param name="Event">The event, or the group of fields in common; null for none.</param>
/// <param name="Field">The field; null for none.</param>
/// <param name="Former">Whether the event is listed by a newer name, and the list says that it had this one.</param>
public sealed record Correspondence(CorrespondenceKind Kind, DocumentedEvent? Event, DocumentedField? Field, bool Former)
{
    /// <summary>None.</summary>
    public static Correspondence None { get; } = new(CorrespondenceKind.None, null, null, false);
}
