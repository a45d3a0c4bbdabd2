namespace Klikspaan.Replying;

/// <summary>What a reply says together: an element of a list of JSON, a row of a table, an element of XML, a line of text.</summary>
/// <param name="Part">The file of the reply.</param>
/// <param name="Values">Its values, in the order of the file.</param>
public sealed record ReplyRecord(ReplyPart Part, IReadOnlyList<ReplyValue> Values);

/// <summary>One value of a reply.</summary>
/// <param name="Field">Where it stands, as a JSON Pointer: names of members, elements or columns, <c>*</c> for positions in a list; empty for a line of text.</param>
/// <param name="Offset">Bytes from the start of the reply to the first byte that is cut out.</param>
/// <param name="Length">How many bytes of the reply.</param>
/// <param name="Steps">What is done to these, as in a <see cref="Locator"/>.</param>
/// <param name="Bytes">What that gives.</param>
public readonly record struct ReplyValue(string Field, long Offset, long Length, string Steps, ReadOnlyMemory<byte> Bytes);
