namespace Klikspaan.Knowledge;

/// <summary>A purpose of processing, so that documents and descriptions of events can be compared; read from <c>purposes.yaml</c>.</summary>
/// <param name="Id">Its name in files.</param>
/// <param name="Says">What it comprises.</param>
/// <param name="Source">File and source that name it.</param>
public sealed record Purpose(string Id, string Says, string Source);
