namespace Klikspaan.Decoding;

/// <summary>What a <see cref="Head"/> begins.</summary>
enum HeadKind
{
    /// <summary>A whole number, which is all in the head.</summary>
    Integer,

    /// <summary>Another value that is all in the head: a float, a truth value, nothing.</summary>
    Scalar,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Values by position.</summary>
    Array,

    /// <summary>Values by key.</summary>
    Map,

    /// <summary>Something said about the value that follows.</summary>
    Tag,

    /// <summary>The end of what was begun without a length.</summary>
    End,
}
