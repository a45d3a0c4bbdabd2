namespace Klikspaan.Decoding;

/// <summary>What <see cref="XmlTokens"/> reads.</summary>
enum XmlToken
{
    /// <summary>Nothing: the end, or what is no XML.</summary>
    None,

    /// <summary>The name with which an element begins.</summary>
    Start,

    /// <summary>An attribute.</summary>
    Attribute,

    /// <summary>The end of an element.</summary>
    End,

    /// <summary>Text, with the CDATA sections in it; never white space alone.</summary>
    Text,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A processing instruction.</summary>
    Instruction,

    /// <summary>A document type declaration; its value is the internal subset.</summary>
    Doctype,
}
