using System.Globalization;
using System.Text;

namespace Klikspaan;

/// <summary>Makes text from evidence safe to look at: it must neither steer a terminal nor turn the text around it.</summary>
public static class VisibleText
{
    /// <summary>Control characters as their pictures, direction characters and what is no character as the replacement character.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsPlain(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                var pair = new Rune(c, text[++i]);
                clean.Append(IsUnsafe(pair) ? "\uFFFD" : pair.ToString());
            }
            else
            {
                clean.Append(c < 0x20 ? (char)(0x2400 + c) : IsUnsafe(c) ? '\uFFFD' : c);
            }
        }

        return clean.ToString();
    }

    /// <summary>The same, cut to <paramref name="most"/> characters; never half a character. What was left out is for the caller to say.</summary>
    public static string Of(string text, int most, out bool wasCut)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        wasCut = text.Length > most;
        return Of(wasCut ? text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] : text);
    }

    /// <summary>Whether a character may be shown as it is.</summary>
    internal static bool IsSafe(Rune rune) => rune.IsBmp ? !IsUnsafe((char)rune.Value) : !IsUnsafe(rune);

    static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (IsUnsafe(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Control and direction characters, separators of lines, invisible marks, and halves of characters.</summary>
    static bool IsUnsafe(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) || c is '\u00AD' or '\u061C' or '\u180E' or '\uFEFF' or (>= '\u200B' and <= '\u200F') or (>= '\u2028' and <= '\u202E')
            or (>= '\u2060' and <= '\u206F') or (>= '\uFFF9' and <= '\uFFFB') or '\uFFFE' or '\uFFFF';

    /// <summary>Beyond the first plane: tags and other marks that nobody sees, in which a text can hide, and what is no character. Two signs of Kaithi are seen.</summary>
    static bool IsUnsafe(Rune rune) => (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x110BD or 0x110CD)) || (rune.Value & 0xFFFE) == 0xFFFE;
}
