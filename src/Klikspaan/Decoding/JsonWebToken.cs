using System.Buffers;

namespace Klikspaan.Decoding;

/// <summary>JSON Web Tokens in their compact form (RFC 7519, RFC 7515 section 3.1): read where they say something, never verified.</summary>
static class JsonWebToken
{
    const int Shortest = 40;

    static readonly SearchValues<byte> Base64Url = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>Finds the header and the payload of a token that is all of a value, or follows the name of a scheme and a space (RFC 6750).</summary>
    public static bool TryFind(ReadOnlySpan<byte> value, out Range header, out Range payload)
    {
        (header, payload) = (default, default);
        var start = value.IndexOf((byte)' ') + 1;
        var token = value[start..];
        if (token.Length < Shortest || !token.StartsWith("eyJ"u8))
        {
            return false;
        }

        var first = token.IndexOf((byte)'.');
        var second = first < 0 ? -1 : token[(first + 1)..].IndexOf((byte)'.') + first + 1;
        if (first < 0 || second <= first + 1 || IsOther(token[..first]) || IsOther(token[(first + 1)..second]) || IsOther(token[(second + 1)..]))
        {
            return false;
        }

        (header, payload) = (start..(start + first), (start + first + 1)..(start + second));
        return true;
    }

    static bool IsOther(ReadOnlySpan<byte> part) => part.ContainsAnyExcept(Base64Url);
}
