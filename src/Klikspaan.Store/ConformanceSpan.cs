using Klikspaan.Classifying;
using Klikspaan.Documenting;

namespace Klikspaan.Store;

/// <summary>Values of one field of an event in exchanges that follow each other: how many, and how many against what lists say of them.</summary>
/// <param name="item">The first.</param>
/// <param name="exchange">Number of its exchange.</param>
/// <param name="found">How the field corresponds with each set of lists.</param>
sealed class ConformanceSpan(DataItem item, int exchange, FoundIn?[] found)
{
    readonly DistinctSpan span = new(item, exchange, "");
    readonly bool isTested = Array.Exists(found, f => f?.How.Field is { } field && (field.Says.Count > 0 || field.Values.Count > 0 || field.Phrased.Count > 0));

    /// <summary>How many values.</summary>
    public long Values => span.Count;

    /// <summary>Where the first stands.</summary>
    public DistinctPlace First => span.First;

    /// <summary>How the field corresponds with each set of lists.</summary>
    public FoundIn?[] Found => found;

    /// <summary>For each set, the values against what it says.</summary>
    public ContraryValues[] Contrary { get; } = [.. found.Select(_ => new ContraryValues())];

    /// <summary>Counts one more; the first is counted by the constructor.</summary>
    public void Add(DataItem next, int number) => span.Add(next, number, "");

    /// <summary>Holds a value against what the lists say of the field.</summary>
    /// <param name="observation">What was observed in the entry.</param>
    /// <param name="value">The value.</param>
    /// <param name="index">Its number among the items.</param>
    public void Test(Observation observation, DataItem value, int index)
    {
        if (!isTested || observation.Classifications[index].Category == Classification.NoValue || value.Value.Length == 0 || value.IsNull)
        {
            return;
        }

        for (var i = 0; i < found.Length; i++)
        {
            if (found[i]?.How.Field is not { } field)
            {
                continue;
            }

            if (Against(field.Says, field.Values, observation, value) is { Length: > 0 } why)
            {
                Contrary[i].Add(Contrary[i].Counts, $"the list {why}", At());
                continue;
            }

            foreach (var phrased in field.Phrased)
            {
                if (Against([phrased.Says], phrased.Values, observation, value) is { Length: > 0 } reads)
                {
                    Contrary[i].Add(Contrary[i].Phrased, $"its description reads as if it {reads}: \"{phrased.Quote}\"", At());
                }
            }
        }

        DistinctPlace At() => new DistinctSpan(value, observation.Exchange!.Number, "").First;
    }

    static string Against(IReadOnlyList<string> says, IReadOnlyList<string> values, Observation observation, DataItem value)
    {
        if (says.Contains(DocumentedField.Empty))
        {
            return ContraryValues.Filled;
        }

        if (says.Contains(DocumentedField.Hashed))
        {
            if (observation.Hits.Any(h => h.Where.Part == value.Part && h.Where.Path == value.Path && !WrittenForm.Parse(h.Form).IsDigest))
            {
                return ContraryValues.Planted;
            }

            if (IsNoDigest(value.Value.Span))
            {
                return ContraryValues.Clear;
            }
        }

        return values.Count > 0 && !IsListed(values, value.Value.Span) ? ContraryValues.Other : "";
    }

    /// <summary>Whether a value has a form that no digest has, however it is written: with a space, an at sign, a backslash, or as an address.</summary>
    static bool IsNoDigest(ReadOnlySpan<byte> value) =>
        DigestToken.Of(value) is null && System.Text.Unicode.Utf8.IsValid(value) && (value.ContainsAny(" @\\"u8) || value.IndexOf("://"u8) >= 0);

    static bool IsListed(IReadOnlyList<string> values, ReadOnlySpan<byte> value)
    {
        var text = System.Text.Encoding.UTF8.GetString(value).Trim();
        return values.Any(v => v.Equals(text, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Values that are not as a list says, and values that are not as it reads.</summary>
sealed class ContraryValues
{
    public const string Filled = "says that it holds nothing, or is not collected", Planted = "says that it is hashed; a planted value was observed in it that was not",
        Clear = "says that it is hashed; values were observed that have a form which no digest has", Other = "names the values that it can have; others were observed";

    /// <summary>How many, by what they are against.</summary>
    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>How many, by what the words of a description read as if it said.</summary>
    public SortedDictionary<string, long> Phrased { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the first stands; null for none.</summary>
    public DistinctPlace? First { get; private set; }

    /// <summary>Counts a value, in one of the two.</summary>
    public void Add(SortedDictionary<string, long> of, string why, DistinctPlace at, long count = 1)
    {
        of[why] = of.GetValueOrDefault(why) + count;
        First ??= at;
    }

    /// <summary>Adds what follows.</summary>
    public void Add(ContraryValues next)
    {
        foreach (var (why, count) in next.Counts)
        {
            Add(Counts, why, next.First!.Value, count);
        }

        foreach (var (why, count) in next.Phrased)
        {
            Add(Phrased, why, next.First!.Value, count);
        }
    }
}
