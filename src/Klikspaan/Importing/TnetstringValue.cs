namespace Klikspaan.Importing;

/// <summary>A value of a tagged netstring: what its tag says that it is, and where it stands among the bytes that were kept.</summary>
/// <param name="Tag">Its tag; 0 for no value.</param>
/// <param name="At">Where its bytes begin.</param>
/// <param name="Length">How many of them were kept.</param>
/// <param name="LeftOut">How many of them were not.</param>
/// <param name="Depth">How many values stand around it.</param>
readonly record struct TnetstringValue(byte Tag, int At, int Length, long LeftOut, int Depth)
{
    /// <summary>Whether there is one, and it is not null.</summary>
    public bool IsSomething => Tag is not (0 or (byte)'~');

    /// <summary>Whether it is bytes, or text in UTF-8.</summary>
    public bool IsText => Tag is (byte)',' or (byte)';';

    /// <summary>How many bytes it has in the file.</summary>
    public long Size => Length + LeftOut;
}
