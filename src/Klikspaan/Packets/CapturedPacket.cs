namespace Klikspaan.Packets;

/// <summary>A packet as it was captured.</summary>
/// <param name="Offset">Where its block begins in the file, or in the bytes that were cut out of it.</param>
/// <param name="Length">How long the block is.</param>
/// <param name="Format">How it is framed.</param>
/// <param name="Interface">Number of the interface that it was captured on.</param>
/// <param name="At">When it was captured; null when the file does not say.</param>
/// <param name="DataAt">Where the packet itself begins.</param>
/// <param name="Data">The packet, valid until the next one is read.</param>
readonly record struct CapturedPacket(
    long Offset, long Length, PacketFormat Format, int Interface, DateTimeOffset? At, long DataAt, ReadOnlyMemory<byte> Data);
