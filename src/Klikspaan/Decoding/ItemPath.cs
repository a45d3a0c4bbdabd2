namespace Klikspaan.Decoding;

/// <summary>A path under construction: the exact pointer, and its shape with <c>*</c> for positions in lists.</summary>
/// <param name="Exact">JSON Pointer (RFC 6901).</param>
/// <param name="Shape">The same with <c>*</c> for each position in a list.</param>
readonly record struct ItemPath(string Exact, string Shape)
{
    /// <summary>The path of a member.</summary>
    public ItemPath Member(string name)
    {
        var segment = "/" + Escape(name);
        return new(Exact + segment, Shape + segment);
    }

    /// <summary>The path of an element of a list.</summary>
    public ItemPath Element(int index) => new($"{Exact}/{index}", Shape + "/*");

    /// <summary>Writes a name as a segment of a JSON Pointer.</summary>
    public static string Escape(string name) =>
        name.AsSpan().IndexOfAny('~', '/') < 0 ? name : name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
