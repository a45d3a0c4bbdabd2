namespace Klikspaan;

/// <summary>
/// A piece of a request as it stands in the capture: its bytes, and where they were cut from.
/// </summary>
/// <param name="Part">The part of the request it belongs to.</param>
/// <param name="Path">Where its values are rooted, as a JSON Pointer: <c>/user-agent</c> for a header field.</param>
/// <param name="Offset">Bytes from the start of the capture file.</param>
/// <param name="Length">How many bytes of the file.</param>
/// <param name="Steps">Transforms that the container asked for, such as <c>json-string|base64</c>.</param>
/// <param name="Bytes">What these steps gave.</param>
public sealed record Excerpt(
    MessagePart Part, string Path, long Offset, long Length, string Steps, ReadOnlyMemory<byte> Bytes);
