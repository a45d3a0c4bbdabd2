using System.Text;
using FsCheck.Xunit;
using Klikspaan.Decoding;
using Text = Klikspaan.Decoding.Text;

namespace Klikspaan.Tests.Decoding;

public sealed class TextTests
{
    [Property(MaxTest = 2000)]
    public void Text_is_never_told_from_its_beginning_to_be_none(string text)
    {
        foreach (var encoding in (Encoding[])[new UTF8Encoding(false), new UnicodeEncoding(bigEndian: false, byteOrderMark: false), new UnicodeEncoding(bigEndian: true, byteOrderMark: false)])
        {
            var bytes = encoding.GetBytes(text ?? "");

            Assert.True(Text.MayBegin(bytes) || !(Text.IsPrintable(bytes, lineBreaks: true) || Utf16.Order(bytes) is not null));
        }
    }

    [Property(MaxTest = 5000)]
    public void What_compressed_bytes_begin_with_is_never_told_to_be_none(byte[] bytes)
    {
        foreach (var head in (byte[][])[[0x1F, 0x8B, 8], [0x28, 0xB5, 0x2F, 0xFD], [0x78, 0x9C], [0x78, 0x01], [0x78, 0xDA], [0x08, 0x1D]])
        {
            byte[] all = [.. head, .. bytes];

            Assert.True(Text.MayBegin(all) || Compression.Sniff(all, "") is null);
        }
    }

    [Theory]
    [InlineData("é€😀é€😀")]
    [InlineData("abcdefg€")]
    [InlineData("abcdef😀")]
    [InlineData("\uFEFFabcdefgh")]
    [InlineData("{\u0001\u0002\u0003\u0004\u0005\u0006\u0007")]
    public void A_character_that_the_beginning_cuts_and_what_JSON_may_hold_count_as_text(string text) => Assert.True(Text.MayBegin(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("9F86D081884C7D65")]
    [InlineData("61626364056667686970")]
    [InlineData("616263646566C328")]
    [InlineData("8080808080808080")]
    public void Most_digests_and_keys_are_told_by_their_beginning(string hex) => Assert.False(Text.MayBegin(Convert.FromHexString(hex)));
}
