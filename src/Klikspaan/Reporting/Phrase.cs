namespace Klikspaan.Reporting;

/// <summary>A fixed text of the language files. It takes no parameter, so it can say nothing of the evidence.</summary>
sealed record Phrase(string Key);
