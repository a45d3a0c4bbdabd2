using System.Text;

namespace Klikspaan.Classifying;

/// <summary>How seldom a find of a planted value would be an accident: of digits that were cut, of a checksum, and of a short value.</summary>
public static class AccidentChance
{
    const int LongEnough = 9;

    /// <summary>So many bits: by accident it would be found in one of 2 to this power of values that were drawn at random, as long as it and of the same characters; null where that is too seldom to tell.</summary>
    /// <param name="form">The form in which it was found.</param>
    /// <param name="planted">The planted value.</param>
    /// <param name="digests">How many digests are looked up together: a value can be any of them.</param>
    public static int? Of(WrittenForm form, string planted, long digests)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(planted);
        var sought = (int)Math.Ceiling(Math.Log2(Math.Max(1, digests)));
        return form.Name == WrittenForm.Checksum ? 32 - sought
            : form.IsDigest ? (form.Digits > 0 ? (4 * form.Digits) - sought : null)
            : Encoding.UTF8.GetByteCount(planted) < LongEnough ? (int)(planted.Length * Math.Log2(Alphabet(planted)))
            : null;
    }

    /// <summary>How many characters there are of the kinds that it holds.</summary>
    static int Alphabet(string value) =>
        Math.Max(2, (value.Any(char.IsAsciiDigit) ? 10 : 0) + (value.Any(char.IsAsciiLetterLower) ? 26 : 0) + (value.Any(char.IsAsciiLetterUpper) ? 26 : 0) + (value.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 33 : 0));
}
