using Klikspaan.Linking;

namespace Klikspaan.Store;

/// <summary>Adds up the values that may identify, over all captures, up to a limit.</summary>
sealed class IdentifierTally(int most)
{
    readonly OrderedDictionary<string, IdentifierValue> values = [];
    readonly OrderedDictionary<(int Value, IdentifierPlace Place, RunContext Run), long> seen = [];
    const int FieldsOfValue = 8;
    readonly HashSet<IdentifierPlace> several = [], incomplete = [];

    /// <summary>What is known of each value, in order of first sight.</summary>
    public IReadOnlyList<IdentifierValue> Values => values.Values;

    /// <summary>Fields of requests with values beyond the limit, which were not followed.</summary>
    public long LeftOut { get; private set; }

    /// <summary>In how many runs such values were seen; a capture that does not tell its runs apart counts as one.</summary>
    public int Runs => seen.Keys.Select(k => k.Run).Distinct().Count();

    /// <summary>Adds the next batch, in the order of the capture.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="capture">SHA-256 of its capture.</param>
    /// <param name="run">The circumstances of a run of that capture, by its number.</param>
    public void Add(IdentifierBatch batch, string capture, Func<int, RunContext> run)
    {
        foreach (var ((text, place, number), span) in batch.Seen)
        {
            // Fields are the sender's choice too: one value in any number of them must not fill the memory.
            if (seen.Count >= (long)most * FieldsOfValue || Number(text, batch.Values[text]) is not { } value)
            {
                LeftOut += span.Requests;
                incomplete.Add(place);
                continue;
            }

            var known = values.GetAt(value).Value;
            known.First = IdentifierSpan.Earlier(known.First, span.First);
            known.Last = IdentifierSpan.Later(known.Last, span.Last);
            known.FirstPlace = known.FirstPlace.Exchange > 0 ? known.FirstPlace : span.FirstPlace.In(capture);
            known.LastPlace = span.LastPlace.In(capture);
            var key = (value, place, run(number));
            seen[key] = seen.GetValueOrDefault(key) + span.Requests;
        }

        several.UnionWith(batch.Several);
    }

    /// <summary>What the values come to: the widest scope that is established first.</summary>
    public IReadOnlyList<Identifier> Identifiers() =>
    [
        .. Linkage.Of([.. seen.Select(s => new IdentifierSeen(s.Key.Value, s.Key.Place, s.Key.Run, s.Value))], several, incomplete)
            .OrderBy(i => i.Scope.Rank()).ThenByDescending(i => i.Requests).ThenBy(i => i.Values[0]),
    ];

    /// <summary>The fields in which values stood, for those of the values that are wanted.</summary>
    public Dictionary<string, List<IdentifierPlace>> Places(IReadOnlySet<string> wanted)
    {
        var found = new Dictionary<string, List<IdentifierPlace>>(StringComparer.Ordinal);
        foreach (var (value, place, _) in seen.Keys)
        {
            if (values.GetAt(value).Key is var text && wanted.Contains(text))
            {
                var of = found.TryGetValue(text, out var list) ? list : found[text] = [];
                of.Add(place);
            }
        }

        return found;
    }

    int? Number(string text, IdentifierValue value)
    {
        var at = values.IndexOf(text);
        if (at >= 0)
        {
            values.GetAt(at).Value.Categories.UnionWith(value.Categories);
            values.GetAt(at).Value.Planted.UnionWith(value.Planted);
            if (value.IsSecret)
            {
                values.GetAt(at).Value.Hide(value.Text);
            }

            return at;
        }

        if (values.Count >= most)
        {
            return null;
        }

        values.Add(text, value);
        return values.Count - 1;
    }
}
