namespace Klikspaan;

/// <summary>A stage of the path from the bytes of a capture to the rows of its index.</summary>
enum Stage
{
    /// <summary>The file is read, digested and copied.</summary>
    Digest,

    /// <summary>The file is split into entries.</summary>
    Split,

    /// <summary>An entry becomes a request, in parts.</summary>
    Read,

    /// <summary>Layers are opened until only values are left.</summary>
    Unfold,

    /// <summary>Events and the meaning of paths are found.</summary>
    Events,

    /// <summary>Each byte is accounted for.</summary>
    Coverage,

    /// <summary>Each value gets its category.</summary>
    Classify,

    /// <summary>The recipient is named.</summary>
    Attribute,

    /// <summary>Planted values are searched for.</summary>
    Search,

    /// <summary>Rows are written.</summary>
    Rows,
}
