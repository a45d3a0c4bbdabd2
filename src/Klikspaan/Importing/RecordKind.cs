namespace Klikspaan.Importing;

/// <summary>A sort of record in a file of records, known by the names of its columns or members.</summary>
/// <param name="Kind">What it is a record of.</param>
/// <param name="Names">Names that such a record always has.</param>
/// <param name="Content">The column or member that holds the event as text; empty where the record itself is the event.</param>
sealed record RecordKind(ExchangeKind Kind, IReadOnlyList<string> Names, string Content = "")
{
    /// <summary>Files with a line of names and a line for each record.</summary>
    public static IReadOnlyList<RecordKind> Columns { get; } =
    [
        // Get-DiagnosticData | Export-Csv of the Diagnostic Data Viewer.
        new(ExchangeKind.StoredEvent, ["Name", "Timestamp", "Payload"], "Payload"),

        // The unified audit log, as Search-UnifiedAuditLog gives it, and as the portal exports it.
        new(ExchangeKind.VendorRecord, ["CreationDate", "Operations", "AuditData"], "AuditData"),
        new(ExchangeKind.VendorRecord, ["CreationDate", "Operation", "AuditData"], "AuditData"),

        // Sign-in logs, as the portal exports them, and as the Graph cmdlets give them.
        new(ExchangeKind.VendorRecord, ["Date (UTC)", "Request ID", "Username"]),
        new(ExchangeKind.VendorRecord, ["CreatedDateTime", "UserPrincipalName", "AppDisplayName"]),
    ];

    /// <summary>Files with a list of objects of JSON.</summary>
    public static IReadOnlyList<RecordKind> Members { get; } =
    [
        // Get-DiagnosticData | ConvertTo-Json.
        new(ExchangeKind.StoredEvent, ["Name", "Timestamp", "Payload"], "Payload"),

        // auditLogRecord of Graph, and the records of the Management Activity API.
        new(ExchangeKind.VendorRecord, ["auditLogRecordType", "operation"]),
        new(ExchangeKind.VendorRecord, ["CreationTime", "RecordType", "Operation"]),
        new(ExchangeKind.VendorRecord, ["CreationTime", "Operation", "Workload", "UserId"]),

        // signIn and directoryAudit of Graph.
        new(ExchangeKind.VendorRecord, ["createdDateTime", "userPrincipalName", "appId"]),
        new(ExchangeKind.VendorRecord, ["activityDateTime", "activityDisplayName", "initiatedBy"]),

        // The answer to activities.list of the Reports API of Workspace.
        new(ExchangeKind.VendorRecord, ["kind", "id", "actor", "events"]),
    ];

    /// <summary>What a page says of itself, by which its records are known although none stands in it: a member, how its text begins or where that names the list, and the member that is the list.</summary>
    public static IReadOnlyList<(string Member, string Text, string List)> Pages { get; } =
    [
        ("kind", "admin#reports#activities", "items"),
        ("@odata.context", "#auditLogs/", "value"),
    ];

    /// <summary>The first kind of these of which all names are there; null when there is none.</summary>
    public static RecordKind? Find(IReadOnlyList<RecordKind> kinds, IReadOnlyCollection<string> names) =>
        kinds.FirstOrDefault(k => k.Names.All(n => names.Contains(n, StringComparer.Ordinal)));
}
