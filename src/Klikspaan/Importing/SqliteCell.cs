namespace Klikspaan.Importing;

/// <summary>A row of a table as it stands in a SQLite file.</summary>
/// <param name="RowId">Its number in the table.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Length">How long what stands there is; the rest can stand on other pages.</param>
/// <param name="Record">The columns.</param>
/// <param name="Fault">Why the columns could not be read.</param>
sealed record SqliteCell(long RowId, long Offset, long Length, SqliteRecord Record, EntryFault? Fault = null);

/// <summary>Bytes of a row that stand together in the file.</summary>
/// <param name="Offset">Where in the file.</param>
/// <param name="Length">How many.</param>
readonly record struct SqlitePiece(long Offset, int Length);
