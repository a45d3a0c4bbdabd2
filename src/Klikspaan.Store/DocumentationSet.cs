using Klikspaan.Documenting;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>The lists of one edition of a product that count for a capture, one for each level, and whether they can say that something is not documented.</summary>
sealed class DocumentationSet
{
    /// <summary>Makes one of lists of one product and edition.</summary>
    public DocumentationSet(IReadOnlyList<DocumentedList> lists, DocumentationFacts? facts, CaptureStanding standing)
    {
        (Lists, Facts) = (lists, facts);
        var head = lists[0].Head;
        Edition = standing.IsOfEdition(head.Edition, facts);
        Name = string.Join(", ", lists.Select(l => l.Head.Name));
        var level = standing.LevelIn(facts);
        Allowed = facts?.Levels.FirstOrDefault(l => l.Level == level)?.Lists ?? (level.Length > 0 ? [level] : []);
        var isWhole = lists.Any(l => l.Head.Level.Length == 0) || (Allowed.Count > 0 && Allowed.All(a => lists.Any(l => CaptureStanding.LevelIn(facts, l.Head.Level) == a)));
        Doubts = [.. Reasons(head, standing, isWhole, level)];
    }

    /// <summary>The lists.</summary>
    public IReadOnlyList<DocumentedList> Lists { get; }

    /// <summary>What the knowledge says of the product.</summary>
    public DocumentationFacts? Facts { get; }

    /// <summary>The names of the lists.</summary>
    public string Name { get; }

    /// <summary>Whether the capture is of their edition; null where that is not established.</summary>
    public bool? Edition { get; }

    /// <summary>Levels whose events may be sent at the level of the capture; none where that is not established.</summary>
    public IReadOnlyList<string> Allowed { get; }

    /// <summary>Why what is not in the lists cannot be said to be undocumented: of another edition, a level that is not known, a later day. The first is about the edition, where there is one.</summary>
    public IReadOnlyList<Doubt> Doubts { get; }

    /// <summary>Whether the lists are of the capture's edition and day.</summary>
    public bool IsInForce => Doubts.All(d => d.IsLevel);

    /// <summary>Whether an event is of the product; null where that is not established.</summary>
    public bool? Covers(string name, string accountKey, CaptureStanding standing)
    {
        if (Facts is { } known && (known.AccountKeys.Count > 0 || known.Events.Count > 0))
        {
            return DocumentationFacts.IsOne(known.AccountKeys, accountKey) || DocumentationFacts.IsOne(known.Events, name);
        }

        return standing.IsOfProduct(Lists[0].Head.Product, Facts);
    }

    /// <summary>The list with which a value corresponds best, and how.</summary>
    public (DocumentedList List, Correspondence How) Find(string name, string path)
    {
        var best = (List: Lists[0], How: Correspondence.None);
        foreach (var list in Lists)
        {
            var how = list.Find(name, path);
            best = how.Kind > best.How.Kind ? (list, how) : best;
        }

        return best;
    }

    IEnumerable<Doubt> Reasons(SnapshotHead head, CaptureStanding standing, bool isWhole, string level)
    {
        if (Edition != true)
        {
            yield return new(Edition is null ? $"the list is of edition {head.Edition}; of which edition the capture is, is not established" : $"the list is of edition {head.Edition}; the capture is of {standing.Edition}", false);
        }

        if (standing.Day is not { } day)
        {
            yield return new("the day of the capture is not established", false);
        }
        else if (Lists.Any(l => l.Head.Date > day))
        {
            yield return new($"the list is of {Lists.Max(l => l.Head.Day)}, a later day than the capture, of {day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}", false);
        }

        if (!isWhole)
        {
            var which = string.Join(" and ", Lists.Select(l => l.Head.Level).Distinct());
            yield return new(level.Length == 0 ? $"the list is of level {which}; the level of the capture is not established" : $"the list is of level {which}; at level {level} events of {string.Join(", ", Allowed)} can be sent", true);
        }
    }
}

/// <summary>Why something cannot be said.</summary>
/// <param name="Text">The reason.</param>
/// <param name="IsLevel">Whether it is about the level.</param>
readonly record struct Doubt(string Text, bool IsLevel);
