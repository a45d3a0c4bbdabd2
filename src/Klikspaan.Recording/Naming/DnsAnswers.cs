using System.Net;

namespace Klikspaan.Recording.Naming;

/// <summary>Decides what each question about a name is answered with; it knows nothing of sockets.</summary>
sealed class DnsAnswers(NameMap names, IReadOnlyCollection<string>? absent = null)
{
    /// <summary>Names that must not exist while a program is recorded.</summary>
    /// <remarks>
    /// <c>use-application-dns.net</c> is the name by which a network says that browsers should not go round its resolver
    /// with DNS over HTTPS; so look-ups stay visible, and names go to addresses that lead here.
    /// </remarks>
    public static readonly IReadOnlyList<string> Absent = ["use-application-dns.net"];

    const string Reverse = ".in-addr.arpa";
    const ushort Internet = 1;
    const ushort AnyClass = 255;

    readonly HashSet<string> absent = [.. (absent ?? Absent).Select(NameMap.Normal)];

    /// <summary>The answer to whatever bytes came in.</summary>
    public DnsAnswer Answer(ReadOnlySpan<byte> question) => DnsMessage.Read(question) switch
    {
        null => DnsAnswer.None,
        { Code: not DnsCode.NoError } message => DnsAnswer.Of(question, message, message.Code),
        { Class: not (Internet or AnyClass) } message => DnsAnswer.Of(question, message, DnsCode.Refused),
        var message => Answer(question, message),
    };

    DnsAnswer Answer(ReadOnlySpan<byte> question, DnsMessage message)
    {
        if (IsAbsent(message.Name))
        {
            return DnsAnswer.Of(question, message, DnsCode.NXDomain);
        }

        return message.Type switch
        {
            // The root has no address; an answer would give a name of no letters to whatever is sent there.
            DnsType.A when message.Name.Length > 0 => Address(question, message),
            DnsType.PTR => Name(question, message),
            // No AAAA: one address a name is enough. No HTTPS or SVCB: they would turn on encrypted hellos and HTTP/3, which hide what is sent.
            _ => DnsAnswer.Of(question, message, DnsCode.NoError),
        };
    }

    DnsAnswer Address(ReadOnlySpan<byte> question, DnsMessage message) =>
        (IsLocal(message.Name) ? IPAddress.Loopback : names.AddressOf(message.Name)) is { } address
            ? DnsAnswer.Of(question, message, address.GetAddressBytes(), address.ToString())
            : DnsAnswer.Of(question, message, DnsCode.ServFail);

    DnsAnswer Name(ReadOnlySpan<byte> question, DnsMessage message) =>
        AddressIn(message.Name) is { } address && names.NameOf(address) is { } name && DnsName.Write(name) is { } bytes
            ? DnsAnswer.Of(question, message, bytes, name)
            : DnsAnswer.Of(question, message, DnsCode.NXDomain);

    bool IsAbsent(string name)
    {
        for (var at = 0; at >= 0; at = name.IndexOf('.', at) is var dot && dot >= 0 ? dot + 1 : -1)
        {
            if (absent.Contains(name[at..]))
            {
                return true;
            }
        }

        return false;
    }

    // RFC 6761 section 6.3: localhost is the machine itself, which stays the program's own.
    static bool IsLocal(string name) => name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal);

    // RFC 1035 section 3.5: the octets stand the other way round.
    static IPAddress? AddressIn(string name)
    {
        var octets = name.EndsWith(Reverse, StringComparison.Ordinal) ? name[..^Reverse.Length].Split('.') : [];
        return octets.Length == 4 && octets.All(o => byte.TryParse(o, System.Globalization.NumberStyles.None, null, out _))
            ? new([.. octets.Reverse().Select(o => byte.Parse(o, System.Globalization.CultureInfo.InvariantCulture))])
            : null;
    }
}
