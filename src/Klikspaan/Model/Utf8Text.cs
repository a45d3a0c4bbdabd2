using System.Text;

namespace Klikspaan;

/// <summary>Bytes as the text that they are.</summary>
static class Utf8Text
{
    const int MostBytesOfCharacter = 3;

    /// <summary>Whether bytes read as UTF-8 are this text; makes no text of them but where there are others than ASCII.</summary>
    public static bool Same(ReadOnlySpan<byte> utf8, string text) =>
        utf8.Length >= text.Length && utf8.Length <= text.Length * (long)MostBytesOfCharacter
        && (Ascii.Equals(utf8, text) || (!Ascii.IsValid(utf8) && Encoding.UTF8.GetString(utf8) == text));
}
