using System.Text;

namespace Klikspaan.Store;

/// <summary>Writes every table as CSV and Parquet. The same dossier and versions give the same bytes.</summary>
public static class Exporter
{
    /// <summary>Writes into <paramref name="folder"/>, table by table, and gives the names of the files.</summary>
    public static async Task<IReadOnlyList<string>> WriteAsync(TableSource source, string folder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        Directory.CreateDirectory(folder);
        var written = new List<string>();
        foreach (var table in Tables.All)
        {
            var csv = Path.Combine(folder, table.Name + ".csv");
            var parquet = Path.Combine(folder, table.Name + ".parquet");
            await CsvAsync(table, source, csv, cancellation).ConfigureAwait(false);
            await using var query = await Query.LoadAsync(table, "", source, cancellation).ConfigureAwait(false);
            query.WriteParquet(table, parquet);
            written.AddRange([csv, parquet]);
        }

        return written;
    }

    static async Task CsvAsync(Table table, TableSource source, string path, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\r\n" };
        await writer.WriteLineAsync(CsvRows.Head(table.Columns)).ConfigureAwait(false);
        await foreach (var row in table.Rows(source, cancellation).ConfigureAwait(false))
        {
            await writer.WriteLineAsync(CsvRows.Write(row)).ConfigureAwait(false);
        }
    }
}
