using System.Text;

namespace Klikspaan.Importing;

/// <summary>A JSON string in a capture: its contents as they stand there, and where.</summary>
/// <param name="Raw">The bytes between the quotes; empty when they were left out.</param>
/// <param name="Offset">Offset of these bytes in the capture file.</param>
/// <param name="IsEscaped">Whether they hold escapes.</param>
/// <param name="LeftOut">How many bytes of the file stand here that were not kept, because they are too many.</param>
readonly record struct JsonText(ReadOnlyMemory<byte> Raw, long Offset, bool IsEscaped, long LeftOut = 0)
{
    /// <summary>How long it is in the file.</summary>
    public long Length => Raw.Length + LeftOut;

    /// <summary>The step from the bytes in the file to the text.</summary>
    public string Steps => IsEscaped ? "json-string" : "";

    /// <summary>What stands at <paramref name="start"/> in the bytes of an entry. When bytes are missing in the middle of it, none are given.</summary>
    public static JsonText At(CaptureEntry entry, int start, int length, bool isEscaped)
    {
        var (from, missing) = (entry.Place(start), entry.LeftOut(start, length));
        return missing > 0 ? new(default, from, false, length + missing) : new(entry.Bytes.Slice(start, length), from, isEscaped);
    }

    /// <summary>The text as UTF-8.</summary>
    public ReadOnlyMemory<byte> Unescape(ByteRoom? room = null) => IsEscaped ? ByteRoom.Unescape(room, Raw.Span) : Raw;

    /// <inheritdoc/>
    public override string ToString() => Encoding.UTF8.GetString(Unescape().Span);
}
