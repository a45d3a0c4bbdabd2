namespace Klikspaan.Recording.Receiving;

/// <summary>Tells by the first bytes of a connection what it will be.</summary>
static class FirstBytes
{
    /// <summary>With so many bytes there is always an answer other than "too few to tell".</summary>
    public const int Enough = 64;

    const int MostMethod = 24;
    const int MostEmptyLines = 8;

    /// <summary>RFC 9113, section 3.4.</summary>
    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>What the bytes announce.</summary>
    public static FirstBytesKind Classify(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return FirstBytesKind.NeedMore;
        }

        if (bytes[0] == 0x16)
        {
            return Tls(bytes);
        }

        var shared = bytes.CommonPrefixLength(Preface);
        return shared == Preface.Length ? FirstBytesKind.Http2Preface
            : shared == bytes.Length ? FirstBytesKind.NeedMore
            : Http1(bytes);
    }

    /// <summary>RFC 8446, section 5.1: a record of type handshake, version 3.x, in it a ClientHello (section 4).</summary>
    static FirstBytesKind Tls(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 1 && bytes[1] != 3 ? FirstBytesKind.NotHttp
        : bytes.Length > 2 && bytes[2] > 4 ? FirstBytesKind.NotHttp
        : bytes.Length < 6 ? FirstBytesKind.NeedMore
        : bytes[5] == 1 ? FirstBytesKind.Tls
        : FirstBytesKind.NotHttp;

    /// <summary>A method, a space, and the beginning of a target; that of other text protocols, such as mail, differs.</summary>
    static FirstBytesKind Http1(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.IndexOfAnyExcept("\r\n"u8);
        if (start < 0 || start > MostEmptyLines)
        {
            return bytes.Length > MostEmptyLines ? FirstBytesKind.NotHttp : FirstBytesKind.NeedMore;
        }

        var line = bytes[start..];
        var method = 0;
        while (method < line.Length && method < MostMethod && IsOfMethod(line[method], method))
        {
            method++;
        }

        return method == line.Length ? FirstBytesKind.NeedMore
            : method == 0 || line[method] != ' ' ? FirstBytesKind.NotHttp
            : Target(line[(method + 1)..], line[..method].SequenceEqual("CONNECT"u8));
    }

    /// <summary>Clients do send methods in small letters, such as <c>patch</c>.</summary>
    static bool IsOfMethod(byte octet, int position) =>
        char.IsAsciiLetter((char)octet) || (position > 0 && (char.IsAsciiDigit((char)octet) || octet is (byte)'-' or (byte)'_' or (byte)'.'));

    static FirstBytesKind Target(ReadOnlySpan<byte> target, bool isConnect) =>
        target.IsEmpty ? FirstBytesKind.NeedMore
        : isConnect ? (target[0] == '[' || char.IsAsciiLetterOrDigit((char)target[0]) ? FirstBytesKind.Http1 : FirstBytesKind.NotHttp)
        : target[0] is (byte)'/' or (byte)'*' ? FirstBytesKind.Http1
        : Scheme(target);

    static FirstBytesKind Scheme(ReadOnlySpan<byte> target)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["http://", "https://", "ws://", "wss://"])
        {
            var length = Math.Min(scheme.Length, target.Length);
            if (System.Text.Ascii.EqualsIgnoreCase(target[..length], scheme.AsSpan(0, length)))
            {
                return length == scheme.Length ? FirstBytesKind.Http1 : FirstBytesKind.NeedMore;
            }
        }

        return FirstBytesKind.NotHttp;
    }
}
