namespace Klikspaan.Store;

/// <summary>Adds up the distinct kinds of values of a capture, up to a limit; they are counted anew from the capture when somebody asks for them.</summary>
sealed class KindTally(int most)
{
    static readonly Func<DistinctRow, string>[] Order =
    [
        r => r.Protocol, r => r.Event, r => r.Path, r => r.Category, r => r.Host, r => r.Operator, r => r.OnBehalfOf, r => r.Country,
        r => r.OperatorSource, r => r.OnBehalfOfSource, r => r.Rule, r => r.Reason, r => r.Source,
    ];

    readonly OrderedDictionary<DistinctKey, Tally> kinds = [];

    /// <summary>Values of kinds beyond the limit.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Adds the next batch, in the order of the capture.</summary>
    public void Add(KindBatch batch)
    {
        foreach (var (key, span) in batch.Kinds)
        {
            if (kinds.TryGetValue(key, out var tally))
            {
                tally.Count += span.Count;
                tally.Last = span.Last;
                foreach (var (cause, count) in span.Causes)
                {
                    DistinctSpan.Add(tally.Causes, cause, count);
                }
            }
            else if (kinds.Count < most)
            {
                kinds.Add(key, new() { Count = span.Count, First = span.First, Last = span.Last, Causes = [.. span.Causes] });
            }
            else
            {
                LeftOut += span.Count;
            }
        }
    }

    /// <summary>The kinds, sorted by all that makes them distinct; any name in them is the sender's choice, so it can be a token too.</summary>
    public IReadOnlyList<DistinctRow> Rows(string capture)
    {
        List<DistinctRow> rows = [.. kinds.Select(k => Row(k.Key, k.Value, capture))];
        rows.Sort(Compare);
        return rows;
    }

    static DistinctRow Row(DistinctKey key, Tally tally, string capture)
    {
        var (a, c) = (key.Head.Attribution, key.Classification);
        return new(
            key.Head.Protocol, Masking.Show(key.Head.Event), Masking.Show($"{key.Part.Name()}:{key.Path.Text}"), c.Category, key.Head.Host,
            a.Operator, a.OnBehalfOf, a.Country, a.OperatorSource, a.OnBehalfOfSource, c.Rule, c.Reason, c.Source, tally.Count,
            Masking.Show(tally.First.In(capture).ToString()), Masking.Show(tally.Last.In(capture).ToString()))
        {
            Causes = tally.Causes,
        };
    }

    static int Compare(DistinctRow left, DistinctRow right)
    {
        foreach (var field in Order)
        {
            if (string.CompareOrdinal(field(left), field(right)) is not 0 and var order)
            {
                return order;
            }
        }

        return 0;
    }

    sealed class Tally
    {
        public long Count { get; set; }

        public required DistinctPlace First { get; init; }

        public required DistinctPlace Last { get; set; }

        public required List<(string Cause, long Count)> Causes { get; init; }
    }
}
