using System.Security.Cryptography;

namespace Klikspaan.Exporting;

/// <summary>
/// What a record holds: pieces in memory, then, where a body was too large for that, the rest of a stream on disk.
/// </summary>
sealed class WarcBlock
{
    const int CopyBytes = 64 << 10;
    readonly IReadOnlyList<ReadOnlyMemory<byte>> pieces;
    readonly Stream? rest;
    readonly Func<Stream>? open;
    readonly long restAt, restLength;

    /// <summary>A block of pieces that stand one after the other.</summary>
    public WarcBlock(params IReadOnlyList<ReadOnlyMemory<byte>> pieces) => this.pieces = pieces;

    /// <summary>A block of pieces, and then <paramref name="length"/> bytes of a stream that can seek, from where it stands now.</summary>
    public WarcBlock(IReadOnlyList<ReadOnlyMemory<byte>> pieces, Stream rest, long length)
    {
        if (!rest.CanSeek)
        {
            throw new ArgumentException("the digest is written first, so the stream is read twice and must be able to seek", nameof(rest));
        }

        (this.pieces, this.rest, restAt, restLength) = (pieces, rest, rest.Position, length);
    }

    /// <summary>A block of <paramref name="length"/> bytes that can be opened more than once.</summary>
    public WarcBlock(Func<Stream> open, long length) => (pieces, this.open, restLength) = ([], open, length);

    /// <summary>How many bytes it holds.</summary>
    public long Length => pieces.Sum(p => (long)p.Length) + restLength;

    /// <summary>How many of them are in memory.</summary>
    public long InMemory => Length - restLength;

    /// <summary>A block of one piece.</summary>
    public static implicit operator WarcBlock(byte[] bytes) => new([bytes]);

    /// <summary>A block of one piece.</summary>
    public static implicit operator WarcBlock(ReadOnlyMemory<byte> bytes) => new([bytes]);

    /// <summary>Its digest, as the standard writes digests.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Each(part => hash.AppendData(part));
        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Gives all bytes, in order, to <paramref name="take"/>.</summary>
    public void Each(Action<ReadOnlySpan<byte>> take)
    {
        foreach (var piece in pieces)
        {
            take(piece.Span);
        }

        if (rest is not null)
        {
            rest.Position = restAt;
            Rest(rest, take);
        }
        else if (open is not null)
        {
            using var opened = open();
            Rest(opened, take);
        }
    }

    void Rest(Stream stream, Action<ReadOnlySpan<byte>> take)
    {
        var buffer = new byte[CopyBytes];
        for (var left = restLength; left > 0;)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
            {
                throw new EndOfStreamException($"the stream of a block ended {left} bytes before the length that was given");
            }

            take(buffer.AsSpan(0, read));
            left -= read;
        }
    }
}
