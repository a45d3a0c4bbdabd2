namespace Klikspaan.Recording.Receiving;

/// <summary>How a connection was encrypted.</summary>
/// <param name="Version">Such as <c>tls/1.3</c>.</param>
/// <param name="Cipher">The cipher suite, by its IANA name.</param>
/// <param name="ServerName">The name that the program asked for; null when it named none.</param>
/// <param name="Protocol">The protocol that was agreed on (ALPN); null for none.</param>
sealed record TlsFacts(string Version, string Cipher, string? ServerName, string? Protocol);
