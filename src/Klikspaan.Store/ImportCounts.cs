namespace Klikspaan.Store;

/// <summary>What an import came to.</summary>
/// <param name="Exchanges">Exchanges that were sent and read: requests, connections of other protocols, destinations of datagrams.</param>
/// <param name="BytesOut">Bytes that went out in them.</param>
/// <param name="OpaqueBytes">Bytes of those that were not opened.</param>
/// <param name="Problems">Problems that were stored.</param>
/// <param name="First">When the first of the exchanges that were sent began; null when no time is known.</param>
/// <param name="Last">When the last of them began.</param>
/// <param name="Stored">Stored events that were read; none of them is shown to have been sent.</param>
/// <param name="Contacts">Contacts of which the contents were not seen.</param>
/// <param name="LookUps">Names that were looked up.</param>
/// <param name="VendorRecords">Records of a vendor's service that were read; none of them shows what was sent.</param>
/// <param name="Others">Of the exchanges those that are no requests of HTTP.</param>
/// <param name="NotSent">Requests of which the capture says that they were not sent.</param>
public sealed record ImportCounts(int Exchanges, long BytesOut, long OpaqueBytes, int Problems, DateTimeOffset? First = null, DateTimeOffset? Last = null, int Stored = 0, int Contacts = 0, int LookUps = 0, int VendorRecords = 0, int Others = 0, int NotSent = 0)
{
    /// <summary>Of nothing.</summary>
    internal static ImportCounts None { get; } = new(0, 0, 0, 0);

    /// <summary>Of both together.</summary>
    public static ImportCounts operator +(ImportCounts left, ImportCounts right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(
            left.Exchanges + right.Exchanges, left.BytesOut + right.BytesOut, left.OpaqueBytes + right.OpaqueBytes, left.Problems + right.Problems,
            right.First < left.First ? right.First : left.First ?? right.First, right.Last > left.Last ? right.Last : left.Last ?? right.Last,
            left.Stored + right.Stored, left.Contacts + right.Contacts, left.LookUps + right.LookUps,
            left.VendorRecords + right.VendorRecords, left.Others + right.Others, left.NotSent + right.NotSent);
    }
}
