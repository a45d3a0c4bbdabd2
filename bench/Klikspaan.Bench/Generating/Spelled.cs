namespace Klikspaan.Bench.Generating;

/// <summary>A value in one spelling and one form.</summary>
/// <param name="Planted">The value.</param>
/// <param name="Form">The form.</param>
/// <param name="Spelling">The spelling's name; empty for the value as it was planted.</param>
/// <param name="Text">The value in that spelling.</param>
/// <param name="Literal">What stands in the capture.</param>
sealed record Spelled(Planted Planted, Form Form, string Spelling, string Text, string Literal);
