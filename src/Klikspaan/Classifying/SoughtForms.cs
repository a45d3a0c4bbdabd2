using System.Text;

namespace Klikspaan.Classifying;

/// <summary>The forms in which planted values are looked for, by number, and the search for them in a text or value. Any thread may use it.</summary>
sealed class SoughtForms
{
    // Numbers of what is looked up begin here, three for each.
    const int LookedUp = 1 << 24;

    readonly PatternSet plain = new();
    readonly Lazy<DigestSet> digests;
    readonly ContextValues inContext = new();
    readonly List<SoughtForm> scanned = [];
    readonly LookedUpForms lookedUp = new();

    readonly bool hasDigests;

    /// <summary>Makes the forms of these values; their digests, where these are wanted, are taken once a text is searched.</summary>
    public SoughtForms(IReadOnlyList<PlantedValue> planted, bool hasDigests)
    {
        this.hasDigests = hasDigests;
        digests = new(() => lookedUp.Make(Id));
        foreach (var value in planted)
        {
            if (value.Context.Count > 0)
            {
                AddInContext(value);
            }
            else
            {
                Add(value);
            }
        }
    }

    /// <summary>How many digests are looked up.</summary>
    public long Digests => lookedUp.Count;

    /// <summary>A bit for each length that what is found as a whole value has, that of one byte lowest; nothing longer than 64 bytes is.</summary>
    public ulong WholeLengths => digests.Value.Lengths | inContext.Lengths;

    /// <summary>The form of a number under which it was found.</summary>
    public SoughtForm this[int id] => id < LookedUp ? scanned[id] : lookedUp[(id - LookedUp) / 3];

    /// <summary>What a form of which this many bytes were found is called.</summary>
    public string Written(int id, int length) => this[id].Written(id < LookedUp ? 0 : (id - LookedUp) % 3, length);

    /// <summary>What was found in a text, in its order.</summary>
    public void Scan(ReadOnlySpan<byte> text, List<(int Id, int Offset, int Length)> found)
    {
        found.Clear();
        plain.Find(text, found);
        for (var i = found.Count - 1; i >= 0; i--)
        {
            if (!scanned[found[i].Id].Pattern!.Fits(text, found[i].Offset))
            {
                found.RemoveAt(i);
            }
        }

        digests.Value.Find(text, found);
        if (found.Count > 1)
        {
            Nest(found);
        }
    }

    /// <summary>Puts what was found in the order of the text, and leaves out a spelling within a longer one of the same value.</summary>
    void Nest(List<(int Id, int Offset, int Length)> found)
    {
        found.Sort((a, b) => a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : b.Length != a.Length ? b.Length.CompareTo(a.Length) : a.Id.CompareTo(b.Id));
        var ends = new Dictionary<string, int>(StringComparer.Ordinal);
        found.RemoveAll(f =>
        {
            var (label, end) = (this[f.Id].Label, f.Offset + f.Length);
            var isWithin = ends.TryGetValue(label, out var last) && end <= last;
            ends[label] = Math.Max(last, end);
            return isWithin;
        });
    }

    /// <summary>Whether a number that was found is no part of a longer one.</summary>
    public bool IsByItself(int id, ReadOnlySpan<byte> text, int offset, int length) => id >= LookedUp || scanned[id].Pattern!.Number.Fits(text, offset, offset + length);

    /// <summary>The number of what a value is as bytes; -1 for nothing.</summary>
    public int FindBytes(ReadOnlySpan<byte> value) => digests.Value.FindBytes(value);

    /// <summary>The number of the digest whose first bytes a value is in base64, with how many digits; -1 for none.</summary>
    public int FindCut(ReadOnlySpan<byte> value, out int length) => digests.Value.FindCut(value, out length);

    /// <summary>The number of what a value is in a field of its name; -1 for nothing.</summary>
    public int FindInContext(DataItem item) => inContext.Find(item);

    /// <summary>Under which what is looked up is found, the first of three.</summary>
    static int Id(int number) => LookedUp + (3 * number);

    void Add(PlantedValue planted)
    {
        var seen = new HashSet<FormPattern>(FormPattern.SameSought);
        foreach (var spelling in Spelling.Of(planted))
        {
            var text = Encoding.UTF8.GetString(spelling.Bytes);
            foreach (var form in PlantedForms.Plain)
            {
                var number = NumberEdge.Of(text, form.Name);
                foreach (var pattern in form.Encode(spelling.Bytes))
                {
                    if (pattern.Bytes.Length >= PatternSet.Shortest && seen.Add(pattern))
                    {
                        plain.Add(pattern.Bytes, scanned.Count);
                        scanned.Add(new(planted.Label, form.Name, "", spelling.Name, 0, number == default ? pattern : pattern with { Number = number }));
                    }
                }
            }

            if (!hasDigests)
            {
                continue;
            }

            lookedUp.AddDigests(planted.Label, spelling);
            lookedUp.AddUsualDigests(planted.Label, spelling.InUtf16());
            inContext.AddChecksum(spelling.Bytes, Id(lookedUp.Add(planted.Label, spelling.Name, new(WrittenForm.Checksum, "", 0))));
        }

        foreach (var spelling in hasDigests ? Spelling.Parts(planted) : [])
        {
            lookedUp.AddDigests(planted.Label, spelling);
        }

        foreach (var spelling in Spelling.InBytes(planted))
        {
            if (hasDigests)
            {
                lookedUp.AddDigests(planted.Label, spelling);
            }

            if (spelling.Bytes.Length >= PlantedSearch.LeastBytes)
            {
                lookedUp.AddBytes(planted.Label, spelling);
            }
        }
    }

    /// <summary>A short value is looked for as the whole value of fields that its context names.</summary>
    void AddInContext(PlantedValue planted)
    {
        foreach (var (form, spelling, digits, bytes) in ContextValues.Forms(planted.Value))
        {
            inContext.Add(bytes, Id(lookedUp.Add(planted.Label, spelling, new(form, "", digits / 2))), planted.Context);
        }
    }
}
