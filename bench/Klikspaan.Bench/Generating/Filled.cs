namespace Klikspaan.Bench.Generating;

/// <summary>Text that holds a planted value, and the steps that lead from the text to the value.</summary>
sealed record Filled(string Text, IReadOnlyList<string> Steps)
{
    /// <summary>The text is the value's own.</summary>
    public Filled(string text)
        : this(text, [])
    {
    }

    /// <summary>Bytes that are no text; <see cref="Text"/> is then empty.</summary>
    public byte[]? Binary { get; init; }
}
