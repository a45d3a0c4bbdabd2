using Klikspaan.Documenting;

namespace Klikspaan.Store;

/// <summary>A snapshot of a vendor's documentation in a dossier.</summary>
/// <param name="Name">Its path in the dossier.</param>
/// <param name="Head">What it is of.</param>
public sealed record SnapshotFile(string Name, SnapshotHead Head);
