using System.Runtime.InteropServices;

namespace Klikspaan;

/// <summary>Lists as spans: a call through an interface for each value costs more than most of what is done with one.</summary>
static class SpanOf
{
    /// <summary>The elements of a list that does not grow meanwhile.</summary>
    public static ReadOnlySpan<T> List<T>(IReadOnlyList<T> list) => list is List<T> known ? CollectionsMarshal.AsSpan(known) : list is T[] array ? array : [.. list];
}
