namespace Klikspaan.Knowledge;

/// <summary>
/// Finds the few lines of a protocol file that say where the protocol is spoken, without reading the rest as YAML: a start reads a hundred
/// files for the two or three that a capture needs. What it finds is held against the whole files by a test.
/// </summary>
static class ProtocolHead
{
    /// <summary>
    /// Cuts out the lines of <c>endpoints</c>, and sees whether the file speaks of stored events; false when it has no such lines, or is not written
    /// key by key, so that it must be read whole.
    /// </summary>
    public static bool TryFind(ReadOnlyMemory<byte> file, out ReadOnlyMemory<byte> endpoints, out bool isStored)
    {
        (endpoints, isStored) = (default, false);
        var bytes = file.Span;
        int start = -1, end = bytes.Length;
        for (var line = 0; line < bytes.Length;)
        {
            var rest = bytes[line..];
            var length = rest.IndexOf((byte)'\n') is >= 0 and var newLine ? newLine + 1 : rest.Length;
            if (!IsWithin(rest[0]))
            {
                var key = rest[..length].IndexOf((byte)':') is > 0 and var colon ? rest[..colon] : default;
                if (key.IsEmpty || key.ContainsAnyExceptInRange((byte)'a', (byte)'z') || key.SequenceEqual("base"u8) || key.SequenceEqual("imported"u8))
                {
                    return false;
                }

                isStored |= key.SequenceEqual("stored"u8) && rest[(key.Length + 1)..length].Trim(" \r\n"u8).SequenceEqual("true"u8);
                end = start >= 0 && end == bytes.Length ? line : end;
                start = start < 0 && key.SequenceEqual("endpoints"u8) ? line : start;
            }

            line += length;
        }

        endpoints = start < 0 ? default : file[start..end];
        return start >= 0;
    }

    /// <summary>Whether a line that begins so goes on with the key before it: an element, something deeper, a comment or nothing.</summary>
    static bool IsWithin(byte first) => first is (byte)' ' or (byte)'-' or (byte)'#' or (byte)'\r' or (byte)'\n';
}
