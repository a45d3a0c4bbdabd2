namespace Klikspaan.Decoding;

/// <summary>The types of Bond, by the numbers that stand for them in its bytes.</summary>
enum BondType : byte
{
    /// <summary>The end of a struct.</summary>
    Stop = 0,

    /// <summary>The end of the fields of a base.</summary>
    StopBase = 1,

    /// <summary>A boolean.</summary>
    Bool = 2,

    /// <summary>An unsigned number of one byte.</summary>
    UInt8 = 3,

    /// <summary>An unsigned number of two bytes.</summary>
    UInt16 = 4,

    /// <summary>An unsigned number of four bytes.</summary>
    UInt32 = 5,

    /// <summary>An unsigned number of eight bytes.</summary>
    UInt64 = 6,

    /// <summary>A floating number of four bytes.</summary>
    Float = 7,

    /// <summary>A floating number of eight bytes.</summary>
    Double = 8,

    /// <summary>Text in UTF-8.</summary>
    String = 9,

    /// <summary>A struct.</summary>
    Struct = 10,

    /// <summary>A list; of <see cref="Int8"/> also a blob.</summary>
    List = 11,

    /// <summary>A set.</summary>
    Set = 12,

    /// <summary>A map.</summary>
    Map = 13,

    /// <summary>A signed number of one byte.</summary>
    Int8 = 14,

    /// <summary>A signed number of two bytes.</summary>
    Int16 = 15,

    /// <summary>A signed number of four bytes.</summary>
    Int32 = 16,

    /// <summary>A signed number of eight bytes.</summary>
    Int64 = 17,

    /// <summary>Text in UTF-16.</summary>
    WString = 18,
}
