namespace Klikspaan.Recording.Receiving;

/// <summary>Tells someone who looks on that something was recorded.</summary>
delegate void TellRecorded(RecordedConnection connection, string kind, long bytes, string what, string rule, string? host = null);
