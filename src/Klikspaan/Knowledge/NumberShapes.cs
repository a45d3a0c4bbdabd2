using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Klikspaan.Knowledge;

/// <summary>Shapes of numbers that people and devices have. A sum that comes out right rejects others and proves nothing: what the field is called decides.</summary>
static class NumberShapes
{
    const int ShortestIban = 15, LongestIban = 34;
    static readonly SearchValues<byte> LettersAndDigits = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 "u8);

    /// <summary>Nine digits that pass the eleven test.</summary>
    public static bool IsElevenTest(ReadOnlySpan<byte> v)
    {
        if (v.Length != 9 || !AreDigits(v))
        {
            return false;
        }

        var sum = -(v[8] - '0');
        for (var i = 0; i < 8; i++)
        {
            sum += (9 - i) * (v[i] - '0');
        }

        return sum != 0 && sum % 11 == 0;
    }

    /// <summary>Fifteen digits with a check digit by Luhn, of no range of cards.</summary>
    public static bool IsImei(ReadOnlySpan<byte> v) => v.Length == 15 && AreDigits(v) && !(v[0] == '3' && v[1] is (byte)'4' or (byte)'7') && IsLuhn(v);

    /// <summary>A card number of 13 to 19 digits with a check digit by Luhn, in groups of four or without any.</summary>
    public static bool IsCard(ReadOnlySpan<byte> v)
    {
        if (v.Length is < 13 or > 19 || v[0] is < (byte)'2' or > (byte)'6')
        {
            return false;
        }

        if (v.Length == 19 && v[4] is (byte)' ' or (byte)'-')
        {
            Span<byte> digits = stackalloc byte[16];
            for (int i = 0, to = 0; i < v.Length; i++)
            {
                if (i % 5 == 4)
                {
                    if (v[i] != v[4])
                    {
                        return false;
                    }
                }
                else
                {
                    digits[to++] = v[i];
                }
            }

            return AreDigits(digits) && IsLuhn(digits);
        }

        return (v.Length != 15 || (v[0] == '3' && v[1] is (byte)'4' or (byte)'7')) && AreDigits(v) && IsLuhn(v);
    }

    /// <summary>An account number of ISO 13616, whose sum modulo 97 is 1; spaces between groups of four are allowed.</summary>
    public static bool IsIban(ReadOnlySpan<byte> v)
    {
        if (v.Length is < ShortestIban or > LongestIban + 8 || !char.IsAsciiLetterUpper((char)v[0]) || !char.IsAsciiLetterUpper((char)v[1]) || !char.IsAsciiDigit((char)v[2]) || !char.IsAsciiDigit((char)v[3]))
        {
            return false;
        }

        Span<byte> letters = stackalloc byte[LongestIban];
        var count = 0;
        for (var i = 0; i < v.Length; i++)
        {
            if (v[i] == ' ' && i % 5 == 4)
            {
                continue;
            }

            if (count == LongestIban || (!char.IsAsciiLetterUpper((char)v[i]) && !char.IsAsciiDigit((char)v[i])))
            {
                return false;
            }

            letters[count++] = v[i];
        }

        var rest = 0;
        for (var i = 0; i < count; i++)
        {
            var c = letters[(i + 4) % count];
            rest = char.IsAsciiDigit((char)c) ? ((rest * 10) + c - '0') % 97 : ((rest * 100) + c - 'A' + 10) % 97;
        }

        return count >= ShortestIban && rest == 1;
    }

    /// <summary>A Dutch postcode: four digits, not from 0, and two capitals.</summary>
    public static bool IsPostcode(ReadOnlySpan<byte> v) => PostcodeEnd(v) == v.Length;

    /// <summary>A Dutch postcode and the number of a house, with what follows it.</summary>
    public static bool IsPostcodeWithNumber(ReadOnlySpan<byte> v)
    {
        var at = PostcodeEnd(v);
        if (at < 0 || v.Length > at + 12)
        {
            return false;
        }

        at += at < v.Length && v[at] == ',' ? 1 : 0;
        at += at < v.Length && v[at] == ' ' ? 1 : 0;
        var from = at;
        while (at < v.Length && char.IsAsciiDigit((char)v[at]))
        {
            at++;
        }

        var after = v[at..];
        return at > from && at - from <= 5 && after.Length <= 5 && !after.ContainsAnyExcept(LettersAndDigits);
    }

    /// <summary>The number of a Dutch passport or identity card: two capitals, six capitals or digits and a digit, without the letter O.</summary>
    public static bool IsDocumentNumber(ReadOnlySpan<byte> v)
    {
        if (v.Length != 9 || !char.IsAsciiLetterUpper((char)v[1]) || !char.IsAsciiDigit((char)v[8]) || v.Contains((byte)'O'))
        {
            return false;
        }

        foreach (var c in v)
        {
            if (!char.IsAsciiLetterUpper((char)c) && !char.IsAsciiDigit((char)c))
            {
                return false;
            }
        }

        return char.IsAsciiLetterUpper((char)v[0]);
    }

    /// <summary>A Dutch licence plate: three groups with dashes between, each of capitals or of digits, six in all, some of either.</summary>
    public static bool IsPlate(ReadOnlySpan<byte> v)
    {
        if (v.Length != 8 || v.Count((byte)'-') != 2 || v[0] == '-' || v[7] == '-')
        {
            return false;
        }

        int digits = 0, letters = 0;
        for (var i = 0; i < v.Length; i++)
        {
            var isDigit = char.IsAsciiDigit((char)v[i]);
            if (v[i] == '-' ? v[i - 1] == '-' : !isDigit && !char.IsAsciiLetterUpper((char)v[i]))
            {
                return false;
            }

            if (v[i] != '-' && i > 0 && v[i - 1] != '-' && isDigit != char.IsAsciiDigit((char)v[i - 1]))
            {
                return false;
            }

            digits += isDigit ? 1 : 0;
            letters += isDigit || v[i] == '-' ? 0 : 1;
        }

        return digits > 0 && letters > 0;
    }

    /// <summary>A number of ITU-T E.164: a plus and 8 to 15 digits, with spaces, dashes, dots and brackets between.</summary>
    public static bool IsInternationalPhone(ReadOnlySpan<byte> v) =>
        v.Length is >= 9 and <= 24 && v[0] == '+' && v[1] is >= (byte)'1' and <= (byte)'9' && char.IsAsciiDigit((char)v[^1]) && Digits(v[1..], " -.()"u8) is >= 8 and <= 15;

    /// <summary>A Dutch number of ten digits that begins with a nought, with spaces and a dash between.</summary>
    public static bool IsNationalPhone(ReadOnlySpan<byte> v) =>
        v.Length is >= 10 and <= 14 && v[0] == '0' && v[1] is >= (byte)'1' and <= (byte)'9' && Digits(v, " -"u8) == 10;

    /// <summary>A security identifier of an account: one that a machine or domain made, not one that is the same everywhere.</summary>
    public static bool IsSid(ReadOnlySpan<byte> v) =>
        v.Length <= 184 && v.StartsWith("S-1-"u8) && v.Count((byte)'-') >= 7 && char.IsAsciiDigit((char)v[^1]) && Digits(v[4..], "-"u8) > 0;

    /// <summary>A latitude and a longitude in degrees with three decimals or more.</summary>
    public static bool IsCoordinates(ReadOnlySpan<byte> v)
    {
        var at = v.Length is >= 11 and <= 48 ? v.IndexOfAny((byte)',', (byte)';') : -1;
        return at > 0 && IsDegrees(v[..at].TrimEnd((byte)' '), 90) && IsDegrees(v[(at + 1)..].TrimStart((byte)' '), 180);
    }

    /// <summary>A number from -180 to 180 with three decimals or more, as a latitude or longitude is written.</summary>
    public static bool IsDegrees(ReadOnlySpan<byte> v) => IsDegrees(v, 180);

    /// <summary>
    /// An address of IPv4 as RFC 3986 section 3.2.2 writes it: four numbers to 255 without noughts before them. None of 0.0.0.0/8 and 240.0.0.0/4, which no
    /// machine on a network has (RFC 6890).
    /// </summary>
    public static bool IsDotted(ReadOnlySpan<byte> v)
    {
        var (number, digits, first) = (0, 0, -1);
        for (var i = 0; i <= v.Length; i++)
        {
            if (i == v.Length || v[i] == '.')
            {
                if (digits == 0 || number > 255)
                {
                    return false;
                }

                first = first < 0 ? number : first;
                (number, digits) = (0, 0);
            }
            else if (!char.IsAsciiDigit((char)v[i]) || digits == 3 || (digits == 1 && number == 0))
            {
                return false;
            }
            else
            {
                (number, digits) = ((number * 10) + v[i] - '0', digits + 1);
            }
        }

        return first is > 0 and < 240;
    }

    /// <summary>An address of a network at home or at work, of one link or of the machine itself.</summary>
    public static bool IsPrivate(ReadOnlySpan<byte> v)
    {
        if (!IPAddress.TryParse(v, out var address))
        {
            return false;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || IPAddress.IsLoopback(address);
        }

        Span<byte> b = stackalloc byte[4];
        return address.TryWriteBytes(b, out _) && (b[0] is 10 or 127 || (b[0] == 172 && b[1] is >= 16 and <= 31) || (b[0] == 192 && b[1] == 168) || (b[0] == 169 && b[1] == 254) || (b[0] == 100 && b[1] is >= 64 and <= 127));
    }

    static bool IsDegrees(ReadOnlySpan<byte> v, int most)
    {
        v = v.StartsWith("-"u8) ? v[1..] : v;
        var dot = v.IndexOf((byte)'.');
        if (dot is < 1 or > 3 || v.Length is < 5 or > 22 || v.Length - dot < 4 || !AreDigits(v[..dot]) || !AreDigits(v[(dot + 1)..]))
        {
            return false;
        }

        var whole = 0;
        foreach (var c in v[..dot])
        {
            whole = (whole * 10) + c - '0';
        }

        return whole < most;
    }

    /// <summary>Where a postcode ends that a text begins with; -1 when it begins with none.</summary>
    static int PostcodeEnd(ReadOnlySpan<byte> v)
    {
        if (v.Length < 6 || v[0] == '0' || !AreDigits(v[..4]))
        {
            return -1;
        }

        var at = v[4] == ' ' ? 5 : 4;
        return v.Length >= at + 2 && char.IsAsciiLetterUpper((char)v[at]) && char.IsAsciiLetterUpper((char)v[at + 1]) ? at + 2 : -1;
    }

    /// <summary>How many digits there are when nothing else is there but <paramref name="between"/>; 0 otherwise.</summary>
    static int Digits(ReadOnlySpan<byte> v, ReadOnlySpan<byte> between)
    {
        var count = 0;
        foreach (var c in v)
        {
            if (char.IsAsciiDigit((char)c))
            {
                count++;
            }
            else if (!between.Contains(c))
            {
                return 0;
            }
        }

        return count;
    }

    static bool AreDigits(ReadOnlySpan<byte> v) => !v.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    static bool IsLuhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (digits[^(i + 1)] - '0') * (i % 2 == 1 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum > 0 && sum % 10 == 0;
    }
}
