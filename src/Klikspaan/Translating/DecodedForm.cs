namespace Klikspaan.Translating;

/// <summary>How values stand at a place that decoding came to.</summary>
enum DecodedForm
{
    /// <summary>Not opened: one text.</summary>
    Text,

    /// <summary>Members and lists by name and position: JSON, and the fields of a head.</summary>
    Tree,

    /// <summary>Names and values of a form; brackets in a name make a tree of it.</summary>
    Form,

    /// <summary>Protobuf without its schema: numbers for names, and a position for each message.</summary>
    Message,
}
