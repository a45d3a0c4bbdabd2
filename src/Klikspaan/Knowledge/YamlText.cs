namespace Klikspaan.Knowledge;

/// <summary>A text with the line that it stands on.</summary>
/// <param name="Text">The text.</param>
/// <param name="Line">Line in the file, from 1.</param>
public readonly record struct YamlText(string Text, long Line);
