namespace Klikspaan.Recording.Receiving;

/// <summary>What the first bytes of a connection announce.</summary>
enum FirstBytesKind
{
    /// <summary>Too few to tell.</summary>
    NeedMore,

    /// <summary>A handshake of TLS begins.</summary>
    Tls,

    /// <summary>HTTP/2 without asking first (prior knowledge).</summary>
    Http2Preface,

    /// <summary>A request of HTTP/1.1 begins.</summary>
    Http1,

    /// <summary>Something else.</summary>
    NotHttp,
}
