using System.Net;

namespace Klikspaan.Recording.Sending;

/// <summary>How often something was sent to one destination outside of the connections that are recorded.</summary>
/// <param name="Transport"><c>tcp</c>, <c>udp</c> or <c>ip-N</c>.</param>
/// <param name="Destination">Null for all destinations beyond those that are counted one by one.</param>
/// <param name="Bytes">Of content: 0 for connections that were tried.</param>
sealed record AttemptCount(string Transport, IPEndPoint? Destination, long Count, long Bytes);
