namespace Klikspaan.Assessing;

/// <summary>How far evidence goes, strongest first.</summary>
public static class EvidenceGrades
{
    /// <summary>Contents were read in a capture.</summary>
    public const string Decrypted = "decrypted";

    /// <summary>A capture shows that something was sent, and not what.</summary>
    public const string Metadata = "metadata";

    /// <summary>A record that a vendor's service wrote.</summary>
    public const string VendorRecord = "vendor-record";

    /// <summary>A document was read.</summary>
    public const string Documented = "documented";

    /// <summary>A vendor says so.</summary>
    public const string VendorStatement = "vendor-statement";

    /// <summary>Others describe a document that was not read.</summary>
    public const string Described = "described";

    /// <summary>A person decided.</summary>
    public const string Judgement = "judgement";

    /// <summary>All, strongest first.</summary>
    public static IReadOnlyList<string> All { get; } = [Decrypted, Metadata, VendorRecord, Documented, VendorStatement, Described, Judgement];

    /// <summary>The stronger of two.</summary>
    internal static string Stronger(string one, string other) => All.FirstOrDefault(g => g == one || g == other, one);
}
