using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Klikspaan.Knowledge;

/// <summary>What a value looks like by its characters alone: the shapes that rules can name.</summary>
public static class ValueShapes
{
    const int Longest = 4096;
    const string AllJoints = "@-:./";
    static readonly SearchValues<byte> Joints = SearchValues.Create("@-:./"u8);
    static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);
    static readonly SearchValues<byte> Local = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-"u8);
    static readonly SearchValues<byte> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);
    static readonly SearchValues<byte> Domain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"u8);

    // Each with the joints that can be the first of a value of that shape; those without any are asked for by their first byte. With fewest and most bytes of one, for nothing more is asked of most values.
    static readonly (string Name, string First, int Least, int Most, ShapeTest Test)[] All =
    [
        ("guid", "-", 36, 38, v => IsGuid(v) && !IsNil(v)),
        ("email", "@-.", 6, 254, IsEmail),
        ("ipv4", ".", 7, 15, v => v.Length is >= 7 and <= 15 && v.Count((byte)'.') == 3 && NumberShapes.IsDotted(v)),
        ("ipv6", ":", 3, 45, v => v.Length is >= 3 and <= 45 && v.Count((byte)':') >= 2 && IsAddress(v, AddressFamily.InterNetworkV6)),
        ("mac", ":-", 17, 17, IsMac),
        ("jwt", ".-", 41, Longest, IsJwt),
        ("hex-digest", "", 0, Longest, IsDigest),
        ("iso-time", AllJoints, 19, 40, v => v.Length is >= 19 and <= 40 && v[4] == '-' && v[7] == '-' && v[10] is (byte)'T' or (byte)' ' && char.IsAsciiDigit((char)v[0])),
        ("url", ":", 7, Longest, v => v.StartsWith("https://"u8) || v.StartsWith("http://"u8)),
        ("unix-path", "/", 6, Longest, v => v.Length > 3 && v[0] == '/' && v[1..].Contains((byte)'/') && !v.Contains((byte)' ') && (v.StartsWith("/home/"u8) || v.StartsWith("/Users/"u8) || v.StartsWith("/root/"u8))),
        ("windows-path", ":", 4, Longest, v => v.Length > 3 && char.IsAsciiLetter((char)v[0]) && v[1] == ':' && v[2] == '\\'),
        ("sid", "", 0, Longest, NumberShapes.IsSid),
        ("licence-plate", "", 0, Longest, NumberShapes.IsPlate),
        ("credit-card", "", 0, Longest, NumberShapes.IsCard),
        ("phone-national", "", 0, Longest, NumberShapes.IsNationalPhone),
        ("coordinates", "", 0, Longest, NumberShapes.IsCoordinates),
        ("decimal-degrees", "", 0, Longest, NumberShapes.IsDegrees),
        ("ipv4-private", "", 0, Longest, NumberShapes.IsPrivate),
        ("ipv6-private", "", 0, Longest, NumberShapes.IsPrivate),
        ("url-query", "", 0, Longest, v => v.IndexOf((byte)'?') is > 0 and var at && v[at..].Contains((byte)'=')),
        ("eleven-test", "", 0, Longest, NumberShapes.IsElevenTest),
        ("imei", "", 0, Longest, NumberShapes.IsImei),
        ("iban", "", 0, Longest, NumberShapes.IsIban),
        ("postcode-nl", "", 0, Longest, NumberShapes.IsPostcode),
        ("postcode-with-number", "", 0, Longest, NumberShapes.IsPostcodeWithNumber),
        ("document-number-nl", "", 0, Longest, NumberShapes.IsDocumentNumber),
        ("phone-e164", "", 0, Longest, NumberShapes.IsInternationalPhone),
        ("unc-path", "", 0, Longest, TextShapes.IsUncPath),
        ("stack-trace", "", 0, Longest, TextShapes.IsStackTrace),
        ("free-text", "", 0, Longest, TextShapes.IsFreeText),
    ];

    // A shape that is one of another's kind is told apart once that other was seen.
    static readonly (int Of, int Narrower)[] Narrower = [(Place("ipv4"), Place("ipv4-private")), (Place("ipv6"), Place("ipv6-private")), (Place("url"), Place("url-query"))];

    static readonly int[] NarrowerOf = [.. Enumerable.Range(0, All.Length).Select(i => Narrower.Where(n => n.Of == i).Select(n => n.Narrower).DefaultIfEmpty(-1).First())];

    static readonly (int Place, int Least, int Most, ShapeTest Test)[][] ByFirst = [.. AllJoints.Select(j => Enumerable.Range(0, All.Length).Where(i => All[i].First.Contains(j, StringComparison.Ordinal)).Select(i => (i, All[i].Least, All[i].Most, All[i].Test)).ToArray())];
    static readonly int Sid = Place("sid"), Plate = Place("licence-plate"), Card = Place("credit-card"), NationalPhone = Place("phone-national"), Coordinates = Place("coordinates"), Degrees = Place("decimal-degrees"), ElevenTest = Place("eleven-test"), Imei = Place("imei"), Iban = Place("iban"), Postcode = Place("postcode-nl"), PostcodeWithNumber = Place("postcode-with-number"), DocumentNumber = Place("document-number-nl"), InternationalPhone = Place("phone-e164"), UncPath = Place("unc-path"), StackTrace = Place("stack-trace"), FreeText = Place("free-text"), Digest = Place("hex-digest");

    static readonly sbyte[] JointOf = [.. Enumerable.Range(0, 256).Select(b => (sbyte)AllJoints.IndexOf((char)b, StringComparison.Ordinal))];

    delegate bool ShapeTest(ReadOnlySpan<byte> value);

    /// <summary>The names of all shapes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(s => s.Name)];

    /// <summary>The shape of a value, the narrowest; null when it has none of them.</summary>
    public static string? Of(ReadOnlySpan<byte> value) => Find(value, true) is >= 0 and var place ? All[place].Name : null;

    /// <summary>The shape and the shapes that are of its kind: an <c>ipv4-private</c> is an <c>ipv4</c>, too.</summary>
    public static IEnumerable<string> With(string shape) => Narrower.Where(n => All[n.Of].Name == shape).Select(n => All[n.Narrower].Name).Prepend(shape);

    /// <summary>Whether it is of the kind of another shape, and so says more than that.</summary>
    internal static bool IsNarrow(string shape) => Narrower.Any(n => All[n.Narrower].Name == shape);

    /// <summary>Whether a shape is told by its joints or is a digest: those are found whatever is asked for.</summary>
    internal static bool IsEasy(string shape) => Place(shape) is >= 0 and var place && (place == Digest || All[place].First.Length > 0 || IsNarrow(shape));

    /// <summary>Whether a value tells few apart, whatever it is: one character, noughts alone, or a word for yes, no or nothing. Called for every value.</summary>
    internal static bool IsFew(ReadOnlySpan<byte> value) => value.Length <= 1 || (value[0] | 0x20) switch
    {
        '0' => !value.ContainsAnyExcept((byte)'0'),
        '-' => value.SequenceEqual("-1"u8),
        't' => Ascii.EqualsIgnoreCase(value, "true"u8),
        'f' => Ascii.EqualsIgnoreCase(value, "false"u8),
        'n' => value.Length <= 4 && (Ascii.EqualsIgnoreCase(value, "null"u8) || Ascii.EqualsIgnoreCase(value, "none"u8) || Ascii.EqualsIgnoreCase(value, "n/a"u8)),
        'u' => Ascii.EqualsIgnoreCase(value, "unknown"u8) || Ascii.EqualsIgnoreCase(value, "undefined"u8),
        _ => false,
    };

    /// <summary>The place of the shape of a value among <see cref="Names"/>; -1 when it has none of them.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isAnyAsked">Whether all shapes are asked for; if not, none of those of which <see cref="IsEasy"/> is false.</param>
    /// <remarks>Called for every value: a number is told by its length and first digit before anything is reckoned, and text is looked at last.</remarks>
    internal static int Find(ReadOnlySpan<byte> value, bool isAnyAsked)
    {
        if (value.Length is < 3 or > Longest)
        {
            return value.Length < 3 || !isAnyAsked ? -1 : Text(value);
        }

        // Most values are shorter than what is worth a vector.
        var at = 0;
        while (at < value.Length && at < 16 && JointOf[value[at]] < 0)
        {
            at++;
        }

        at += at == 16 && value.Length > 16 ? value[16..].IndexOfAny(Joints) is >= 0 and var more ? more : value.Length - at : 0;
        if (at == value.Length)
        {
            return IsDigest(value) ? Digest : isAnyAsked ? WithoutJoints(value) : -1;
        }

        foreach (ref readonly var shape in ByFirst[JointOf[value[at]]].AsSpan())
        {
            if (value.Length >= shape.Least && value.Length <= shape.Most && shape.Test(value))
            {
                return Narrow(shape.Place, value);
            }
        }

        return isAnyAsked ? WithJoints(value) : -1;
    }

    static int WithoutJoints(ReadOnlySpan<byte> value)
    {
        var first = value[0];
        return char.IsAsciiDigit((char)first) ? (value.Length is >= 6 and <= 19 ? BeginsWithDigit(value) : Text(value))
            : first == '+' ? (NumberShapes.IsInternationalPhone(value) ? InternationalPhone : -1)
            : first == '\\' ? (TextShapes.IsUncPath(value) ? UncPath : -1)
            : !char.IsAsciiLetterUpper((char)first) ? Text(value)
            : value.Length == 9 ? (NumberShapes.IsDocumentNumber(value) ? DocumentNumber : -1)
            : NumberShapes.IsIban(value) ? Iban : Text(value);
    }

    /// <summary>By its length, so that what most numbers are, a count or a time, costs one look.</summary>
    static int BeginsWithDigit(ReadOnlySpan<byte> value) => value.Length switch
    {
        9 when NumberShapes.IsElevenTest(value) => ElevenTest,
        6 or 7 => NumberShapes.IsPostcode(value) ? Postcode : -1,
        _ when !char.IsAsciiDigit((char)value[4]) || !char.IsAsciiDigit((char)value[5]) =>
            NumberShapes.IsPostcodeWithNumber(value) ? PostcodeWithNumber : NumberShapes.IsCard(value) ? Card : NumberShapes.IsNationalPhone(value) ? NationalPhone : -1,
        >= 10 and <= 14 when value[0] == '0' => NumberShapes.IsNationalPhone(value) ? NationalPhone : -1,
        15 when NumberShapes.IsImei(value) => Imei,
        >= 13 when value[0] != '1' => NumberShapes.IsCard(value) ? Card : -1,
        _ => -1,
    };

    /// <summary>What has a joint and no shape of those that are told by it: numbers, by their first byte, and text.</summary>
    static int WithJoints(ReadOnlySpan<byte> value)
    {
        var first = value[0];
        if (first is (byte)'-' || char.IsAsciiDigit((char)first))
        {
            return value.Length > 48 ? Text(value)
                : value[..Math.Min(5, value.Length)].Contains((byte)'.') ? (NumberShapes.IsDegrees(value) ? Degrees : NumberShapes.IsCoordinates(value) ? Coordinates : Text(value))
                : value.Length == 8 ? (NumberShapes.IsPlate(value) ? Plate : -1)
                : value.Length == 19 ? (NumberShapes.IsCard(value) ? Card : -1)
                : NumberShapes.IsNationalPhone(value) ? NationalPhone : Text(value);
        }

        return first == '+' ? (NumberShapes.IsInternationalPhone(value) ? InternationalPhone : -1)
            : first == '\\' ? (TextShapes.IsUncPath(value) ? UncPath : -1)
            : value.Length == 8 ? (NumberShapes.IsPlate(value) ? Plate : -1)
            : first == 'S' && NumberShapes.IsSid(value) ? Sid
            : Text(value);
    }

    /// <summary>Text has spaces; what has none is told by one look for one.</summary>
    static int Text(ReadOnlySpan<byte> value) =>
        value.Length < TextShapes.Shortest || !value[..Math.Min(value.Length, TextShapes.Longest)].Contains((byte)' ') ? -1
            : TextShapes.IsStackTrace(value) ? StackTrace
            : TextShapes.IsFreeText(value) ? FreeText
            : -1;

    static int Narrow(int place, ReadOnlySpan<byte> value) => NarrowerOf[place] is >= 0 and var narrower && All[narrower].Test(value) ? narrower : place;

    static int Place(string name) => Array.FindIndex(All, s => s.Name == name);

    static bool IsDigest(ReadOnlySpan<byte> v) => v.Length is 32 or 40 or 64 or 128 && !v.ContainsAnyExcept(Hex);

    internal static bool IsGuid(ReadOnlySpan<byte> v)
    {
        if (v.Length == 38 && v[0] == '{' && v[37] == '}')
        {
            v = v[1..37];
        }

        return v.Length == 36 && v[8] == '-' && v[13] == '-' && v[18] == '-' && v[23] == '-'
            && !v[..8].ContainsAnyExcept(Hex) && !v[9..13].ContainsAnyExcept(Hex) && !v[14..18].ContainsAnyExcept(Hex)
            && !v[19..23].ContainsAnyExcept(Hex) && !v[24..].ContainsAnyExcept(Hex);
    }

    /// <summary>Noughts alone: a GUID that identifies nothing (RFC 9562 section 5.9).</summary>
    static bool IsNil(ReadOnlySpan<byte> guid) => guid[2] == '0' && !guid.Trim("{}"u8).ContainsAnyExcept((byte)'0', (byte)'-');

    static bool IsEmail(ReadOnlySpan<byte> v)
    {
        var at = v.IndexOf((byte)'@');
        return at > 0 && v.Length <= 254 && !v[..at].ContainsAnyExcept(Local)
            && v[(at + 1)..] is { Length: > 3 } domain && !domain.ContainsAnyExcept(Domain)
            && domain.LastIndexOf((byte)'.') is > 0 and var dot && IsTopLevel(domain[(dot + 1)..])
            && v[0] != '.' && v[at - 1] != '.' && domain[0] is not ((byte)'.' or (byte)'-') && domain.IndexOf(".."u8) < 0 && !IsVersion(domain);
    }

    /// <summary>A top-level domain is letters (RFC 3696 section 2) or, of other scripts, begins with xn-- (RFC 5890).</summary>
    static bool IsTopLevel(ReadOnlySpan<byte> label) =>
        label.Length >= 2 && (label.Length > 4 && label.StartsWith("xn--"u8) ? char.IsAsciiLetterOrDigit((char)label[^1]) : !label.ContainsAnyExcept(Letters));

    /// <summary>Whether a name begins with two numbers, as the version of a package does (<c>4.17.x</c>), or as that of a picture for a screen of several densities (<c>2x.png</c>).</summary>
    static bool IsVersion(ReadOnlySpan<byte> name)
    {
        var first = name.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var second = first > 0 && name[first] == '.' ? name[(first + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') : -1;
        return (second > 0 && name[first + 1 + second] is (byte)'.' or (byte)'-') || (first == 1 && name[first] == 'x' && name[first + 1] == '.');
    }

    static bool IsAddress(ReadOnlySpan<byte> v, AddressFamily family) =>
        IPAddress.TryParse(v, out var address) && address.AddressFamily == family;

    static bool IsMac(ReadOnlySpan<byte> v)
    {
        if (v.Length != 17)
        {
            return false;
        }

        for (var i = 0; i < 17; i++)
        {
            if (i % 3 == 2 ? v[i] != v[2] || v[i] is not ((byte)':' or (byte)'-') : !char.IsAsciiHexDigit((char)v[i]))
            {
                return false;
            }
        }

        return true;
    }

    static bool IsJwt(ReadOnlySpan<byte> v) => v.StartsWith("eyJ"u8) && v.Count((byte)'.') == 2 && v.Length > 40;
}
