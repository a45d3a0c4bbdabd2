namespace Klikspaan;

/// <summary>
/// Where a value was seen: enough for a reader to cut the same bytes out of the capture by hand.
/// </summary>
/// <param name="Capture">SHA-256 of the capture file, in hex.</param>
/// <param name="Exchange">Number of the exchange within the capture, from 1, in file order.</param>
/// <param name="Part">The part of the request.</param>
/// <param name="Path">JSON Pointer (RFC 6901) within the decoded part; layers continue the pointer.</param>
/// <param name="Offset">Bytes from the start of the file to the first byte that is cut out.</param>
/// <param name="Length">How many bytes of the file are cut out.</param>
/// <param name="Steps">
/// What is done to those bytes, from left to right: a transform by name, or a cut <c>[offset+length]</c>
/// in what the step before gave; <c>[offset+length,offset+length]</c> joins several pieces, for a value that stands in the file in pieces.
/// Example: <c>json-string|gzip|[120+36]|json-string</c>.
/// </param>
public readonly record struct Locator(
    string Capture, int Exchange, MessagePart Part, string Path, long Offset, long Length, string Steps)
{
    /// <summary>The short name of a capture: the first 12 hex digits of its SHA-256.</summary>
    public static string Short(string capture) => capture is { Length: > 12 } ? capture[..12] : capture;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Short(Capture)}#{Exchange} {Part.Name()}:{Path} @{Offset}+{Length}{(Steps.Length > 0 ? " |" + Steps : "")}";
}
