namespace Klikspaan.Recording.Planting;

/// <summary>A value of the tester's own stands in the recording; the value itself is not said.</summary>
/// <param name="Label">Which value.</param>
/// <param name="Form">In which form: as it is, in base64, as a digest.</param>
/// <param name="Count">How often.</param>
/// <param name="FirstOffset">Offset of the first in the stream that was searched.</param>
sealed record TesterFind(string Label, string Form, int Count, long FirstOffset);
