namespace Klikspaan.Decoding;

/// <summary>A transform to a number as text, which is so short that it can be written anywhere.</summary>
interface INumberTransform : ITransform
{
    /// <summary>Longest text of a number, in bytes.</summary>
    const int Longest = 32;

    /// <summary>Writes the text of the number into at least <see cref="Longest"/> bytes; false when the source is no such number.</summary>
    bool TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written);
}
