using System.Buffers.Binary;

namespace Klikspaan.Recording.Naming;

/// <summary>Messages on a connection: each behind its length in two bytes (RFC 1035 section 4.2.2).</summary>
static class DnsFrame
{
    /// <summary>With so many bytes of a connection it can be told whether it asks a question.</summary>
    public const int Telling = 2 + 6;

    const int Shortest = DnsMessage.HeaderLength + 5;

    /// <summary>Whether a connection begins with the length of a message, and its header with one plain question (RFC 1035 section 4.1.1).</summary>
    public static bool IsQuestion(ReadOnlySpan<byte> first) =>
        first.Length >= Telling && BinaryPrimitives.ReadUInt16BigEndian(first) >= Shortest && (first[4] & 0xF8) == 0 && first[6] == 0 && first[7] == 1;

    /// <summary>Reads one message behind its length (RFC 1035 section 4.2.2); what was cut off is given as far as it came, length and all.</summary>
    public static async ValueTask<(ReadOnlyMemory<byte> Message, bool Whole)> ReadAsync(Stream stream, byte[] buffer, CancellationToken cancellation)
    {
        var seen = await stream.ReadAtLeastAsync(buffer.AsMemory(0, 2), 2, throwOnEndOfStream: false, cancellation);
        if (seen < 2)
        {
            return (buffer.AsMemory(0, seen).ToArray(), false);
        }

        var message = new MemoryStream();
        message.Write(buffer, 0, 2);
        var end = 2 + BinaryPrimitives.ReadUInt16BigEndian(buffer);
        while (message.Length < end)
        {
            var count = await ReadOrEndAsync(stream, buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - message.Length)), cancellation);
            if (count == 0)
            {
                return (message.ToArray(), false);
            }

            message.Write(buffer, 0, count);
        }

        return (message.ToArray().AsMemory(2), true);
    }

    static async ValueTask<int> ReadOrEndAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellation);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return 0;
        }
    }

    /// <summary>An answer behind its length.</summary>
    public static byte[] Of(byte[] answer) => [(byte)(answer.Length >> 8), (byte)answer.Length, .. answer];
}
