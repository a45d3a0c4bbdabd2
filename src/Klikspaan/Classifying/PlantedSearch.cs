using System.Text;

namespace Klikspaan.Classifying;

/// <summary>Finds planted values in every layer of a request, in every form of <see cref="PlantedForms"/>.</summary>
/// <remarks>Cost: 9 % of the path: each byte of each layer is scanned once, and what a step made of a value once more.</remarks>
public sealed class PlantedSearch
{
    readonly bool isEmpty;
    readonly Lazy<SoughtForms> sought;

    /// <summary>Prepares the search; a value that is too short to be found without accidents throws <see cref="ArgumentException"/>.</summary>
    public PlantedSearch(IReadOnlyList<PlantedValue> planted)
        : this(planted, hasDigests: true)
    {
    }

    /// <summary>Prepares the search, with or without the digests of the values, of which there are a hundred and more for each.</summary>
    internal PlantedSearch(IReadOnlyList<PlantedValue> planted, bool hasDigests)
    {
        ArgumentNullException.ThrowIfNull(planted);
        if (planted.FirstOrDefault(p => p.Context.Count == 0 && !IsLongEnough(p.Value)) is { } tooShort)
        {
            throw new ArgumentException($"the planted value '{tooShort.Label}' is shorter than {PatternSet.Shortest} bytes", nameof(planted));
        }

        isEmpty = planted.Count == 0;
        sought = new(() => new(planted, hasDigests));
    }

    /// <summary>Fewest bytes that are looked for as bytes: those of a GUID. Fewer occur by accident.</summary>
    internal const int LeastBytes = 16;

    /// <summary>Whether a value is long enough to be searched for.</summary>
    public static bool IsLongEnough(string value) => Encoding.UTF8.GetByteCount(value) >= PatternSet.Shortest;

    /// <summary>Whether a value is long enough to be searched for in fields of certain names.</summary>
    public static bool IsLongEnoughInContext(string value) => Encoding.UTF8.GetByteCount(value) >= ContextValues.Shortest;

    /// <summary>Whether a value has enough different characters to be told from what stands anywhere: three, of which separators and capitals do not count, or two where they are no ASCII.</summary>
    public static bool IsTelling(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        const int Least = 3;
        var different = new HashSet<Rune>();
        foreach (var rune in value.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && !"-_.:/".Contains((char)Math.Min(rune.Value, char.MaxValue), StringComparison.Ordinal))
            {
                different.Add(Rune.ToLowerInvariant(rune));
            }
        }

        return different.Count > 1 && different.Sum(r => r.Utf8SequenceLength) >= Least;
    }

    /// <summary>How many digests are looked up.</summary>
    public long Digests => sought.Value.Digests;

    /// <summary>Finds the planted values in the items of one exchange, in the order of the items.</summary>
    public IReadOnlyList<PlantedHit> Find(IReadOnlyList<DataItem> items, string capture, int exchange)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (isEmpty || items.Count == 0)
        {
            return [];
        }

        var forms = sought.Value;
        var lengths = forms.WholeLengths;
        var hits = new List<(PlantedHit Hit, DataItem Item)>();
        var found = new List<(int Id, int Offset, int Length)>();
        var inLayer = new List<DataItem>();
        var all = SpanOf.List(items);
        for (var i = 0; i < all.Length; i++)
        {
            // The values of a layer follow each other.
            if (i == 0 || !ReferenceEquals(all[i].Layer, all[i - 1].Layer))
            {
                forms.Scan(all[i].Layer.Bytes.Span, found);
                InLayer(forms, all[i..], inLayer, found, capture, exchange, hits);
            }

            if (all[i].Value.Length - 1 is >= 0 and < 64 and var length && (lengths & (1UL << length)) != 0)
            {
                IsValue(forms, all[i], capture, exchange, hits);
            }

            if (all[i].Step.Length > 0)
            {
                InValue(forms, all[i], found, capture, exchange, hits);
            }
        }

        return hits.Count == 0 ? [] : Distinct(hits);
    }

    /// <summary>Gives what was found in the layer of the first item to the items of that layer in which it stands.</summary>
    static void InLayer(
        SoughtForms forms, ReadOnlySpan<DataItem> from, List<DataItem> items, List<(int Id, int Offset, int Length)> found, string capture, int exchange,
        List<(PlantedHit Hit, DataItem Item)> hits)
    {
        if (found.Count == 0)
        {
            return;
        }

        var layer = from[0].Layer;
        items.Clear();
        items.EnsureCapacity(from.Length);
        for (var i = 0; i < from.Length && ReferenceEquals(from[i].Layer, layer); i++)
        {
            items.Add(from[i]);
        }

        items.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        foreach (var (id, offset, length) in found)
        {
            var item = ItemAt(items, offset);
            if (item is { Step.Length: > 0 })
            {
                // Its own text is searched below.
                continue;
            }

            // What stands beside the item is the format's: in a binary one it can be a digit too.
            var (start, to) = item is not null && offset + length <= item.Offset + item.Length ? (item.Offset, item.Offset + item.Length) : (0, layer.Bytes.Length);
            if (!forms.IsByItself(id, layer.Bytes.Span[start..to], offset - start, length))
            {
                continue;
            }

            var steps = Layer.Join(layer.Chain(), $"[{offset}+{length}]");
            Add(forms, hits, id, length, item ?? items[0], item is null ? "" : item.Path, steps, capture, exchange);
        }
    }

    /// <summary>What a value is as a whole.</summary>
    static void IsValue(SoughtForms forms, DataItem item, string capture, int exchange, List<(PlantedHit Hit, DataItem Item)> hits)
    {
        var value = item.Value.Span;
        if (forms.FindBytes(value) is >= 0 and var digest)
        {
            Add(forms, hits, digest, item.Value.Length, item, item.Path, Layer.Join(item.Locate(capture, exchange).Steps, ""), capture, exchange);
        }

        if (forms.FindCut(value, out var digits) is >= 0 and var cut)
        {
            Add(forms, hits, cut, digits, item, item.Path, item.Locate(capture, exchange).Steps, capture, exchange);
        }

        if (forms.FindInContext(item) is >= 0 and var named)
        {
            Add(forms, hits, named, item.Value.Length, item, item.Path, item.Locate(capture, exchange).Steps, capture, exchange);
        }
    }

    /// <summary>What a step made of the bytes in the layer is searched by itself.</summary>
    static void InValue(SoughtForms forms, DataItem item, List<(int Id, int Offset, int Length)> found, string capture, int exchange, List<(PlantedHit Hit, DataItem Item)> hits)
    {
        forms.Scan(item.Value.Span, found);
        foreach (var (id, offset, length) in found)
        {
            if (!forms.IsByItself(id, item.Value.Span, offset, length))
            {
                continue;
            }

            var steps = Layer.Join(item.Locate(capture, exchange).Steps, $"[{offset}+{length}]");
            Add(forms, hits, id, length, item, item.Path, steps, capture, exchange);
        }
    }

    /// <summary>The digits in which the sender had packed a layer, the nearest if there are several; what the container of the capture did is not the sender's.</summary>
    static string Inside(Layer layer)
    {
        for (var at = layer; at.Parent is { } parent; at = parent)
        {
            var step = at.Steps.Split('|').LastOrDefault(s => s.StartsWith("base64", StringComparison.Ordinal) || s is "hex" or "base32") ?? "";
            if (step.Length > 0)
            {
                return step.StartsWith("base64", StringComparison.Ordinal) ? "base64" : step;
            }
        }

        return "";
    }

    static DataItem? ItemAt(List<DataItem> items, int offset)
    {
        int low = 0, high = items.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = items[middle].Offset <= offset ? (middle, high) : (low, middle - 1);
        }

        return items.Count > 0 && items[low].Offset <= offset && offset < items[low].Offset + items[low].Length ? items[low] : null;
    }

    static void Add(SoughtForms forms, List<(PlantedHit Hit, DataItem Item)> hits, int id, int length, DataItem item, string path, string steps, string capture, int exchange)
    {
        var (label, written) = (forms[id].Label, forms.Written(id, length));
        var root = item.Layer.Root;
        var where = new Locator(capture, exchange, item.Part, path, root.Offset, root.Length, steps);
        hits.Add((new(label, written, where, Layer.Join(item.Layer.Describe(), written), Inside(item.Layer)), item));
    }

    /// <summary>
    /// One hit for a value, form and place. A hit in the encoded text of an item that was opened gives way to the hit in what it held.
    /// </summary>
    static List<PlantedHit> Distinct(List<(PlantedHit Hit, DataItem Item)> hits)
    {
        var inner = hits.Where(h => h.Item.Layer.Parent is not null).Select(h => (h.Hit.Label, h.Item.Part, h.Item.Path, h.Item.Layer.Depth)).ToHashSet();
        var seen = new HashSet<(string, string, MessagePart, string, string)>();
        var result = new List<PlantedHit>();
        foreach (var (hit, item) in hits)
        {
            var isOuter = item.IsOpened && inner.Any(i => i.Label == hit.Label && i.Part == item.Part && i.Depth > item.Layer.Depth && i.Path.StartsWith(item.Path, StringComparison.Ordinal));
            var spelled = hit.Form.Split(" (", 2)[0];
            if (!isOuter && seen.Add((hit.Label, spelled, hit.Where.Part, hit.Where.Path, hit.Where.Steps)))
            {
                result.Add(hit);
            }
        }

        return result;
    }
}
