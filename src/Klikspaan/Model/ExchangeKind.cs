namespace Klikspaan;

/// <summary>What an exchange was, as far as it was seen.</summary>
public enum ExchangeKind
{
    /// <summary>A request of HTTP, and its answer.</summary>
    Http,

    /// <summary>A connection over which other bytes than HTTP were sent.</summary>
    NotHttp,

    /// <summary>A name that was looked up.</summary>
    Dns,

    /// <summary>A TLS handshake that was not completed: the host was contacted, the contents were not seen.</summary>
    TlsFailure,

    /// <summary>A connection that was tried, to where nothing listened or on which nothing was sent.</summary>
    Attempt,

    /// <summary>Datagrams (UDP) to one address.</summary>
    Datagrams,

    /// <summary>A file that the program left on the device.</summary>
    File,

    /// <summary>An event that a device had stored or written down; whether it was sent is not shown.</summary>
    StoredEvent,

    /// <summary>A contact of which the contents were not seen, such as a connection that is encrypted, or one that only a log tells of.</summary>
    Contact,

    /// <summary>A record that the vendor's service wrote; what a device sent, and when, it does not show.</summary>
    VendorRecord,

    /// <summary>A request of which the capture itself says that it was not sent, such as one that a browser answered from its cache.</summary>
    NotSent,
}
