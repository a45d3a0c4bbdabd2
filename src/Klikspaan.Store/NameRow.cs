namespace Klikspaan.Store;

/// <summary>What the rows of distinct kinds of values point to, by its number among those of its sort: one of the three.</summary>
sealed record NameRow(HeadName? Head = null, string? Path = null, ClassName? Class = null);

/// <summary>To whom, and in which event.</summary>
sealed record HeadName(
    string Protocol, string Event, string Host, string Operator, string OnBehalfOf, string Country, string OperatorSource, string OnBehalfOfSource)
{
    /// <summary>The name of a head.</summary>
    public static HeadName Of(DistinctHead head) => new(
        head.Protocol, head.Event, head.Host, head.Attribution.Operator, head.Attribution.OnBehalfOf, head.Attribution.Country,
        head.Attribution.OperatorSource, head.Attribution.OnBehalfOfSource);
}

/// <summary>Of which category, and why.</summary>
sealed record ClassName(string Category, string Rule, string Reason, string Source)
{
    /// <summary>The name of a classification.</summary>
    public static ClassName Of(Classification classification) => new(classification.Category, classification.Rule, classification.Reason, classification.Source);
}
