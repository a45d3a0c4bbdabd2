using System.Numerics;

namespace Klikspaan.Packets;

/// <summary>An interface that packets were captured on.</summary>
/// <param name="LinkType">What stands first in its packets.</param>
/// <param name="Units">How many units of its clock make a second.</param>
/// <param name="From">What must be added to its seconds.</param>
/// <param name="IsSplit">Whether its time is in seconds and units apart, as in pcap.</param>
readonly record struct PacketInterface(int LinkType, ulong Units, long From, bool IsSplit)
{
    /// <summary>The resolution where a file of pcapng says none: microseconds.</summary>
    public const ulong Micro = 1_000_000, Nano = 1_000_000_000;

    /// <summary>Reads the resolution of a clock: a power of ten, or with the highest bit of two; null when it is finer than can be told.</summary>
    public static ulong? Resolution(byte value)
    {
        var power = value & 0x7F;
        var units = BigInteger.Pow((value & 0x80) != 0 ? 2 : 10, Math.Min(power, 64));
        return units <= long.MaxValue ? (ulong)units : null;
    }

    /// <summary>The time in words of a calendar; null when it is out of reach.</summary>
    public DateTimeOffset? Time(ulong time)
    {
        var (seconds, rest) = IsSplit ? (time >> 32, time & uint.MaxValue) : (time / Units, time % Units);
        var ticks = (Int128)seconds * TimeSpan.TicksPerSecond + (Int128)From * TimeSpan.TicksPerSecond + (Int128)rest * TimeSpan.TicksPerSecond / Units;
        return ticks >= 0 && ticks <= (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks ? DateTimeOffset.UnixEpoch.AddTicks((long)ticks) : null;
    }
}
