namespace Klikspaan.Reporting;

/// <summary>A piece of a sentence as a writer prints it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Kind">How it is set.</param>
readonly record struct Run(string Text, RunKind Kind)
{
    /// <summary>The place that a reader may go to.</summary>
    public EvidenceId? Target { get; init; }
}

/// <summary>How a piece of a sentence is set.</summary>
enum RunKind
{
    /// <summary>The sentence's own words.</summary>
    Plain,

    /// <summary>A quotation from the evidence.</summary>
    Captured,

    /// <summary>A public address from <c>knowledge/</c>.</summary>
    Address,

    /// <summary>English, whatever the language of the document.</summary>
    English,

    /// <summary>A place in the evidence.</summary>
    Place,
}
