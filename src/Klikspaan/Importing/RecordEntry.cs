namespace Klikspaan.Importing;

/// <summary>A record in a file of JSON.</summary>
sealed record RecordEntry(int Number, long Offset, long Length, ReadOnlyMemory<byte> Bytes, RecordKind What) : CaptureEntry(Number, Offset, Length, Bytes, EntryKind.Exchange);
