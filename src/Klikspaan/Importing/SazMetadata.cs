using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>What is known of a session besides its bytes; an attribute of another form than expected is as if it were not there.</summary>
sealed record SazMetadata
{
    const long Https = 0x1, DecryptingTunnel = 0x2000;

    /// <summary>When the request began to come in, or else when its connection was made.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Whether the request came through TLS.</summary>
    public bool IsHttps { get; private set; }

    /// <summary>Whether it is a tunnel of which the contents are sessions of their own.</summary>
    public bool IsDecrypting { get; private set; }

    /// <summary>Bytes that went out through a tunnel.</summary>
    public long? BytesOut { get; private set; }

    /// <summary>Bytes that came in through a tunnel.</summary>
    public long? BytesIn { get; private set; }

    /// <summary>The process that sent it: number and name.</summary>
    public Sender? Sender { get; private set; }

    /// <summary>The address of the server; empty when it is not said.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Reads metadata; null when it is not that of a session.</summary>
    public static SazMetadata? Read(ReadOnlySpan<byte> xml)
    {
        SazMetadata? metadata = null;
        for (var at = 0; Next(xml, ref at, out var tag);)
        {
            if (metadata is null)
            {
                metadata = tag.Name.SequenceEqual("Session"u8) ? new() : null;
            }

            metadata?.Take(tag);
        }

        return metadata;
    }

    /// <summary>The next tag; comments, instructions and what is no tag are passed over.</summary>
    static bool Next(ReadOnlySpan<byte> xml, ref int at, out XmlTag tag)
    {
        tag = default;
        while (xml[at..].IndexOf((byte)'<') is >= 0 and var skipped)
        {
            at += skipped;
            var rest = xml[at..];
            var isTag = rest.Length > 1 && char.IsAsciiLetter((char)rest[1]);
            var end = isTag ? End(rest) : rest.StartsWith("<!--"u8) ? rest.IndexOf("-->"u8) : rest.IndexOf((byte)'>');
            if (end < 0)
            {
                return false;
            }

            at += end + 1;
            if (isTag)
            {
                tag = new(rest[..(end + 1)]);
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a tag ends: a quoted value may hold its sign.</summary>
    static int End(ReadOnlySpan<byte> tag)
    {
        for (var i = 0; i < tag.Length; i++)
        {
            if (tag[i] == '>')
            {
                return i;
            }

            if (tag[i] is (byte)'"' or (byte)'\'')
            {
                var quoted = tag[(i + 1)..].IndexOf(tag[i]);
                if (quoted < 0)
                {
                    return -1;
                }

                i += quoted + 1;
            }
        }

        return -1;
    }

    void Take(XmlTag tag)
    {
        var isFlag = tag.Name.SequenceEqual("SessionFlag"u8);
        var flag = "";
        while (tag.Read())
        {
            var value = XmlText.TryDecode(tag.Value, isAttribute: true, out var decoded, out _) ? Encoding.UTF8.GetString(decoded) : "";
            var name = Encoding.UTF8.GetString(tag.Attribute);
            switch (name)
            {
                case "BitFlags" when long.TryParse(value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits):
                    (IsHttps, IsDecrypting) = ((bits & Https) != 0, (bits & DecryptingTunnel) != 0);
                    break;
                case "ClientBeginRequest":
                    StartedAt = Time(value) ?? StartedAt;
                    break;
                case "ClientConnected":
                    StartedAt ??= Time(value);
                    break;
                case "BytesEgress":
                    BytesOut = Count(value);
                    break;
                case "BytesIngress":
                    BytesIn = Count(value);
                    break;
                case "N" when isFlag:
                    flag = value;
                    break;
                case "V" when flag.Equals("x-hostip", StringComparison.OrdinalIgnoreCase):
                    Address = value;
                    break;
                case "V" when flag == "x-processinfo":
                    Sender = Process(value);
                    break;
            }
        }
    }

    /// <summary>A name and a number: <c>chrome:4412</c>.</summary>
    static Sender? Process(string text)
    {
        var colon = text.LastIndexOf(':');
        int? pid = int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
        var name = pid is null || colon < 0 ? text : text[..colon];
        return name.Length > 0 || pid is not null ? new(pid, name, []) : null;
    }

    /// <summary>Year 1 stands for what did not happen.</summary>
    static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1 ? time : null;

    static long? Count(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
