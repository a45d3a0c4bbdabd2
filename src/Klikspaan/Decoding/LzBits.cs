namespace Klikspaan.Decoding;

/// <summary>Reads numbers, lowest bit first, from digits whose highest bit comes first.</summary>
/// <param name="digits">The digits.</param>
/// <param name="width">Bits in each of them.</param>
ref struct LzBits(ReadOnlySpan<ushort> digits, int width)
{
    const int MostFilling = 2;
    readonly ReadOnlySpan<ushort> digits = digits;
    int left;

    /// <summary>How many digits were begun.</summary>
    public int Read { get; private set; }

    /// <summary>Whether only noughts are left, and few of them.</summary>
    public readonly bool IsAtEnd => digits.Length - Read <= MostFilling && !digits[Read..].ContainsAnyExcept((ushort)0)
        && (Read == 0 || (digits[Read - 1] & ((1 << left) - 1)) == 0);

    /// <summary>Takes a number of so many bits; false when there are fewer.</summary>
    public bool TryTake(int count, out int number)
    {
        number = 0;
        for (var i = 0; i < count; i++)
        {
            if (left == 0)
            {
                if (Read == digits.Length || count > 30)
                {
                    return false;
                }

                Read++;
                left = width;
            }

            left--;
            number |= (digits[Read - 1] >> left & 1) << i;
        }

        return true;
    }
}
