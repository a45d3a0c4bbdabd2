using Klikspaan.Classifying;

namespace Klikspaan.Tests.Classifying;

public sealed class DigitWindowTests
{
    [Fact]
    public void Each_byte_is_told_at_each_place()
    {
        for (var b = 0; b < 256; b++)
        {
            for (var at = 0; at < DigitWindow.Bytes; at++)
            {
                var window = new byte[DigitWindow.Bytes];
                window[at] = (byte)b;
                var isJoin = "+/-_".Contains((char)b, StringComparison.Ordinal);

                Assert.Equal(
                    (Bit(char.IsAsciiHexDigit((char)b), at), Bit(char.IsAsciiLetterOrDigit((char)b) || isJoin, at), Bit(isJoin, at)),
                    (DigitWindow.Of(window).Hex, DigitWindow.Of(window).Base64, DigitWindow.Joins(window)));
            }
        }
    }

    [Theory]
    [InlineData(-1, ulong.MaxValue)]
    [InlineData(0, ulong.MaxValue)]
    [InlineData(1, ulong.MaxValue - 1)]
    [InlineData(63, 1UL << 63)]
    [InlineData(64, 0)]
    [InlineData(200, 0)]
    public void Bits_from_a_place_on_stay(int at, ulong expected) => Assert.Equal(expected, DigitWindow.From(ulong.MaxValue, at));

    static ulong Bit(bool isSet, int at) => isSet ? 1UL << at : 0;
}
