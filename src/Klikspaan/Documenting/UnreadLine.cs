namespace Klikspaan.Documenting;

/// <summary>Something in a source that could not be read.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
public readonly record struct UnreadLine(long Line, string Message);
