namespace Klikspaan.Decoding;

/// <summary>A format in which each value begins with a <see cref="Head"/>.</summary>
interface IHeadFormat
{
    /// <summary>The name in decode chains.</summary>
    static abstract string Name { get; }

    /// <summary>The bytes with which the format marks itself; empty when it has none.</summary>
    static abstract ReadOnlySpan<byte> Mark { get; }

    /// <summary>Reads the head at the start of <paramref name="bytes"/>; false when there is none, or not all of it.</summary>
    static abstract bool TryHead(ReadOnlySpan<byte> bytes, out Head head);
}
