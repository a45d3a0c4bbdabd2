using System.Text;

namespace Klikspaan.Classifying;

/// <summary>How seldom a find of a planted value would be an accident: of digits that were cut, of a checksum or another digest of 32 bits, and of a value that is short or of few characters, as a number is.</summary>
public static class AccidentChance
{
    const int LongEnough = 9, EnoughBits = 48;
    static readonly IReadOnlyList<string> OfFourBytes = ["murmur3-32"];

    /// <summary>The same of a value whose kind and spelling tell which of its characters are there; a whole digest of 32 bits is told as the first eight digits of a longer one.</summary>
    /// <param name="form">The form in which it was found.</param>
    /// <param name="planted">The planted value.</param>
    /// <param name="digests">How many digests are looked up together, asked only where it counts.</param>
    public static int? Of(WrittenForm form, PlantedValue planted, Func<long> digests)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(planted);
        ArgumentNullException.ThrowIfNull(digests);
        if (form.IsDigest)
        {
            return form.Digits > 0 || form.Name == WrittenForm.Checksum || OfFourBytes.Contains(form.Name) ? Of(form, planted.Value, digests()) : null;
        }

        var name = string.Join(", ", form.Spellings);
        var spelling = name.Length == 0 ? null : Spelling.Of(planted).FirstOrDefault(s => s.Name == name);
        return Of(form, spelling is null ? planted.Value : Encoding.UTF8.GetString(spelling.Bytes), 1);
    }

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
            : form.IsDigest ? (form.Digits > 0 ? (4 * form.Digits) - sought : OfFourBytes.Contains(form.Name) ? 32 - sought : null)
            : Bits(planted) is var bits && (bits < EnoughBits || Encoding.UTF8.GetByteCount(planted) < LongEnough) ? bits
            : null;
    }

    /// <summary>How much a value tells, in bits: of a number its digits only, as anything may stand between them.</summary>
    static int Bits(string value) => value.Any(char.IsAsciiDigit) && !value.Any(c => char.IsLetter(c))
        ? (int)(value.Count(char.IsAsciiDigit) * Math.Log2(10))
        : (int)(value.Length * Math.Log2(Alphabet(value)));

    /// <summary>How many characters there are of the kinds that it holds.</summary>
    static int Alphabet(string value) =>
        Math.Max(2, (value.Any(char.IsAsciiDigit) ? 10 : 0) + (value.Any(char.IsAsciiLetterLower) ? 26 : 0) + (value.Any(char.IsAsciiLetterUpper) ? 26 : 0) + (value.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 33 : 0));
}
