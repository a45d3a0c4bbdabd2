namespace Klikspaan.Store;

/// <summary>Every table.</summary>
public static class Tables
{
    /// <summary>The tables, in the order in which a reader wants them.</summary>
    public static IReadOnlyList<Table> All { get; } =
    [
        RecipientTable.Table,
        DisclosureTable.Table,
        PlantedTable.Table,
        EventTable.Table,
        ItemTable.Table,
        ExchangeTable.Table,
        CoverageTable.Table,
        OpaqueTable.Table,
        ProblemTable.Table,
        CaptureTable.Table,
        SightingTable.Table,
        IdentifierTable.Table,
        ClassTable.Table,
        DigestTable.Table,
        DeviceTable.Table,
        BaselineTable.Table,
        ConformanceTable.Table,
        LocationTable.Table,
        NamedTable.Table,
        ReplyTable.Table,
        AccessTable.Table,
        DocumentTable.Table,
    ];

    /// <summary>Finds a table by name; null when there is none.</summary>
    public static Table? Find(string name) => All.FirstOrDefault(t => t.Name == name);

    internal static Column Text(string name, string about) => new(name, ColumnType.Text, about);

    internal static Column Number(string name, string about) => new(name, ColumnType.Number, about);

    internal static Column Texts(string name, string about) => new(name, ColumnType.Texts, about);

    internal static string Time(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture) ?? Classification.NotEstablished;

    internal static string CountryMethod(string country) => country == Classification.NotEstablished ? country : "establishment of the operator";

    internal static string Or(string text) => text.Length > 0 ? text : Classification.NotEstablished;

    internal static string SameAs(Sighting? sighting) =>
        sighting is null ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Locator.Short(sighting.FirstCapture)}#{sighting.FirstExchange}");

    /// <summary>Rows that are in memory already, as a stream.</summary>
    internal static async IAsyncEnumerable<object?[]> Stream(IEnumerable<object?[]> rows)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var row in rows)
        {
            yield return row;
        }
    }
}
