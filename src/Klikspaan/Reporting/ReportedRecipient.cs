namespace Klikspaan.Reporting;

/// <summary>Hosts with one operator, and one customer as far as keys show; or a host alone whose operator is not established.</summary>
public sealed record ReportedRecipient
{
    /// <summary>The operator; null when not established.</summary>
    public required string? Operator { get; init; }

    /// <summary>For each host the knowledge file and source that name its operator.</summary>
    public required IReadOnlyList<(string Host, string Source)> OperatorSources { get; init; }

    /// <summary>Country of establishment of the operator; null when not established.</summary>
    public required string? Country { get; init; }

    /// <summary>In whose published software the key in the traffic was found; null when not established.</summary>
    public required string? KeyOf { get; init; }

    /// <summary>Knowledge file and source for that.</summary>
    public required string KeySource { get; init; }

    /// <summary>The hosts, by capture, most bytes first.</summary>
    public required IReadOnlyList<ReportedHost> Hosts { get; init; }

    /// <summary>Events that a protocol file knows.</summary>
    public required long Events { get; init; }

    /// <summary>Values.</summary>
    public required long Items { get; init; }

    /// <summary>Categories of the values, by id.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Values whose category is not established.</summary>
    public required long Uncategorised { get; init; }

    /// <summary>The kinds of values.</summary>
    public required IReadOnlyList<ReportedKind> Kinds { get; init; }

    /// <summary>Kinds beyond the limit.</summary>
    public required long KindsLeftOut { get; init; }

    /// <summary>Values of these kinds.</summary>
    public required long ValuesLeftOut { get; init; }

    /// <summary>Requests.</summary>
    public long Requests => Hosts.Sum(h => h.Requests);

    /// <summary>Bytes.</summary>
    public long Bytes => Hosts.Sum(h => h.Bytes);
}
