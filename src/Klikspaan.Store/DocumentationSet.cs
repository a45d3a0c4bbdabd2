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
        Edition = standing.IsOfEdition(head.Edition, facts, head.Product);
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

    /// <summary>Why what is not in the lists cannot be said to be undocumented: of another edition, a level that is not known, a later day, or read only in part. The first is about the edition, where there is one.</summary>
    public IReadOnlyList<Doubt> Doubts { get; }

    /// <summary>Whether the lists are of the capture's edition and day.</summary>
    public bool IsInForce => Doubts.All(d => d.Kind != DoubtKind.Edition);

    /// <summary>Whether all of the lists was read.</summary>
    public bool IsRead => Doubts.All(d => d.Kind != DoubtKind.Read);

    /// <summary>Whether an event is of the product; null where that is not established.</summary>
    public bool? Covers(string name, string accountKey, CaptureStanding standing)
    {
        if (Facts is { } known && (known.AccountKeys.Count > 0 || known.Events.Count > 0))
        {
            return DocumentationFacts.IsOne(known.AccountKeys, accountKey) || DocumentationFacts.IsOne(known.Events, name);
        }

        return standing.IsOfProduct(Lists[0].Head.Product, Facts);
    }

    /// <summary>
    /// The list with which a value corresponds best, and how: one whose events may be sent at the level of the capture before others, as an event can stand in several. The last value tells
    /// whether the event, if perhaps not this field, stands in such a list.
    /// </summary>
    public (DocumentedList List, Correspondence How, bool IsEventAllowed) Find(string name, string path)
    {
        var (best, bestRank, isEventAllowed) = ((List: Lists[0], How: Correspondence.None), (IsWhole: false, Kind: CorrespondenceKind.None, IsAllowed: false), false);
        foreach (var list in Lists)
        {
            var how = list.Find(name, path);
            var isAllowed = MayBeSent(LevelOf(list, how));
            var rank = (isAllowed && how.Kind is CorrespondenceKind.Field or CorrespondenceKind.Common, how.Kind, isAllowed);
            if (rank.CompareTo(bestRank) > 0)
            {
                (best, bestRank) = ((list, how), rank);
            }

            isEventAllowed |= isAllowed && how.Event is { IsCommon: false };
        }

        return (best.List, best.How, isEventAllowed);
    }

    /// <summary>The level of an event by a list, as lists name it; empty where it does not say one.</summary>
    public string LevelOf(DocumentedList list, Correspondence how) => CaptureStanding.LevelIn(Facts, how.Event is { Level.Length: > 0 } own ? own.Level : list.Head.Level);

    /// <summary>Whether events of a level may be sent at that of the capture, as far as both are known.</summary>
    public bool MayBeSent(string level) => level.Length == 0 || Allowed.Count == 0 || Allowed.Contains(level, StringComparer.OrdinalIgnoreCase);

    IEnumerable<Doubt> Reasons(SnapshotHead head, CaptureStanding standing, bool isWhole, string level)
    {
        if (Edition != true)
        {
            yield return new(
                head.Edition.Length == 0 ? $"the list names no edition; whether it is of that of the capture, is not established ('{CaptureStanding.AllEditions}' as its edition says that it is of all)"
                : Edition is null ? $"the list is of edition {head.Edition}; of which edition the capture is, is not established"
                : $"the list is of edition {head.Edition}; the capture is of {standing.EditionFor(Facts, head.Product)}",
                DoubtKind.Edition);
        }

        if (standing.Day is not { } day)
        {
            yield return new("the day of the capture is not established", DoubtKind.Edition);
        }
        else if (Lists.Any(l => l.Head.Date > day))
        {
            yield return new($"the list is of {Lists.Max(l => l.Head.Day)}, a later day than the capture, of {day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}", DoubtKind.Edition);
        }

        if (!isWhole)
        {
            var which = string.Join(" and ", Lists.Select(l => l.Head.Level).Distinct());
            yield return new(level.Length == 0 ? $"the list is of level {which}; the level of the capture is not established" : $"the list is of level {which}; at level {level} events of {string.Join(", ", Allowed)} can be sent", DoubtKind.Level);
        }

        foreach (var list in Lists.Where(l => l.Head.Counts.Lost > 0))
        {
            yield return new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{list.Head.Counts.Lost} {(list.Head.Counts.Lost == 1 ? "place" : "places")} of the list {list.Head.Name} could not be read"), DoubtKind.Read);
        }
    }
}

/// <summary>Why something cannot be said.</summary>
/// <param name="Text">The reason.</param>
/// <param name="Kind">What it is about.</param>
readonly record struct Doubt(string Text, DoubtKind Kind);

/// <summary>What a doubt is about.</summary>
enum DoubtKind
{
    /// <summary>Edition or day: nothing that the lists say counts for the capture.</summary>
    Edition,

    /// <summary>Level: other lists may say it.</summary>
    Level,

    /// <summary>A list that was read only in part: what is not found may stand there.</summary>
    Read,
}
