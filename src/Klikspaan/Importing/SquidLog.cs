using System.Buffers;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>
/// Logs of the proxy Squid, in its own format and in the combined one with its result behind it (https://www.squid-cache.org/Doc/config/logformat/).
/// Who asked (address, user) is of the persons recorded, and was not sent to the host: it is not read.
/// </summary>
sealed class SquidLog : ILogFormat
{
    const int MostWords = 64;

    /// <summary>Ways by which the proxy spoke with the server itself, and not with another cache.</summary>
    static readonly string[] Direct = ["DIRECT", "HIER_DIRECT", "ORIGINAL_DST"];
    static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ-_"u8);

    /// <inheritdoc/>
    public string Name => "squid";

    /// <inheritdoc/>
    public string Extension => ".log";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head) => LogLine.Of(LogLine.First(head)) is var line && (IsNative(Words(line)) || IsCombined(Words(line)));

    /// <summary>A client that went away before it asked for anything is no contact.</summary>
    public bool IsRead(ReadOnlySpan<byte> line) => line.IndexOf(" error:"u8) < 0 || Words(LogLine.Of(line)) is not { Count: > 6 } words || !(IsError(words[6]) || IsError(words[5]));

    /// <inheritdoc/>
    public Exchange? Read(LogLine line)
    {
        var words = Words(line);
        if (IsNative(words))
        {
            var direct = Contact(line, words[3].ToString(), words[8].ToString(), LogTime.Epoch(words[0].Bytes.Span), words[4], words[5], words[6]);
            var slash = words[8].Bytes.Span.IndexOf((byte)'/');
            if (slash > 0 && Direct.Contains(words[8].Slice(0, slash).ToString()))
            {
                direct.Address("hierarchy", words[8].Slice(slash + 1, words[8].Bytes.Length - slash - 1));
            }

            return direct.Finish();
        }

        if (!IsCombined(words))
        {
            return line.Refuse("log", "a line of the proxy's own format, or of the combined one with the proxy's result", "another");
        }

        var request = words[5];
        var (method, target) = Request(request);
        var contact = Contact(line, $"{words[^1]}/{words[6]}", words[^1].ToString().Split(':')[^1], LogTime.Common($"{words[3]} {words[4]}".Trim('[', ']')), words[7], method, target);
        if (words.Count == 11)
        {
            contact.Header("referer", Known(words[8]));
            contact.Header("user-agent", Known(words[9]));
        }

        return contact.Finish();
    }

    /// <param name="line">The line.</param>
    /// <param name="result">What the proxy did, and the status that it gave.</param>
    /// <param name="way">To whom it handed the request on, if to anybody.</param>
    /// <param name="at">When.</param>
    /// <param name="bytes">How much went to who asked.</param>
    /// <param name="method">The method.</param>
    /// <param name="target">The target.</param>
    static LogContact Contact(LogLine line, string result, string way, DateTimeOffset? at, LogText bytes, LogText method, LogText target)
    {
        var slash = result.LastIndexOf('/');
        var status = slash < 0 ? "" : result[(slash + 1)..];
        var contact = new LogContact(line)
        {
            Kind = KindOf(result, way, status),
            At = at, Method = method.ToString(), BytesIn = LogContact.Number(bytes), Status = LogContact.StatusOf(new(Encoding.UTF8.GetBytes(status), 0, status.Length, "")),
        };
        contact.Target(target);
        return contact;
    }

    /// <summary>What the proxy refused, or could hand to nobody, did not reach the host; what it answered by itself, as from its cache, or what another cache asked it for, was not sent there.</summary>
    static ExchangeKind KindOf(string result, string way, string status)
    {
        if (result.Contains("DENIED", StringComparison.Ordinal))
        {
            return ExchangeKind.Attempt;
        }

        if (result.StartsWith("UDP_", StringComparison.Ordinal))
        {
            return ExchangeKind.NotSent;
        }

        return way.Split('/')[0] is not ("NONE" or "HIER_NONE") ? ExchangeKind.Contact : status is ['4' or '5' or '0', ..] ? ExchangeKind.Attempt : ExchangeKind.NotSent;
    }

    /// <summary>Time, duration, client, result/status, bytes, method, target, user, way/host, type.</summary>
    static bool IsNative(List<LogText> words) =>
        words.Count >= 10 && words[0].Bytes.Span.IndexOf((byte)'.') is > 0 and < 13 && LogTime.Epoch(words[0].Bytes.Span) is not null && LogContact.Number(words[1]) is not null && IsResult(words[3].Bytes.Span, (byte)'/')
        && LogContact.Number(words[4]) is not null && IsMethod(words[5]) && words[8].Bytes.Span.Contains((byte)'/');

    /// <summary>Client, identity, user, [time zone], "request", status, bytes, "referrer", "user agent", result:way; the two before the last can be absent.</summary>
    static bool IsCombined(List<LogText> words) =>
        words.Count is 9 or 11 && words[3].Bytes.Span.StartsWith("["u8) && words[4].Bytes.Span.EndsWith("]"u8) && LogContact.Number(words[7]) is not null && IsResult(words[^1].Bytes.Span, (byte)':') && IsMethod(Request(words[5]).Method);

    static bool IsResult(ReadOnlySpan<byte> word, byte behind) =>
        (word.StartsWith("TCP_"u8) || word.StartsWith("TAG_"u8) || word.StartsWith("UDP_"u8) || word.StartsWith("NONE"u8)) && word.Contains(behind);

    static bool IsMethod(LogText word) => !word.IsEmpty && !word.Bytes.Span.ContainsAnyExcept(Letters);

    static bool IsError(LogText target) => target.Bytes.Span.StartsWith("error:"u8) || target.Bytes.Span.IndexOf(" error:"u8) >= 0;

    /// <summary>The method and the target of a request line; the version behind them is left.</summary>
    static (LogText Method, LogText Target) Request(LogText line)
    {
        var bytes = line.Bytes.Span;
        var first = bytes.IndexOf((byte)' ');
        var last = bytes.LastIndexOf(" HTTP/"u8);
        return first <= 0 ? (default, default) : (line.Slice(0, first), line.Slice(first + 1, Math.Max(0, (last > first ? last : bytes.Length) - first - 1)));
    }

    static LogText Known(LogText word) => word.Bytes.Span.SequenceEqual("-"u8) ? default : word;

    static List<LogText> Words(LogLine line) => LogCells.Words(line, MostWords, LogCells.Unescaped, (byte)'\\');
}
