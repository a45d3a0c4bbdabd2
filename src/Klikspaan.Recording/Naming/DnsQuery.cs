using System.Net;

namespace Klikspaan.Recording.Naming;

/// <summary>A question that the program asked about a name, and what it was told.</summary>
/// <param name="Name">In lower case, without final dot, odd bytes escaped (RFC 4343); empty when it could not be read.</param>
/// <param name="Type">Such as <c>A</c>, or <c>TYPE123</c> for one without a name here; empty when it could not be read.</param>
/// <param name="Answer">An address, a name, <c>NODATA</c>, an error such as <c>NXDOMAIN</c>, or <c>none</c> when it was left unanswered.</param>
/// <param name="Resolver">The resolver that the program believed to ask.</param>
/// <param name="Source">Where the question came from: by this the sender is found.</param>
/// <param name="Message">The question as it was sent.</param>
sealed record DnsQuery(
    DateTimeOffset At, string Name, string Type, string Answer, IPEndPoint Resolver, DnsTransport Transport, IPEndPoint Source, ReadOnlyMemory<byte> Message)
{
    /// <summary>Whether a name could be read in it.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>Whether the message says nothing beside this.</summary>
    public bool IsPlain { get; init; }
}
