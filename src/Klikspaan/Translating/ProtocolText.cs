using System.Globalization;
using System.Text;

namespace Klikspaan.Translating;

/// <summary>Writes texts as YAML.</summary>
static class ProtocolText
{
    /// <summary>A text in double quotes (YAML 1.2 section 7.3.1); what is no Unicode becomes the mark for that.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                quoted.Append('\\').Append((char)rune.Value);
            }
            else if (rune.Value is < ' ' or (>= 0x7F and <= 0xA0) or 0x2028 or 0x2029 or 0xFEFF or > 0xFFFF)
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
            }
            else
            {
                quoted.Append((char)rune.Value);
            }
        }

        return quoted.Append('"').ToString();
    }
}
