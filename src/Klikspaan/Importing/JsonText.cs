using System.Text;

namespace Klikspaan.Importing;

/// <summary>A JSON string in a capture: its contents as they stand there, and where.</summary>
/// <param name="Raw">The bytes between the quotes.</param>
/// <param name="Offset">Offset of these bytes in the capture file.</param>
/// <param name="IsEscaped">Whether they hold escapes.</param>
readonly record struct JsonText(ReadOnlyMemory<byte> Raw, long Offset, bool IsEscaped)
{
    /// <summary>The step from the bytes in the file to the text.</summary>
    public string Steps => IsEscaped ? "json-string" : "";

    /// <summary>The text as UTF-8.</summary>
    public ReadOnlyMemory<byte> Unescape()
    {
        if (!IsEscaped)
        {
            return Raw;
        }

        return JsonEscapes.Unescape(Raw.Span);
    }

    /// <inheritdoc/>
    public override string ToString() => Encoding.UTF8.GetString(Unescape().Span);
}
