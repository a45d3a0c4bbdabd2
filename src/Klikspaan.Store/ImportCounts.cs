namespace Klikspaan.Store;

/// <summary>What an import came to.</summary>
/// <param name="Exchanges">Exchanges that were read.</param>
/// <param name="BytesOut">Bytes that went out in them.</param>
/// <param name="OpaqueBytes">Bytes of those that were not opened.</param>
/// <param name="Problems">Problems that were stored.</param>
public sealed record ImportCounts(int Exchanges, long BytesOut, long OpaqueBytes, int Problems);
