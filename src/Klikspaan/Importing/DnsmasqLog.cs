namespace Klikspaan.Importing;

/// <summary>
/// Logs of dnsmasq with its option log-queries, to a file or through syslog; Pi-hole's log is one (https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html). Only questions are read:
/// what was answered, forwarded or refused is told on other lines. Who asked is not read.
/// </summary>
sealed class DnsmasqLog : ILogFormat
{
    /// <inheritdoc/>
    public string Name => "dnsmasq";

    /// <inheritdoc/>
    public string Extension => ".log";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head) => head.IndexOf("dnsmasq"u8) >= 0 && head.IndexOf(" query["u8) >= 0 && SyslogLine.Any(head, l => Asked(l) is not null);

    /// <inheritdoc/>
    public bool IsRead(ReadOnlySpan<byte> line) => Tag(line) is >= 0 and var at && line[at..].IndexOf(" query["u8) >= 0;

    /// <inheritdoc/>
    public Exchange? Read(LogLine line)
    {
        if (Asked(line) is not { } name)
        {
            return line.Refuse("log", "a question: its type, a name and who asked", "something else");
        }

        var contact = new LogContact(line) { Kind = ExchangeKind.Dns, At = SyslogLine.Time(line.Bytes) };
        contact.Name(name);
        return contact.Finish();
    }

    /// <summary>Where the name of the program stands, with its number in brackets, or without one where it writes to a terminal; -1 when it does not.</summary>
    static int Tag(ReadOnlySpan<byte> line)
    {
        var numbered = line.IndexOf("dnsmasq["u8);
        return numbered >= 0 ? numbered : line.IndexOf("dnsmasq: "u8);
    }

    /// <summary>The name in <c>dnsmasq[12]: query[AAAA] name from 192.168.1.2</c>; a number and the client can stand before the question.</summary>
    static LogText? Asked(LogLine line)
    {
        var bytes = line.Bytes;
        var tag = Tag(bytes);
        var question = tag < 0 ? -1 : bytes[tag..].IndexOf(" query["u8);
        var isNumbered = tag >= 0 && bytes[tag..].StartsWith("dnsmasq["u8);
        if (question < 0 || (isNumbered && bytes.Slice(tag, question).IndexOf("]: "u8) is var colon && colon < 0 && !bytes.Slice(tag, question).EndsWith("]:"u8)))
        {
            return null;
        }

        var type = tag + question + " query[".Length;
        var close = bytes[type..].IndexOf("] "u8);
        if (close <= 0 || bytes.Slice(type, close).Contains((byte)' '))
        {
            return null;
        }

        var from = type + close + 2;
        var length = bytes[from..].LastIndexOf(" from "u8);
        return length > 0 && from + length + " from ".Length < bytes.Length && !bytes.Slice(from, length).Contains((byte)' ') ? line.At(from, length) : null;
    }
}
