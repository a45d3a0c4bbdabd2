namespace Klikspaan.Classifying;

/// <summary>
/// Bits of a base64 digit that belong to a value, beside the digits that are all its own: without a look at them a value is
/// taken for another that differs in its first or last bits only.
/// </summary>
readonly record struct FormEdge
{
    readonly int mask, bits;
    readonly char digit;

    /// <summary>The bits of <paramref name="digit"/> under <paramref name="mask"/>.</summary>
    public FormEdge(int mask, char digit) => (this.mask, bits, this.digit) = (mask, Value((byte)digit) & mask, digit);

    /// <summary>A digit that holds them; none where nothing is asked.</summary>
    public byte[] Digit => mask == 0 ? [] : [(byte)digit];

    /// <summary>Whether the byte at <paramref name="at"/> holds these bits; a digit that is not there holds none.</summary>
    public bool Fits(ReadOnlySpan<byte> text, int at) =>
        mask == 0 || ((uint)at < (uint)text.Length && Value(text[at]) is >= 0 and var value && (value & mask) == bits);

    static int Value(byte digit) => digit switch
    {
        >= (byte)'A' and <= (byte)'Z' => digit - 'A',
        >= (byte)'a' and <= (byte)'z' => digit - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => digit - '0' + 52,
        (byte)'+' or (byte)'-' => 62,
        (byte)'/' or (byte)'_' => 63,
        _ => -1,
    };
}
