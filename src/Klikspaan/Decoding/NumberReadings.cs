using System.Globalization;
using System.Text;

namespace Klikspaan.Decoding;

/// <summary>
/// What else the bytes of a number can be. Protobuf says how long a number is and not what it is (protobuf.dev, encoding, "Signed Integers",
/// "Non-varint Numbers"), so one reading is chosen, and the others are told.
/// </summary>
static class NumberReadings
{
    /// <summary>The other readings, each as the name of the transform and what it makes of the bytes; empty where the format leaves no doubt.</summary>
    public static IReadOnlyList<string> Of(DataItem item)
    {
        var isPacked = item.Layer.Structure.StartsWith("packed-", StringComparison.Ordinal);
        if (!isPacked && item.Layer.Structure != ProtobufStructure.Is)
        {
            return [];
        }

        var bytes = item.Layer.Bytes.Slice(item.Offset, item.Length);
        List<string> readings = [];
        if (item.Step == "varint" && VarintTransform.TryRead(bytes.Span, out var value, out _) && value > long.MaxValue)
        {
            readings.Add(string.Create(CultureInfo.InvariantCulture, $"int64 {(long)value}"));
        }

        foreach (var other in Others(item.Step))
        {
            if (Transforms.Find(other)!.TryDecode(bytes.Span, Limits.Default, out var text, out _) && !text.AsSpan().SequenceEqual(item.Value.Span))
            {
                readings.Add($"{other} {Encoding.UTF8.GetString(text)}");
            }
        }

        if (isPacked && item.Offset == 0)
        {
            // All of the numbers are others then, so it is told once.
            readings.AddRange(PackedNumbers.Others(item.Layer.Bytes, item.Step).Select(r => $"packed-{r} for all of them"));
        }

        return readings;
    }

    static string[] Others(string step) => step switch
    {
        "varint" => ["zigzag"],
        "zigzag" => ["varint"],
        "fixed32" => ["int32"],
        "float32" or "int32" => ["fixed32"],
        "fixed64" => ["int64"],
        "float64" or "int64" => ["fixed64"],
        _ => [],
    };
}
