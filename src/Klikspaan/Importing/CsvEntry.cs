namespace Klikspaan.Importing;

/// <summary>A record of a file of CSV.</summary>
sealed record CsvEntry(int Number, long Offset, long Length, ReadOnlyMemory<byte> Bytes, CsvHead Head) : CaptureEntry(Number, Offset, Length, Bytes, EntryKind.Exchange);
