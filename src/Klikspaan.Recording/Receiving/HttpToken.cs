using System.Buffers;

namespace Klikspaan.Recording.Receiving;

/// <summary>The octets of a token (RFC 9110, section 5.6.2).</summary>
static class HttpToken
{
    static readonly SearchValues<byte> Octets =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Whether all of it, and at least one octet, may stand in a token.</summary>
    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Octets);

    /// <summary>Whether an octet may stand in a token.</summary>
    public static bool IsToken(char octet) => octet < 128 && Octets.Contains((byte)octet);
}
