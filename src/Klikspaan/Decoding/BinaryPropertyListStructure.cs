using System.Buffers.Binary;
using System.Text;

namespace Klikspaan.Decoding;

/// <summary>
/// A binary property list, recognised by <c>bplist00</c> and its trailer. It is refused as a whole when an offset lies outside of it, when a container
/// stands in two places, as in a cycle, or when values that stand in many places come to more bytes than a layer or exchange may have.
/// </summary>
sealed class BinaryPropertyListStructure : IStructure
{
    /// <inheritdoc/>
    public string Name => "bplist";

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink)
    {
        var mark = sink.Items.Count;
        if (layer.Bytes.Span.StartsWith("bplist00"u8) && new Walk(layer, sink) is { IsSound: true } walk)
        {
            var isWhole = walk.TryAll(root);
            sink.BytesLeft -= Math.Max(0, walk.Used - layer.Bytes.Length);
            if (isWhole && sink.Items.Count > mark)
            {
                return true;
            }

            if (sink.IsFull)
            {
                // Its values do not stand in the order of the bytes: no range is what was not read.
                sink.Add(layer, root, 0, layer.Bytes.Length, opaque: true);
                sink.Report(layer, root.Exact, 0, "limit", sink.Allowed, "more");
                return true;
            }
        }

        sink.Items.RemoveRange(mark, sink.Items.Count - mark);
        return false;
    }

    sealed class Walk
    {
        const int HeaderSize = 8, TrailerSize = 32;
        readonly Layer layer;
        readonly ItemSink sink;
        readonly int offsetSize, referenceSize, count, table, top;
        readonly bool[] seen = [];
        readonly long most;

        public Walk(Layer layer, ItemSink sink)
        {
            (this.layer, this.sink, most) = (layer, sink, Math.Min(sink.Limits.LayerBytes, sink.BytesLeft));
            var bytes = layer.Bytes.Span;
            if (bytes.Length < HeaderSize + TrailerSize)
            {
                return;
            }

            var trailer = bytes[^TrailerSize..];
            var (objects, first, offset) = (Number(trailer[8..16]), Number(trailer[16..24]), Number(trailer[24..]));
            var room = (ulong)(bytes.Length - TrailerSize);
            (offsetSize, referenceSize) = (trailer[6], trailer[7]);
            if (offsetSize is < 1 or > 8 || referenceSize is < 1 or > 8 || offset < HeaderSize || offset > room
                || objects > (room - offset) / (ulong)offsetSize || first >= objects)
            {
                return;
            }

            (count, table, top) = ((int)objects, (int)offset, (int)first);
            seen = new bool[count];
        }

        /// <summary>Whether the trailer can be true.</summary>
        public bool IsSound => count > 0;

        /// <summary>Bytes of strings and data, as often as they stand somewhere.</summary>
        public long Used { get; private set; }

        ReadOnlySpan<byte> Bytes => layer.Bytes.Span;

        public bool TryAll(ItemPath root) => TryObject((ulong)top, root, 0);

        bool TryObject(ulong number, ItemPath path, int level)
        {
            if (sink.IsFull || !TryFind(number, out var at))
            {
                return false;
            }

            var kind = Bytes[at] >> 4;
            if (kind is >= 0xA and <= 0xD)
            {
                return TryContainer((int)number, at, path, level);
            }

            if (kind is >= 4 and <= 6)
            {
                if (!TryString(at, out var start, out var length))
                {
                    return false;
                }

                sink.Add(layer, path, start, length, kind == 6 ? "utf-16be" : "", opaque: kind == 4 && !Text.IsPrintable(Bytes.Slice(start, length), lineBreaks: true));
                return true;
            }

            var size = BinaryPropertyListTransform.Size(Bytes[at]);
            Span<byte> text = stackalloc byte[INumberTransform.Longest];
            if (size == 0 || size > table - at || !BinaryPropertyListTransform.TryWrite(Bytes.Slice(at, size), text, out _))
            {
                return false;
            }

            sink.Add(layer, path, at, size, BinaryPropertyListTransform.StepName, isNull: Bytes[at] == 0);
            return true;
        }

        bool TryContainer(int number, int at, ItemPath path, int level)
        {
            var isDictionary = Bytes[at] >> 4 == 0xD;
            if (seen[number] || level >= sink.Limits.Nesting || Bytes[at] >> 4 == 0xB || !TryCount(at, out var start, out var elements)
                || elements > (ulong)(table - start) / (ulong)(referenceSize * (isDictionary ? 2 : 1)))
            {
                return false;
            }

            seen[number] = true;
            sink.Count(path);
            for (var i = 0; i < (int)elements; i++)
            {
                var place = path;
                var value = Reference(start, isDictionary ? (int)elements + i : i);
                if ((isDictionary && !TryKey(Reference(start, i), path, out place)) || !TryObject(value, isDictionary ? place : path.Element(i), level + 1))
                {
                    return false;
                }
            }

            return true;
        }

        bool TryKey(ulong number, ItemPath path, out ItemPath place)
        {
            place = path;
            if (sink.IsFull || !TryFind(number, out var at) || Bytes[at] >> 4 is not (5 or 6) || !TryString(at, out var start, out var length))
            {
                return false;
            }

            var name = Bytes.Slice(start, length);
            place = path.Member(Bytes[at] >> 4 == 5 ? name : Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(name)));
            return true;
        }

        /// <summary>The bytes of a string or of data; false when they are not all there, or too many together.</summary>
        bool TryString(int at, out int start, out int length)
        {
            length = 0;
            var kind = Bytes[at] >> 4;
            var width = kind == 6 ? 2 : 1;
            if (!TryCount(at, out start, out var units) || units > (ulong)(table - start) / (ulong)width)
            {
                return false;
            }

            length = (int)units * width;
            Used += length * (long)width;
            return Used <= most && (kind != 5 || Ascii.IsValid(Bytes.Slice(start, length)));
        }

        /// <summary>How many follow: in the marker itself, or in a whole number behind it.</summary>
        bool TryCount(int at, out int start, out ulong number)
        {
            (start, number) = (at + 1, (ulong)Bytes[at] & 0x0F);
            if (number < 0x0F)
            {
                return true;
            }

            var size = start < table && Bytes[start] is >= 0x10 and <= 0x13 ? 1 << (Bytes[start] & 0x0F) : 0;
            if (size == 0 || size >= table - start)
            {
                return false;
            }

            number = Number(Bytes.Slice(start + 1, size));
            start += 1 + size;
            return true;
        }

        bool TryFind(ulong number, out int at)
        {
            at = 0;
            if (number >= (ulong)count)
            {
                return false;
            }

            var offset = Number(Bytes.Slice(table + ((int)number * offsetSize), offsetSize));
            at = offset < (ulong)table ? (int)offset : 0;
            return at >= HeaderSize;
        }

        ulong Reference(int start, int index) => Number(Bytes.Slice(start + (index * referenceSize), referenceSize));

        static ulong Number(ReadOnlySpan<byte> bytes)
        {
            Span<byte> wide = stackalloc byte[sizeof(ulong)];
            wide.Clear();
            bytes.CopyTo(wide[^bytes.Length..]);
            return BinaryPrimitives.ReadUInt64BigEndian(wide);
        }
    }
}
