using System.Text;

namespace Klikspaan.Packets;

/// <summary>The fields that need not be sent, because both sides know them (RFC 7541, appendix A).</summary>
static class HpackStaticTable
{
    /// <summary>The name of the step from the number of a field to its value.</summary>
    public const string Step = "hpack-static";

    /// <summary>A line for each, in the order of their numbers: name, equals sign, value.</summary>
    const string Lines = """
        :authority=
        :method=GET
        :method=POST
        :path=/
        :path=/index.html
        :scheme=http
        :scheme=https
        :status=200
        :status=204
        :status=206
        :status=304
        :status=400
        :status=404
        :status=500
        accept-charset=
        accept-encoding=gzip, deflate
        accept-language=
        accept-ranges=
        accept=
        access-control-allow-origin=
        age=
        allow=
        authorization=
        cache-control=
        content-disposition=
        content-encoding=
        content-language=
        content-length=
        content-location=
        content-range=
        content-type=
        cookie=
        date=
        etag=
        expect=
        expires=
        from=
        host=
        if-match=
        if-modified-since=
        if-none-match=
        if-range=
        if-unmodified-since=
        last-modified=
        link=
        location=
        max-forwards=
        proxy-authenticate=
        proxy-authorization=
        range=
        referer=
        refresh=
        retry-after=
        server=
        set-cookie=
        strict-transport-security=
        transfer-encoding=
        user-agent=
        vary=
        via=
        www-authenticate=
        """;

    static readonly (byte[] Name, byte[] Value)[] Fields =
        [.. Lines.Split('\n').Select(l => l.TrimEnd('\r').Split('=', 2)).Select(l => (Encoding.ASCII.GetBytes(l[0]), Encoding.ASCII.GetBytes(l[1])))];

    /// <summary>How many there are; their numbers begin at 1.</summary>
    public static int Count => Fields.Length;

    /// <summary>The name with a number.</summary>
    public static ReadOnlyMemory<byte> Name(int number) => Fields[number - 1].Name;

    /// <summary>The value with a number; empty for a number that stands for a name only.</summary>
    public static ReadOnlyMemory<byte> Value(int number) => Fields[number - 1].Value;
}
