using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Klikspaan.Store;

/// <summary>
/// Answers conditions and sorting with an embedded DuckDB. Tables that the condition names are loaded too, so that it can
/// join them. The database lives in memory and in a scratch folder, and is thrown away.
/// </summary>
public sealed partial class Query : IAsyncDisposable
{
    /// <summary>Bound of DuckDB's own memory; what does not fit goes to the scratch folder.</summary>
    public const string MemoryLimit = "512MB";

    const string ListSeparator = "; ";
    readonly DuckDBConnection connection = new("DataSource=:memory:");
    readonly string scratch;

    Query(string scratch) => this.scratch = scratch;

    /// <summary>Loads <paramref name="table"/> and the tables that <paramref name="condition"/> names.</summary>
    public static async Task<Query> LoadAsync(Table table, string condition, TableSource source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(source);
        var query = new Query(Directory.CreateTempSubdirectory("klikspaan-").FullName);
        try
        {
            await query.connection.OpenAsync(cancellation).ConfigureAwait(false);
            query.Run($"SET memory_limit='{MemoryLimit}'; SET temp_directory={Literal(query.scratch)}; SET threads=1; SET preserve_insertion_order=true");
            var words = Words().Matches(condition).Select(m => m.Value.ToLowerInvariant()).ToHashSet();
            foreach (var each in Tables.All.Where(t => t.Name == table.Name || words.Contains(t.Name)))
            {
                await query.FillAsync(each, source, cancellation).ConfigureAwait(false);
            }

            return query;
        }
        catch
        {
            await query.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The rows that meet a condition, in the order asked for, ties in the table's own order.</summary>
    /// <param name="table">The table that was loaded.</param>
    /// <param name="condition">An SQL condition over its columns; empty for all rows.</param>
    /// <param name="sort">Columns to sort by; a leading <c>-</c> for the greatest first.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async IAsyncEnumerable<object?[]> RowsAsync(
        Table table, string condition, IReadOnlyList<string> sort, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(sort);

        // From here on the caller's own words are run: no files, no settings, no extensions.
        Run("SET enable_external_access=false; SET lock_configuration=true");
        await using var command = connection.CreateCommand();
        command.UseStreamingMode = true;
        command.CommandText = RequireOne(Select(table, condition, sort));
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            yield return [.. table.Columns.Select((c, i) => Value(reader, i, c.Type))];
        }
    }

    /// <summary>Writes a loaded table as Parquet, rows in their own order.</summary>
    public void WriteParquet(Table table, string path)
    {
        ArgumentNullException.ThrowIfNull(table);
        var columns = string.Join(", ", table.Columns.Select(c => Quote(c.Name)));
        Run($"COPY (SELECT {columns} FROM {Quote(table.Name)} ORDER BY ordinal) TO {Literal(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000)");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync().ConfigureAwait(false);
        try
        {
            Directory.Delete(scratch, recursive: true);
        }
        catch (IOException)
        {
            // A scratch folder that stays holds no evidence; the system clears it.
        }
    }

    /// <summary>A condition can close its bracket and go on with statements of its own; the engine would pass over them in silence.</summary>
    string RequireOne(string sql)
    {
        var count = NativeMethods.ExtractStatements.DuckDBExtractStatements(connection.NativeConnection, sql, out var statements);
        statements.Dispose();
        return count <= 1 ? sql : throw new ArgumentException("the condition cannot be used: it holds more than a condition");
    }

    static string Select(Table table, string condition, IReadOnlyList<string> sort)
    {
        var order = new StringBuilder();
        foreach (var column in sort)
        {
            var name = column.TrimStart('-');
            var known = table.Columns.FirstOrDefault(c => c.Name == name)
                ?? throw new ArgumentException($"'{name}' is no column of {table.Name}; columns are {string.Join(", ", table.Columns.Select(c => c.Name))}");
            order.Append(CultureInfo.InvariantCulture, $"{Quote(known.Name)}{(column.StartsWith('-') ? " DESC" : "")} NULLS LAST, ");
        }

        var where = condition.Length > 0 ? $" WHERE ({condition}\n)" : "";
        return $"SELECT {string.Join(", ", table.Columns.Select(c => Quote(c.Name)))} FROM {Quote(table.Name)}{where} ORDER BY {order}ordinal";
    }

    static object? Value(System.Data.Common.DbDataReader reader, int index, ColumnType type) =>
        reader.IsDBNull(index) ? null
        : type == ColumnType.Number ? reader.GetInt64(index)
        : type == ColumnType.Text ? reader.GetString(index)
        : reader.GetString(index) is { Length: > 0 } texts ? texts.Split(ListSeparator) : Array.Empty<string>();

    async Task FillAsync(Table table, TableSource source, CancellationToken cancellation)
    {
        var columns = table.Columns.Select(c => $"{Quote(c.Name)} {(c.Type == ColumnType.Number ? "BIGINT" : "VARCHAR")}");
        Run($"CREATE TABLE {Quote(table.Name)} (ordinal BIGINT, {string.Join(", ", columns)})");
        using var appender = connection.CreateAppender(table.Name);
        var ordinal = 0L;
        await foreach (var values in table.Rows(source, cancellation).ConfigureAwait(false))
        {
            var row = appender.CreateRow().AppendValue(ordinal++);
            foreach (var value in values)
            {
                row = value switch
                {
                    null => row.AppendNullValue(),
                    long number => row.AppendValue(number),
                    string text => row.AppendValue(WithoutNul(text)),
                    IReadOnlyList<string> texts => row.AppendValue(WithoutNul(string.Join(ListSeparator, texts))),
                    _ => throw new InvalidOperationException($"a row of {table.Name} holds a {value.GetType()}"),
                };
            }

            row.EndRow();
        }
    }

    /// <summary>The engine's text ends at a NUL; a captured one is made visible instead.</summary>
    static string WithoutNul(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\u2400') : text;

    void Run(string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is ours; what a user writes runs after external access was shut off.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex("[A-Za-z_]+")]
    private static partial Regex Words();
}
