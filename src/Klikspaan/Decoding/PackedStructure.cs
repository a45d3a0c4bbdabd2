using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>
/// Numbers that follow each other without anything between them, as protobuf packs the numbers of a repeated field (protobuf.dev, encoding,
/// "Packed Repeated Fields"). They stand at the path of the field, as they do where the sender did not pack them.
/// </summary>
/// <param name="number">The transform that reads one, where a protocol file says it; null to take what <see cref="PackedNumbers"/> finds.</param>
sealed class PackedStructure(string? number = null) : IStructure
{
    const string Prefix = "packed-";

    /// <summary>What a protocol file can say that the numbers are.</summary>
    public static IReadOnlyList<PackedStructure> Known { get; } =
        [.. LayerOrder.Readings.Where(r => r.StartsWith(Prefix, StringComparison.Ordinal)).Select(r => new PackedStructure(r[Prefix.Length..]))];

    /// <inheritdoc/>
    public string Name { get; } = number is null ? "packed" : Prefix + number;

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink)
    {
        var bytes = layer.Bytes.Span;
        var reading = number ?? PackedNumbers.Of(bytes);
        if (reading.Length == 0)
        {
            return false;
        }

        var mark = sink.Items.Count;
        for (var at = 0; at < bytes.Length;)
        {
            var length = Length(bytes[at..], reading);
            if (sink.IsFull || length == 0 || length > bytes.Length - at)
            {
                sink.Items.RemoveRange(mark, sink.Items.Count - mark);
                return false;
            }

            sink.Add(layer, root, at, length, reading);
            at += length;
        }

        layer.Structure = Prefix + reading;
        return sink.Items.Count > mark;
    }

    /// <summary>How many bytes the first number has; 0 when there is none.</summary>
    static int Length(ReadOnlySpan<byte> bytes, string reading) => reading switch
    {
        "varint" or "zigzag" => VarintTransform.TryRead(bytes, out _, out var length) ? length : 0,
        "fixed32" or "float32" or "int32" => sizeof(uint),
        _ => sizeof(ulong),
    };
}
