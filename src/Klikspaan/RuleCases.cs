using System.Text;
using Klikspaan.Classifying;
using Klikspaan.Knowledge;

namespace Klikspaan;

/// <summary>Labelled values, by which rules are measured. A case of a rule is a distinct value, letters of either case being equal, however often and under however many names it was sent.</summary>
sealed class RuleCases
{
    readonly Dictionary<string, Dictionary<Place, HashSet<string>>> values = new(StringComparer.Ordinal);

    /// <summary>How many labels were put at values.</summary>
    public int Count { get; private set; }

    /// <summary>Whether an item holds a value that could be labelled.</summary>
    public static bool IsValue(DataItem item) => !item.IsOpened && !item.IsOpaque && !item.IsNull && !item.Value.IsEmpty;

    /// <summary>Adds what the value of an item is: ids of categories, and of rules about one kind of these.</summary>
    public void Add(DataItem item, IEnumerable<string> labels)
    {
        var value = Encoding.UTF8.GetString(item.Value.Span);
        var known = values.GetValueOrDefault(Normalise(value)) ?? (values[Normalise(value)] = []);
        var place = new Place(new(item.Part, item.ShapeAt.Key, item.ShapeAt.Holder), value);
        (known.GetValueOrDefault(place) ?? (known[place] = new(StringComparer.Ordinal))).UnionWith(labels);
        Count++;
    }

    /// <summary>What comes of a rule, measured by itself, whatever other rules say of the same value.</summary>
    /// <remarks>One value under many names is one case: wrong where it is wrong under any of them, else missed where it is missed under any, and right only where it is right under all.</remarks>
    public RuleFigure Measure(DetectionRule rule)
    {
        int right = 0, wrong = 0, found = 0, missed = 0;
        foreach (var places in values.Values)
        {
            bool isRight = false, isWrong = false, isFound = false, isMissed = false;
            foreach (var (at, labels) in places)
            {
                var isOwn = labels.Contains(rule.Kind.Length > 0 ? rule.Label : rule.Category);
                var isIt = isOwn || labels.Any(l => l == rule.Category || l == rule.Label || rule.AlsoRight.Any(p => PathPattern.Segment(p, l)));
                var matches = Classifier.IsMatchOfKey(rule, at.Field, Encoding.UTF8.GetBytes(at.Value));
                isRight |= matches && isIt;
                isFound |= matches && isOwn;
                isWrong |= matches && !isIt;
                isMissed |= !matches && isOwn;
            }

            wrong += isWrong ? 1 : 0;
            missed += isMissed && !isWrong ? 1 : 0;
            right += isRight && !isWrong && !isMissed ? 1 : 0;
            found += isFound && !isWrong && !isMissed ? 1 : 0;
        }

        return new(rule.Id, rule.Digest, right, wrong, found, missed);
    }

    static string Normalise(string value) => value.ToLowerInvariant();

    readonly record struct Place(Classifier.Field Field, string Value);
}
