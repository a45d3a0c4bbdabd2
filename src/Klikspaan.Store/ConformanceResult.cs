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
        var how = found.How;
        var doubts = string.Join("; ", set.Doubts.Select(d => d.Text));
        return how.Kind switch
        {
            CorrespondenceKind.Field or CorrespondenceKind.Common when Against(found, contrary, values) is { } against => Contrary(set, against),
            CorrespondenceKind.Field when LevelOf(set, found) is { Length: > 0 } level => Contrary(set, level),
            CorrespondenceKind.Field => new(Documented, InField, And(how.Former ? $"found in the list, where the event is called {how.Event!.Name} and was called so before" : "the event and the field were found in the list", Edition(set))),
            CorrespondenceKind.Common => new(Documented, InCommon, And($"found among the fields that the list calls common ('{how.Event!.Name}'); of single events it does not say which of them they have", Edition(set))),
            CorrespondenceKind.Within => NotEstablished(InPart, $"part of the field '{how.Field!.Name}', which the list describes as a whole", set),
            CorrespondenceKind.FieldLoosely => NotEstablished(InPart, $"the list has a field '{how.Field!.Name}', which only corresponds without regard to capitals", set),
            CorrespondenceKind.EventLoosely => NotEstablished(InPart, $"the list has an event '{how.Event!.Name}', which only corresponds without regard to capitals", set),
            CorrespondenceKind.CommonToSome => NotEstablished(InPart, $"the event was not found in the list; the field stands under '{how.Event!.Name}', and which events have that is not established", set),
            CorrespondenceKind.EventOnly when LevelOf(set, found) is { Length: > 0 } level => Contrary(set, level),
            CorrespondenceKind.EventOnly => set.IsInForce
                ? new(Undocumented, InEvent, "the event was found in the list, the field was not found in it")
                : NotEstablished(InEvent, "the event was found in the list, the field was not found in it", set),
            _ when found.IsCovered == true && doubts.Length == 0 => new(Undocumented, InNeither, "the event was not found in the list"),
            _ when found.IsCovered == true => new(Classification.NotEstablished, InNeither, $"the event was not found in the list; {doubts}"),
            _ => new(Classification.NotEstablished, InNeither, And("the event was not found in the list; whether it is of the product that the list is about, is not established", doubts)),
        };
    }

    /// <summary>Values against what the list says of the field; null for none.</summary>
    static string? Against(FoundIn found, ContraryValues contrary, long values) =>
        contrary.Counts.Count == 0 || found.How.Field is null ? null : string.Join("; ", contrary.Counts.Select(c => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{c.Key} ({c.Value} of {values} values)")));

    /// <summary>An event of a level that is not sent at the level of the capture.</summary>
    static string LevelOf(DocumentationSet set, FoundIn found)
    {
        var level = CaptureStanding.LevelIn(set.Facts, found.How.Event is { Level.Length: > 0 } own ? own.Level : found.List.Head.Level);
        return level.Length > 0 && set.Allowed.Count > 0 && !set.Allowed.Contains(level, StringComparer.OrdinalIgnoreCase)
            ? $"the list says that the event is of level {level}; the capture was made at a level at which events of {string.Join(", ", set.Allowed)} can be sent" : "";
    }

    static ConformanceResult Contrary(DocumentationSet set, string why) => set.IsInForce ? new(Contradicted, InContrary, why) : NotEstablished(InContrary, why, set);

    static ConformanceResult NotEstablished(string found, string why, DocumentationSet set) => new(Classification.NotEstablished, found, And(why, Edition(set)));

    /// <summary>What keeps the lists from being those of the capture.</summary>
    static string Edition(DocumentationSet set) => string.Join("; ", set.Doubts.Where(d => !d.IsLevel).Select(d => d.Text));

    static string And(string text, string more) => more.Length == 0 ? text : $"{text}; {more}";
}
