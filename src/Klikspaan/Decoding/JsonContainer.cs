namespace Klikspaan.Decoding;

/// <summary>An object or list that is open.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Index">Position of the next element of a list; -1 in an object.</param>
record struct JsonContainer(ItemPath Path, int Index);
