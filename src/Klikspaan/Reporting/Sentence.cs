namespace Klikspaan.Reporting;

/// <summary>
/// What a writer can print: fixed wording, or a fact with its evidence. There is no third kind, and no text of its own
/// in any block: a statement without evidence cannot be made.
/// </summary>
abstract record Sentence
{
    private protected Sentence()
    {
    }
}
