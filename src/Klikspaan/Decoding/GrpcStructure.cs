using System.Buffers.Binary;

namespace Klikspaan.Decoding;

/// <summary>
/// Messages of gRPC, each after a flag (1 when it is compressed) and its length in four bytes (gRPC over HTTP/2,
/// Length-Prefixed-Message); in gRPC-Web the last may hold header fields, which its flag says (PROTOCOL-WEB). The frames must fill the bytes;
/// what they hold is for the unfolder to make something of.
/// </summary>
sealed class GrpcStructure : IStructure
{
    const int Head = 5;
    const int Trailer = 0x80;

    /// <inheritdoc/>
    public string Name => "grpc";

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink)
    {
        var bytes = layer.Bytes.Span;
        if (!IsFramed(bytes))
        {
            return false;
        }

        var number = 0;
        for (var at = 0; at < bytes.Length && !sink.IsFull;)
        {
            var length = Length(bytes[at..]);
            if (length > 0)
            {
                sink.Add(layer, root.Element(number), at + Head, length, opaque: true);
            }

            number++;
            at += Head + length;
        }

        return number > 0;
    }

    /// <summary>Whether a layer holds the last frame of gRPC-Web, whose flag stands in the layer around it.</summary>
    public static bool IsTrailer(Layer layer) =>
        layer.Parent is { } frames && layer.Offset >= Head && frames.Bytes.Span[layer.Offset - Head] >= Trailer;

    static bool IsFramed(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > Head && (bytes[0] & ~Trailer) <= 1 && Length(bytes) is >= 0 and var length && length <= bytes.Length - Head)
        {
            // Nothing follows a trailer.
            var isLast = bytes[0] >= Trailer;
            bytes = bytes[(Head + length)..];
            if (bytes.IsEmpty || isLast)
            {
                return bytes.IsEmpty;
            }
        }

        return false;
    }

    static int Length(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt32BigEndian(frame[1..]);
}
