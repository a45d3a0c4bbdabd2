namespace Klikspaan.Decoding;

/// <summary>A transform to a number or a word as text, which is so short that it can be written anywhere.</summary>
interface INumberTransform : ITransform
{
    /// <summary>Longest text, in bytes.</summary>
    const int Longest = 32;

    /// <summary>Writes the text into at least <see cref="Longest"/> bytes; false when the source is no such value.</summary>
    bool TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written);

    /// <summary>Decodes a number; when it is none, the failure says what was expected and that all bytes were seen.</summary>
    static bool TryDecode(INumberTransform number, ReadOnlySpan<byte> source, string expected, out byte[] decoded, out Failure failure)
    {
        Span<byte> text = stackalloc byte[Longest];
        var fits = number.TryWrite(source, text, out var written);
        failure = fits ? default : new(source.Length, expected);
        decoded = text[..written].ToArray();
        return fits;
    }
}
