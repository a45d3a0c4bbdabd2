using System.Buffers.Binary;

namespace Klikspaan.Decoding;

/// <summary>
/// Messages of gRPC, each after a flag (1 when it is compressed) and its length in four bytes (gRPC over HTTP/2,
/// Length-Prefixed-Message). The frames must fill the bytes; what they hold is for the unfolder to make something of.
/// </summary>
sealed class GrpcStructure : IStructure
{
    const int Head = 5;

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

    static bool IsFramed(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > Head && bytes[0] <= 1 && Length(bytes) is >= 0 and var length && length <= bytes.Length - Head)
        {
            bytes = bytes[(Head + length)..];
            if (bytes.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    static int Length(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt32BigEndian(frame[1..]);
}
