namespace Klikspaan;

/// <summary>A part of a request, in the words of RFC 9110.</summary>
public enum MessagePart
{
    /// <summary>The path of the request target; item paths count its segments from 0.</summary>
    Path,

    /// <summary>The query of the request target.</summary>
    Query,

    /// <summary>A header field of the request.</summary>
    Header,

    /// <summary>A cookie that was sent.</summary>
    Cookie,

    /// <summary>The content (body) of the request.</summary>
    Content,

    /// <summary>A message that was sent over a websocket after the request.</summary>
    Message,

    /// <summary>A name that was looked up, or by which a TLS handshake that failed asked for its server.</summary>
    Name,

    /// <summary>What stands beside an event in the store or the log that kept it, such as the columns of its row: no part of what was sent.</summary>
    Record,

    /// <summary>The exchange, or the capture, as a whole: used by problems only.</summary>
    Whole,
}
