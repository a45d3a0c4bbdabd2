using System.Globalization;
using System.Text;

namespace Klikspaan.Store;

/// <summary>JSON that stays what it is on a screen: characters that steer a terminal or turn the text around them are written as escapes, which say the same to a program.</summary>
static class SafeJson
{
    /// <summary>The text of what was written, with the end of its last line.</summary>
    public static string Of(MemoryStream written)
    {
        var text = Encoding.UTF8.GetString(written.GetBuffer(), 0, (int)written.Length);
        var safe = new StringBuilder(text.Length + 1);
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < '\u0080' and not '\u007F')
            {
                continue;
            }

            // What is unsafe stands within texts alone, since JSON is ASCII besides.
            var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
            if (!Rune.TryGetRuneAt(text, i, out var rune) || !VisibleText.IsSafe(rune))
            {
                safe.Append(text, from, i - from);
                for (var j = i; j < i + length; j++)
                {
                    safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[j]:X4}");
                }

                from = i + length;
            }

            i += length - 1;
        }

        return safe.Append(text, from, text.Length - from).Append('\n').ToString();
    }
}
