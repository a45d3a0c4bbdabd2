using DuckDB.NET.Data;

namespace Klikspaan.Bench.Measuring;

/// <summary>Counts the entries of a capture with DuckDB, as a peer.</summary>
static class Duck
{
    public static long Count(string har)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT len(log.entries) FROM read_json('{har.Replace("'", "''", StringComparison.Ordinal)}', maximum_object_size = {new FileInfo(har).Length + 1})";
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
