using System.Net;
using Klikspaan.Recording.Sending;

namespace Klikspaan.Recording.Receiving;

/// <summary>One connection of the recorded program: where it was meant to go, and who made it.</summary>
sealed class RecordedConnection(int number, IPEndPoint destination, string? name, Task<SendingProcess?> sender)
{
    /// <summary>Its number, from 1, in order of arrival.</summary>
    public int Number => number;

    /// <summary>The address and port that the program connected to; behind a proxy request what that names.</summary>
    public IPEndPoint Destination => destination;

    /// <summary>The name whose look-up gave the address, or that a proxy request named; null when there was none.</summary>
    public string? Name { get; set; } = name;

    /// <summary>The port of a proxy request; null when there was none.</summary>
    public int? ProxyPort { get; set; }

    /// <summary>How it is encrypted; null for plain bytes.</summary>
    public TlsFacts? Tls { get; set; }

    /// <summary>The process that made it; null when it could not be established, or is not yet.</summary>
    public SendingProcess? Sender => sender.IsCompletedSuccessfully ? sender.Result : null;

    /// <summary>Waits until it is known who made it, or that it cannot be.</summary>
    public Task SenderKnown => sender;

    /// <summary>Requests on it that were given to the server's handler.</summary>
    public int Requests { get; set; }

    /// <summary>Whether it is the program's turn by the port (RFC 9110, section 4.2; RFC 7766): it may take its time, and keep connections for later.</summary>
    public bool SpeaksFirst => (ProxyPort ?? Destination.Port) is 80 or 443 or 53;

    /// <summary>Whether anything of it was written down.</summary>
    public bool IsRecorded { get; set; }
}
