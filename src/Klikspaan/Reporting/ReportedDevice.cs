namespace Klikspaan.Reporting;

/// <summary>What was sent that stands for something of the device, or what was stored on it: values in one field to one host, a cookie, or a file.</summary>
public sealed record ReportedDevice
{
    /// <summary>Whether it was stored on the device; else it stands for something of the device.</summary>
    public required bool IsStored { get; init; }

    /// <summary>Label of a planted value, category, name of a cookie; of a file what it is.</summary>
    public required string What { get; init; }

    /// <summary>What that rests on: a name of a known set.</summary>
    public required string By { get; init; }

    /// <summary>The host that it was sent to; empty of a file.</summary>
    public required string Host { get; init; }

    /// <summary>Part of the request and pointer; of a file its path.</summary>
    public required string Path { get; init; }

    /// <summary>Forms of a planted value.</summary>
    public IReadOnlyList<string> Forms { get; init; } = [];

    /// <summary>Values.</summary>
    public long Values { get; init; }

    /// <summary>Requests.</summary>
    public long Requests { get; init; }

    /// <summary>Length of a file in bytes; null where it is not known.</summary>
    public long? Bytes { get; init; }

    /// <summary>Of a file: <c>created</c>, <c>changed</c>; empty where it is not known.</summary>
    public string Change { get; init; } = "";

    /// <summary>Of a file: host and field of requests in which a value stood that stands in it too.</summary>
    public IReadOnlyList<string> SentIn { get; init; } = [];

    /// <summary>Before or after a choice, or not established.</summary>
    public required string Choice { get; init; }

    /// <summary>What was chosen, or not established.</summary>
    public required string Made { get; init; }

    /// <summary>What people decided.</summary>
    public IReadOnlyList<ReportedExemption> Judgements { get; init; } = [];

    /// <summary>SHA-256 of the captures.</summary>
    public required IReadOnlyList<string> Captures { get; init; }

    /// <summary>Where the first stands.</summary>
    public required Locator First { get; init; }
}

/// <summary>What a person decided on an exemption.</summary>
/// <param name="Exemption">Which, or that none holds: a name of a known set.</param>
/// <param name="By">Who.</param>
/// <param name="Date">When.</param>
/// <param name="Reason">Why.</param>
public sealed record ReportedExemption(string Exemption, string By, string Date, string Reason);
