namespace Klikspaan.Decoding;

/// <summary>What stands at a place in JSON.</summary>
enum JsonToken
{
    /// <summary>Nothing: the end, or what is no JSON.</summary>
    None,

    /// <summary>The beginning of an object.</summary>
    Object,

    /// <summary>The beginning of a list.</summary>
    List,

    /// <summary>The end of an object or list.</summary>
    End,

    /// <summary>The name of a member, with the colon behind it.</summary>
    Name,

    /// <summary>A string.</summary>
    String,

    /// <summary>A number, <c>true</c> or <c>false</c>.</summary>
    Scalar,

    /// <summary><c>null</c>.</summary>
    Null,
}
