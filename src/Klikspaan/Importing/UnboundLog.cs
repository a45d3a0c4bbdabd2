using System.Net;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>
/// Logs of the resolver unbound with its option log-queries or log-replies (https://unbound.docs.nlnetlabs.nl/en/latest/manpages/unbound.conf.html). Who asked is not read.
/// </summary>
sealed class UnboundLog : ILogFormat
{
    static readonly string[] Classes = ["IN", "CH", "HS", "ANY", "NONE"];

    /// <inheritdoc/>
    public string Name => "unbound";

    /// <inheritdoc/>
    public string Extension => ".log";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head) => head.IndexOf("unbound"u8) >= 0 && SyslogLine.Any(head, l => Asked(l) is not null);

    /// <summary>The daemon tells of itself in lines of the same form: only one that names a type and a class behind a client is a question.</summary>
    public bool IsRead(ReadOnlySpan<byte> line) => Asked(LogLine.Of(line)) is not null;

    /// <inheritdoc/>
    public Exchange? Read(LogLine line)
    {
        if (Asked(line) is not { } name)
        {
            return line.Refuse("log", "a question: who asked, a name, its type and its class", "something else");
        }

        var contact = new LogContact(line) { Kind = ExchangeKind.Dns, At = SyslogLine.Time(line.Bytes) };
        contact.Name(name);
        return contact.Finish();
    }

    /// <summary>The name in <c>unbound[12:0] info: 192.168.1.2 name. AAAA IN</c>; what was answered can stand behind it.</summary>
    static LogText? Asked(LogLine line)
    {
        var bytes = line.Bytes;
        if (bytes.IndexOf("unbound"u8) is not (>= 0 and var tag) || Level(bytes[tag..]) is not (> 0 and var behind))
        {
            return null;
        }

        var at = tag + behind;
        var client = Encoding.UTF8.GetString(Word(bytes, ref at)).Split('@')[0];
        var from = at;
        var length = Word(bytes, ref at).Length;
        var hasType = Word(bytes, ref at).Length > 0;
        return hasType && length > 0 && Classes.Contains(Encoding.UTF8.GetString(Word(bytes, ref at))) && IPAddress.TryParse(client, out _) ? line.At(from, length) : null;
    }

    /// <summary>The word that begins here, and moves behind the space that ends it.</summary>
    static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> bytes, ref int at)
    {
        var rest = bytes[Math.Min(at, bytes.Length)..];
        var word = rest.IndexOf((byte)' ') is >= 0 and var end ? rest[..end] : rest;
        at += word.Length + 1;
        return word;
    }

    static int Level(ReadOnlySpan<byte> text)
    {
        foreach (var level in new[] { " info: ", " query: ", " reply: " })
        {
            var word = Encoding.UTF8.GetBytes(level);
            if (text.IndexOf(word) is >= 0 and var at)
            {
                return at + word.Length;
            }
        }

        return -1;
    }
}
