using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>Steps of an ordered layer that only cut: a piece of a text, or all its pieces.</summary>
static class LayerCuts
{
    /// <summary>The reading that takes all as one value.</summary>
    public const string Text = "text";

    const string Payload = "jwt-payload";
    const string Query = "query-of-url";

    /// <summary>Whether a step leaves a piece of what it is given.</summary>
    public static bool IsCut(string step) => step is Payload or Query;

    /// <summary>Whether what is cut stays a value of its own beside the piece.</summary>
    public static bool IsPart(string step) => step == Payload;

    /// <summary>The piece that a step leaves; without length when there is none.</summary>
    public static (int Offset, int Length) Find(string step, ReadOnlySpan<byte> bytes)
    {
        if (step == Query)
        {
            // What is no address is all query; a mark at its very beginning is part of the first name.
            var mark = bytes.IndexOf((byte)'?');
            return mark > 0 ? (mark + 1, bytes.Length - mark - 1) : (0, bytes.Length);
        }

        // RFC 7519 section 3: header, payload and signature, with dots between them.
        var start = bytes.IndexOf((byte)'.') + 1;
        var length = bytes[start..].IndexOf((byte)'.');
        return start == 0 ? default : (start, length < 0 ? bytes.Length - start : length);
    }

    /// <summary>Adds all of a layer, or its pieces with their positions.</summary>
    public static void Read(string reading, Layer layer, ItemPath path, ItemSink sink)
    {
        if (reading == Text)
        {
            layer.Structure = Text;
            sink.Add(layer, path, 0, layer.Bytes.Length);
            return;
        }

        layer.Structure = "split";
        var separator = Encoding.UTF8.GetBytes(reading[LayerOrder.Split.Length..]);
        var bytes = layer.Bytes.Span;
        var (start, number) = (0, 0);
        while (start <= bytes.Length && !sink.IsFull)
        {
            var length = bytes[start..].IndexOf(separator);
            length = length < 0 ? bytes.Length - start : length;
            sink.Add(layer, path.Element(number++), start, length);
            start += length + separator.Length;
        }
    }
}
