using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Klikspaan.Knowledge;

/// <summary>What a value looks like by its characters alone: the shapes that rules can name.</summary>
public static class ValueShapes
{
    const string AllJoints = "@-:./";
    static readonly SearchValues<byte> Joints = SearchValues.Create("@-:./"u8);
    static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);
    static readonly SearchValues<byte> Local = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-"u8);
    static readonly SearchValues<byte> Domain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"u8);

    // Each with the joints that can be the first of a value of that shape.
    static readonly (string Name, string First, ShapeTest Test)[] All =
    [
        ("guid", "-", IsGuid),
        ("email", "@-.", IsEmail),
        ("ipv4", ".", v => v.Length is >= 7 and <= 15 && v.Count((byte)'.') == 3 && IsAddress(v, AddressFamily.InterNetwork)),
        ("ipv6", ":", v => v.Length is >= 3 and <= 45 && v.Count((byte)':') >= 2 && IsAddress(v, AddressFamily.InterNetworkV6)),
        ("mac", ":-", IsMac),
        ("jwt", ".-", IsJwt),
        ("hex-digest", "", IsDigest),
        ("iso-time", AllJoints, v => v.Length is >= 19 and <= 40 && v[4] == '-' && v[7] == '-' && v[10] is (byte)'T' or (byte)' ' && char.IsAsciiDigit((char)v[0])),
        ("url", ":", v => v.StartsWith("https://"u8) || v.StartsWith("http://"u8)),
        ("unix-path", "/", v => v.Length > 3 && v[0] == '/' && v[1..].Contains((byte)'/') && !v.Contains((byte)' ') && (v.StartsWith("/home/"u8) || v.StartsWith("/Users/"u8) || v.StartsWith("/root/"u8))),
        ("windows-path", ":", v => v.Length > 3 && char.IsAsciiLetter((char)v[0]) && v[1] == ':' && v[2] == '\\'),
    ];

    static readonly (string Name, ShapeTest Test)[][] ByFirst = [.. AllJoints.Select(j => All.Where(s => s.First.Contains(j, StringComparison.Ordinal)).Select(s => (s.Name, s.Test)).ToArray())];

    static readonly sbyte[] JointOf = [.. Enumerable.Range(0, 256).Select(b => (sbyte)AllJoints.IndexOf((char)b, StringComparison.Ordinal))];

    delegate bool ShapeTest(ReadOnlySpan<byte> value);

    /// <summary>The names of all shapes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(s => s.Name)];

    /// <summary>The place of a shape among <see cref="Names"/>; -1 for none of them.</summary>
    internal static int NumberOf(string shape)
    {
        for (var i = 0; i < All.Length; i++)
        {
            if (All[i].Name == shape)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The shape of a value; null when it has none of them.</summary>
    public static string? Of(ReadOnlySpan<byte> value)
    {
        if (value.Length is < 3 or > 4096)
        {
            return null;
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
            // Without any of these bytes only a digest is left.
            return IsDigest(value) ? "hex-digest" : null;
        }

        foreach (ref readonly var shape in ByFirst[JointOf[value[at]]].AsSpan())
        {
            if (shape.Test(value))
            {
                return shape.Name;
            }
        }

        return null;
    }

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

    static bool IsEmail(ReadOnlySpan<byte> v)
    {
        var at = v.IndexOf((byte)'@');
        return at > 0 && v.Length <= 254 && !v[..at].ContainsAnyExcept(Local)
            && v[(at + 1)..] is { Length: > 3 } domain && !domain.ContainsAnyExcept(Domain)
            && domain.LastIndexOf((byte)'.') is > 0 and var dot && domain.Length - dot > 2 && char.IsAsciiLetter((char)domain[^1]);
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
