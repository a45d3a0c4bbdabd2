namespace Klikspaan;

/// <summary>A value that was put into the device or document on purpose, to see where it goes.</summary>
/// <param name="Label">Its name in every table; outputs show the label, not the value.</param>
/// <param name="Value">The value itself.</param>
/// <param name="Kind">What it is: <c>user</c>, <c>host</c>, <c>mac</c>, <c>email</c>, <c>git-remote</c>, <c>text</c>, ...</param>
public sealed record PlantedValue(string Label, string Value, string Kind);
