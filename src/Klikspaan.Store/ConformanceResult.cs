using Klikspaan.Documenting;

namespace Klikspaan.Store;

/// <summary>What comes of holding a field that was observed against the lists of an edition.</summary>
/// <param name="Result"><c>documented</c>, <c>undocumented</c>, <c>contradicted</c>, or not established.</param>
/// <param name="Found">What was found in the lists, whether or not they are of the capture's edition.</param>
/// <param name="Why">Why, in a sentence.</param>
sealed record ConformanceResult(string Result, string Found, string Why)
{
    public const string Documented = "documented", Undocumented = "undocumented", Contradicted = "contradicted";
    public const string InField = "field", InCommon = "common field", InEvent = "event only", InNeither = "not found", InPart = "in part", InContrary = "contrary";

    /// <summary>Of a field and a set of lists.</summary>
    public static ConformanceResult Of(DocumentationSet set, FoundIn found, ContraryValues contrary, long values)
    {
        var result = Compare(set, found, contrary, values);
        return found.IsCovered == true ? result : result with
        {
            Result = Classification.NotEstablished,
            Why = And(result.Why, found.IsCovered is null ? "whether the event is of the product that the list is about, is not established" : "by its account key and name the event is not one of the product that the list is about"),
        };
    }

    static ConformanceResult Compare(DocumentationSet set, FoundIn found, ContraryValues contrary, long values)
    {
        var how = found.How;
        return how.Kind switch
        {
            CorrespondenceKind.Field or CorrespondenceKind.Common when Told(found, contrary.Counts, values) is { } against => Contrary(set, against),
            CorrespondenceKind.Field or CorrespondenceKind.EventOnly when LevelOf(set, found) is { Length: > 0 } level => Level(set, found, level),
            CorrespondenceKind.Field or CorrespondenceKind.Common when Told(found, contrary.Phrased, values) is { } reads =>
                NotEstablished(how.Kind == CorrespondenceKind.Field ? InField : InCommon, $"the field was found in the list; {reads}; whether that is contrary to what is meant, is for a person to judge", set),
            CorrespondenceKind.Field => InList(set, InField, how.Former ? $"found in the list, where the event is called {how.Event!.Name} and was called so before" : "the event and the field were found in the list"),
            CorrespondenceKind.Common => InList(set, InCommon, $"found among the fields that the list calls common ('{how.Event!.Name}'); of single events it does not say which of them they have"),
            CorrespondenceKind.Within => NotEstablished(InPart, $"part of the field '{how.Field!.Name}', which the list describes as a whole", set),
            CorrespondenceKind.FieldLoosely => NotEstablished(InPart, $"the list has a field '{how.Field!.Name}', which only corresponds without regard to capitals", set),
            CorrespondenceKind.EventLoosely => NotEstablished(InPart, $"the list has an event '{how.Event!.Name}', which only corresponds without regard to capitals", set),
            CorrespondenceKind.CommonToSome => NotEstablished(InPart, $"the event was not found in the list; the field stands under '{how.Event!.Name}', and which events have that is not established", set),
            CorrespondenceKind.EventOnly => Missing(set, found, InEvent, "the event was found in the list, the field was not found in it"),
            _ => Missing(set, found, InNeither, "the event was not found in the list"),
        };
    }

    /// <summary>What is in a list: documented where that is the one of the capture.</summary>
    static ConformanceResult InList(DocumentationSet set, string found, string why) => set.IsInForce ? new(Documented, found, why) : NotEstablished(found, why, set);

    /// <summary>What is in no list: undocumented where nothing speaks against it.</summary>
    static ConformanceResult Missing(DocumentationSet set, FoundIn found, string word, string why)
    {
        List<string> doubts = [.. set.Doubts.Select(d => d.Text)];
        if (!found.IsField)
        {
            doubts.Insert(0, "it does not stand where fields of such events are known to, and the list need not speak of it");
        }

        return doubts.Count == 0 && found.IsCovered == true ? new(Undocumented, word, why) : new(Classification.NotEstablished, word, And(why, string.Join("; ", doubts)));
    }

    /// <summary>Values against what the list says of the field, or what it reads as if it said; null for none.</summary>
    static string? Told(FoundIn found, SortedDictionary<string, long> counts, long values) =>
        counts.Count == 0 || found.How.Field is null ? null : string.Join("; ", counts.Select(c => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{c.Key} ({c.Value} of {values} values)")));

    /// <summary>Why the level of an event is not one that is sent at the level of the capture; empty where it may be.</summary>
    static string LevelOf(DocumentationSet set, FoundIn found) => set.LevelOf(found.List, found.How) is var level && set.MayBeSent(level) ? ""
        : $"the list says that the event is of level {level}; the capture was made at a level at which events of {string.Join(", ", set.Allowed)} can be sent";

    /// <summary>Contrary to its level, where the event is in no list of a level that may be sent, nor can be in what was not read of one.</summary>
    static ConformanceResult Level(DocumentationSet set, FoundIn found, string why) =>
        found.IsEventAllowed ? NotEstablished(InPart, $"{why}; another list has the event at a level that can be, if perhaps not this field", set)
        : !set.IsRead ? new(Classification.NotEstablished, InContrary, And(why, string.Join("; ", set.Doubts.Select(d => d.Text))))
        : Contrary(set, why);

    static ConformanceResult Contrary(DocumentationSet set, string why) => set.IsInForce ? new(Contradicted, InContrary, why) : NotEstablished(InContrary, why, set);

    static ConformanceResult NotEstablished(string found, string why, DocumentationSet set) => new(Classification.NotEstablished, found, And(why, Edition(set)));

    /// <summary>What keeps the lists from being those of the capture.</summary>
    static string Edition(DocumentationSet set) => string.Join("; ", set.Doubts.Where(d => d.Kind == DoubtKind.Edition).Select(d => d.Text));

    static string And(string text, string more) => more.Length == 0 ? text : $"{text}; {more}";
}
