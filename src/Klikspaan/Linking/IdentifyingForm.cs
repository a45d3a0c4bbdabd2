using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Text;

namespace Klikspaan.Linking;

/// <summary>Whether a value can tell one device, installation, run or request from others, by its characters alone; and how much it can hold.</summary>
/// <param name="Name">The form: <c>guid</c>, <c>hex</c>, <c>mac</c>, <c>ip</c>, <c>email</c>, <c>number</c>, <c>token</c>, <c>text</c>.</param>
/// <param name="Bits">The most that a value of this form and length can hold, in bits: how much it does hold, its form does not show.</param>
public readonly record struct IdentifyingForm(string Name, int Bits)
{
    const int LongestValue = 1024;
    const int FewestDigits = 12;
    const int GuidLength = 36;
    const int FewestNumerals = 9;
    const int FewestOfToken = 16;
    static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);
    static readonly SearchValues<byte> Numerals = SearchValues.Create("0123456789"u8);
    static readonly SearchValues<byte> Run = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);
    static readonly SearchValues<byte> Token = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/=~"u8);

    /// <summary>The form of a value.</summary>
    /// <param name="value">The value as UTF-8.</param>
    /// <param name="isNamed">Whether a rule or a protocol file says that it identifies, so that its characters need not show it.</param>
    /// <returns>Null where it is nothing that identifies, as far as its characters show: words, moments, small numbers.</returns>
    public static IdentifyingForm? Of(ReadOnlySpan<byte> value, bool isNamed)
    {
        if (value.Length is < 3 or > LongestValue)
        {
            return null;
        }

        var bare = Bare(value);
        if (bare.Length == 36 && bare[8] == '-' && Utf8Parser.TryParse(bare, out Guid guid, out var used) && used == 36)
        {
            // All noughts, and all ones, name nothing.
            return guid == Guid.Empty || guid == Guid.AllBitsSet ? null : new("guid", guid.Version is 4 or 7 ? guid.Version == 4 ? 122 : 74 : 128);
        }

        if (value.Length == 17 && IsMac(value))
        {
            return new("mac", 48);
        }

        if (!value.ContainsAnyExcept(Numerals))
        {
            return OfNumber(value, isNamed);
        }

        if (value.Length >= FewestDigits && !value.ContainsAnyExcept(Hex) && IsMixed(value))
        {
            return new("hex", 4 * value.Length);
        }

        return OfText(value, isNamed);
    }

    /// <summary>The value as it is compared: spellings of one number are one.</summary>
    /// <param name="value">The value as UTF-8.</param>
    public string Canonical(ReadOnlySpan<byte> value) => Name switch
    {
        "guid" => Encoding.ASCII.GetString(Bare(value)).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(),
        "mac" => Encoding.ASCII.GetString(value).Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(),
        "hex" or "email" => Encoding.UTF8.GetString(value).ToLowerInvariant(),
        _ => Encoding.UTF8.GetString(value),
    };

    /// <summary>The values with the form of an identifier within bytes of any sort, by their runs of letters, digits, underscores and dashes: those of a form that no word has.</summary>
    /// <param name="bytes">The bytes, such as the content of a file.</param>
    /// <returns>The values as they are compared, in order; a value that stands there twice comes twice.</returns>
    public static IEnumerable<string> In(ReadOnlyMemory<byte> bytes)
    {
        for (var from = 0; from < bytes.Length;)
        {
            var start = from + Math.Max(0, bytes.Span[from..].IndexOfAny(Run));
            if (!Run.Contains(bytes.Span[start]))
            {
                yield break;
            }

            var length = bytes.Span[start..].IndexOfAnyExcept(Run);
            var run = length < 0 ? bytes[start..] : bytes.Slice(start, length);
            from = start + run.Length;
            var hasGuid = false;
            foreach (var guid in Guids(run))
            {
                hasGuid = true;
                yield return guid;
            }

            if (!hasGuid && run.Length >= FewestDigits && Of(run.Span, false) is { Name: "hex" or "token" } form)
            {
                yield return form.Canonical(run.Span);
            }
        }
    }

    /// <summary>In a database no separator need stand before or after a text.</summary>
    static IEnumerable<string> Guids(ReadOnlyMemory<byte> run)
    {
        for (var i = 0; i + GuidLength <= run.Length; i++)
        {
            if (run.Span[i + 8] == '-' && run.Span[i + 13] == '-' && run.Span[i + 18] == '-' && run.Span[i + 23] == '-' && Of(run.Span.Slice(i, GuidLength), false) is { Name: "guid" } form)
            {
                yield return form.Canonical(run.Span.Slice(i, GuidLength));
                i += GuidLength - 1;
            }
        }
    }

    static IdentifyingForm? OfNumber(ReadOnlySpan<byte> value, bool isNamed) =>
        value.Length >= FewestNumerals && value.Length <= 40 && !value.Trim((byte)'0').IsEmpty && !Moments.IsMoment(value) ? new("number", (int)(value.Length * 3.33))
        : isNamed && !Moments.IsMoment(value) ? new("number", (int)(value.Length * 3.33))
        : null;

    static IdentifyingForm? OfText(ReadOnlySpan<byte> value, bool isNamed)
    {
        if (value.IndexOf((byte)'@') > 0 && !value.ContainsAny(" /\\:"u8) && value[(value.IndexOf((byte)'@') + 1)..].Contains((byte)'.'))
        {
            return new("email", 8 * value.Length);
        }

        if (IsAddress(value))
        {
            return new("ip", value.Contains((byte)':') ? 128 : 32);
        }

        if (value.Length >= FewestOfToken && !value.ContainsAnyExcept(Token) && IsDrawn(value))
        {
            return new("token", 6 * value.Length);
        }

        return isNamed && Unicode(value) ? new("text", 8 * value.Length) : null;
    }

    static bool Unicode(ReadOnlySpan<byte> value) => System.Text.Unicode.Utf8.IsValid(value) && !value.ContainsAnyInRange((byte)0, (byte)31);

    /// <summary>Digits of which some are letters and some numerals; else it is a number, or a word such as <c>deadbeef</c>. Digits that repeat one are none.</summary>
    static bool IsMixed(ReadOnlySpan<byte> value) => value.ContainsAny(Numerals) && value.ContainsAnyExcept(Numerals) && value.ContainsAnyExcept(value[0]);

    /// <summary>Letters and numerals in turn, as drawn at random: words and versions change from one to the other seldom.</summary>
    static bool IsDrawn(ReadOnlySpan<byte> value)
    {
        int numerals = 0, changes = 0, slashes = 0;
        for (var i = 0; i < value.Length; i++)
        {
            numerals += IsNumeral(value[i]) ? 1 : 0;
            slashes += value[i] == '/' ? 1 : 0;
            changes += i > 0 && KindOf(value[i]) != KindOf(value[i - 1]) ? 1 : 0;
        }

        // A path has words between its slashes, a name of several words has them between its hyphens.
        return numerals >= 2 && changes * 3 >= value.Length && slashes <= value.Length / 12 && numerals < value.Length;
    }

    static int KindOf(byte b) => IsNumeral(b) ? 0 : b is >= (byte)'a' and <= (byte)'z' ? 1 : b is >= (byte)'A' and <= (byte)'Z' ? 2 : 3;

    static bool IsNumeral(byte b) => b is >= (byte)'0' and <= (byte)'9';

    static bool IsAddress(ReadOnlySpan<byte> value) =>
        value.Length is >= 7 and <= 45 && (value.Count((byte)'.') == 3 || value.Count((byte)':') >= 2) && IPAddress.TryParse(value, out var address)
        && !IPAddress.IsLoopback(address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any);

    static bool IsMac(ReadOnlySpan<byte> value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (i % 3 == 2 ? value[i] != value[2] || value[i] is not ((byte)':' or (byte)'-') : !Hex.Contains(value[i]))
            {
                return false;
            }
        }

        return value.ContainsAnyExcept("0:-fF"u8);
    }

    static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> value) => value.Length == 38 && value[0] == '{' && value[^1] == '}' ? value[1..^1] : value;
}
