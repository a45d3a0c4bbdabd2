namespace Klikspaan.Recording.Receiving;

/// <summary>What came on a connection and could not be cut into requests.</summary>
/// <param name="Reason">Why not, for a person.</param>
/// <param name="Protocol">The protocol that was expected: <c>http/1.1</c> or <c>h2</c>.</param>
/// <param name="First">The first 64 kB.</param>
/// <param name="Seen">Bytes that came in all.</param>
sealed record UnframedBytes(string Reason, string Protocol, ReadOnlyMemory<byte> First, long Seen);
