using FsCheck.Xunit;
using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

public sealed class PropertyListStructureTests
{
    const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//EXAMPLE//DTD PLIST 1.0//EN\" \"http://host.example/list.dtd\">\n<plist version=\"1.0\">\n";

    static readonly PropertyListStructure Structure = new();

    [Fact]
    public void Keys_are_members_and_elements_have_positions() => Reads(
        Head + "<dict>\n<key>name</key><string>Jan &amp; Piet</string><key>a&lt;b</key><integer>-7</integer><key>list</key>\n<array><real>1.5</real><true/><false></false><dict><key>when</key><date>2026-01-02T03:04:05Z</date></dict><array/></array><key>empty</key><string/><key></key><string>x</string></dict>\n</plist>\n",
        """
        content:/@version = 1.0 [plist]
        content:/name = Jan & Piet [plist|xml-text]
        content:/a<b = -7 [plist]
        content:/list/0 = 1.5 [plist]
        content:/list/1 = true [plist]
        content:/list/2 = false [plist]
        content:/list/3/when = 2026-01-02T03:04:05Z [plist]
        content:/empty =  [plist]
        content:/ = x [plist]
        """);

    [Fact]
    public void Data_is_opened_in_one_line_and_decoded_in_more() => Reads(
        $"<plist><array><data>{Convert.ToBase64String("{\"a\":\"planted\"}"u8)}</data><data>\n\tcGxhbnRl\n\tZCB0ZXh0\n</data><data>\n\tAAEC\n\t/w==\n</data></array></plist>",
        """
        content:/0 > [plist]
        content:/1 = planted text [plist|base64]
        content:/2 ? 13 bytes [plist|base64]
        content:/0/a = planted [plist|base64|json]
        """);

    [Theory]
    [InlineData("<plist><dict><string>x</string></dict></plist>")]
    [InlineData("<plist><dict><key>x</key></dict></plist>")]
    [InlineData("<plist><dict><key>x</key><key>y</key><true/></dict></plist>")]
    [InlineData("<plist><array><key>x</key></array></plist>")]
    [InlineData("<plist><array><other>x</other></array></plist>")]
    [InlineData("<plist><array>text</array></plist>")]
    [InlineData("<plist><array><true>text</true></array></plist>")]
    [InlineData("<plist><string>a<b>c</b></string></plist>")]
    [InlineData("<plist><string>a</string><string>b</string></plist>")]
    [InlineData("<plist><string>&nosuch;</string></plist>")]
    [InlineData("<plist><data>a b</data></plist>")]
    [InlineData("<list><plist>x</plist></list>")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE plist [<!ENTITY n \"v\">]><plist><string>x</string></plist>")]
    [InlineData("<?xml version=\"1.0\"?><plist><dict><key>x</key><string>x</string>")]
    public void What_is_no_property_list_is_left_to_XML(string text)
    {
        Assert.False(StructureRead.Read(Structure, Encode.Utf8(text)).IsRead);
        Assert.Contains("[xml]", Sent.Content(text).Read(), StringComparison.Ordinal);
    }

    [Property(MaxTest = 1000)]
    public void Any_elements_are_read_or_refused(byte[] choices, byte cut)
    {
        string[] parts = ["<dict>", "</dict>", "<key>k</key>", "<string>s</string>", "<array>", "</array>", "<true/>", "<data>AAEC</data>", "<key>", "</key>", "text", "<!-- c -->", "<integer>", "</integer>"];
        var text = $"<?xml version=\"1.0\"?><plist>{string.Concat(choices.Select(c => parts[c % parts.Length]))}</plist>";

        StructureRead.Read(Structure, Encode.Utf8(text));
        StructureRead.Read(Structure, Encode.Utf8(text), Limits.Default with { Leaves = 2, Nesting = 3 });
        Sent.Content(text[..^(cut % text.Length)]).Decode();
    }

    static void Reads(string text, string expected) => Assert.Equal(expected, Sent.Content(text).Read());
}
