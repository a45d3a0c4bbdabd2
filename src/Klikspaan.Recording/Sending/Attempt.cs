using System.Net;

namespace Klikspaan.Recording.Sending;

/// <summary>Something that the program sent, or tried to reach, outside of the connections that are recorded.</summary>
/// <param name="Transport"><c>tcp</c> for a connection that was tried, <c>udp</c> for a datagram, <c>ip-N</c> for another protocol by its number.</param>
/// <param name="Source">The program's end: by this the sender is found.</param>
/// <param name="Length">How long the content is.</param>
/// <param name="Content">The content of a datagram, as far as it was in one packet, no more than 64 kB; empty for a connection.</param>
sealed record Attempt(string Transport, IPEndPoint Source, IPEndPoint Destination, int Length, ReadOnlyMemory<byte> Content);
