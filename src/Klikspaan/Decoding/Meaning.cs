namespace Klikspaan.Decoding;

/// <summary>What bytes that were decoded on suspicion must turn out to be, or they stay what they were.</summary>
enum Meaning
{
    /// <summary>JSON, all of it.</summary>
    Json,

    /// <summary>A form.</summary>
    Form,

    /// <summary>XML or a property list.</summary>
    Xml,

    /// <summary>Printable text.</summary>
    Text,

    /// <summary>Compressed, JSON, a form, XML or printable text.</summary>
    Textual,

    /// <summary>The same, or a binary structure.</summary>
    Any,

    /// <summary>Compressed, UTF-16 or a binary structure: what bytes within a value can be.</summary>
    Binary,

    /// <summary>Numbers without anything between them.</summary>
    Packed,

    /// <summary>A message of gRPC.</summary>
    Message,
}
