using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Klikspaan.Recording.Naming;

namespace Klikspaan.Tests.Recording;

public sealed class DnsAnswersTests
{
    readonly NameMap names = new();

    DnsAnswers Answers => new(names);

    [Fact]
    public void An_address_is_answered_in_the_case_of_the_question()
    {
        var answer = Answers.Answer(DnsQuestions.Of("HoSt.example", 1));

        Assert.Equal(("host.example", "A", "198.18.0.1"), (answer.Name, answer.Type, answer.Text));
        Assert.Equal("1234818000010001000000000448" + "6F5374076578616D706C650000010001" + "C00C000100010000003C0004C6120001", Convert.ToHexString(answer.Bytes!));
    }

    [Theory]
    [InlineData(28, "AAAA", "NODATA")]
    [InlineData(65, "HTTPS", "NODATA")]
    [InlineData(64, "SVCB", "NODATA")]
    [InlineData(255, "ANY", "NODATA")]
    [InlineData(9999, "TYPE9999", "NODATA")]
    [InlineData(12, "PTR", "NXDOMAIN")]
    public void Other_types_have_no_record_and_take_no_place(ushort type, string name, string text)
    {
        var answer = Answers.Answer(DnsQuestions.Of("host.example", type));

        Assert.Equal((name, text), (answer.Type, answer.Text));
        Assert.Equal(0, answer.Bytes![7]);
        Assert.Equal(text == "NODATA" ? 0 : 3, answer.Bytes[3] & 0xF);
        Assert.Equal(0, names.Count);
    }

    [Theory]
    [InlineData("use-application-dns.net", "NXDOMAIN")]
    [InlineData("Use-Application-DNS.net", "NXDOMAIN")]
    [InlineData("www.use-application-dns.net", "NXDOMAIN")]
    [InlineData("not-use-application-dns.net", "198.18.0.1")]
    [InlineData("localhost", "127.0.0.1")]
    [InlineData("a.localhost", "127.0.0.1")]
    [InlineData("", "NODATA")]
    public void Some_names_are_answered_in_their_own_way(string name, string text) => Assert.Equal(text, Answers.Answer(DnsQuestions.Of(name, 1)).Text);

    [Fact]
    public void An_address_leads_back_to_its_name()
    {
        Answers.Answer(DnsQuestions.Of("host.example", 1));
        var answer = Answers.Answer(DnsQuestions.Of("1.0.18.198.in-addr.arpa", 12));

        Assert.Equal("host.example", answer.Text);
        Assert.EndsWith("000E" + "04686F7374076578616D706C6500", Convert.ToHexString(answer.Bytes!));
        Assert.Equal("NXDOMAIN", Answers.Answer(DnsQuestions.Of("2.0.18.198.in-addr.arpa", 12)).Text);
        Assert.Equal("NXDOMAIN", Answers.Answer(DnsQuestions.Of("0.18.198.in-addr.arpa", 12)).Text);
        Assert.Equal("NXDOMAIN", Answers.Answer(DnsQuestions.Of("x.0.18.198.in-addr.arpa", 12)).Text);
    }

    [Fact]
    public void When_no_address_is_left_the_server_has_failed()
    {
        var answers = new DnsAnswers(new(capacity: 1));

        Assert.Equal("198.18.0.1", answers.Answer(DnsQuestions.Of("a.example", 1)).Text);
        Assert.Equal("SERVFAIL", answers.Answer(DnsQuestions.Of("b.example", 1)).Text);
        Assert.Equal("198.18.0.1", answers.Answer(DnsQuestions.Of("a.example", 1)).Text);
    }

    [Fact]
    public void The_extension_is_answered_and_its_version_checked()
    {
        var plain = Answers.Answer(DnsQuestions.Of("host.example", 28, DnsQuestions.Extension(signatures: true)));
        var later = Answers.Answer(DnsQuestions.Of("host.example", 28, DnsQuestions.Extension(version: 1)));

        Assert.EndsWith("000029" + "04D0" + "00008000" + "0000", Convert.ToHexString(plain.Bytes!));
        Assert.Equal("BADVERS", later.Text);
        Assert.EndsWith("000029" + "04D0" + "01000000" + "0000", Convert.ToHexString(later.Bytes!));
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "two questions", Hex(DnsQuestions.Of("a.example", 1, questions: 2)) },
        { "no question", Hex(DnsQuestions.Of("a.example", 1, questions: 0)) },
        { "a pointer to itself", "1234010000010000000000" + "00" + "C00C" + "00010001" },
        { "a pointer into the header", "1234010000010000000000" + "00" + "C000" + "00010001" },
        { "a label of a reserved kind", "1234010000010000000000" + "00" + "4161" + "00010001" },
        { "a name that is too long", "123401000001000000000000" + string.Concat(Enumerable.Repeat("3F" + new string('6', 126), 4)) + "0000010001" },
        { "a type that is cut off", "123401000001000000000000" + "0161" + "00" + "0001" },
        { "a record that is cut off", Hex(DnsQuestions.Of("a.example", 1, [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 9])) },
        { "an extension with a name", Hex(DnsQuestions.Of("a.example", 1, [1, 97, 0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0])) },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_question_is_answered_as_such(string what, string bytes)
    {
        var answer = Answers.Answer(Convert.FromHexString(bytes));

        Assert.True(answer.Text == "FORMERR", what);
        Assert.Equal(1, answer.Bytes![3] & 0xF);
        Assert.Equal("1234", Convert.ToHexString(answer.Bytes.AsSpan(0, 2)));
        Assert.Equal(0, names.Count);
    }

    [Fact]
    public void A_pointer_back_to_a_name_is_followed()
    {
        // An additional record whose owner points to the question, and is no extension.
        var answer = Answers.Answer(DnsQuestions.Of("a.example", 1, [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]));

        Assert.Equal("198.18.0.1", answer.Text);
    }

    [Fact]
    public void What_is_no_question_is_not_answered()
    {
        Assert.Equal(DnsAnswer.None, Answers.Answer([]));
        Assert.Equal(DnsAnswer.None, Answers.Answer(DnsQuestions.Of("a.example", 1).AsSpan(0, 11)));
        Assert.Equal(DnsAnswer.None, Answers.Answer(DnsQuestions.Of("a.example", 1, flags: 0x8100)));
        Assert.Equal("NOTIMP", Answers.Answer(DnsQuestions.Of("a.example", 1, flags: 0x2800)).Text);
        Assert.Equal("REFUSED", Answers.Answer(DnsQuestions.Of("version.bind", 16, @class: 3)).Text);
    }

    [Fact]
    public void Odd_bytes_in_a_name_are_escaped_and_come_back()
    {
        byte[] question = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 5, (byte)'A', (byte)'.', (byte)'\\', 0, 0xFF, 1, (byte)'b', 0, 0, 1, 0, 1];
        var answer = Answers.Answer(question);

        Assert.Equal(@"a\.\\\000\255.b", answer.Name);
        Assert.Equal("05612E5C00FF016200", Convert.ToHexString(DnsName.Write(answer.Name)!));
        Assert.Equal(answer.Name, Answers.Answer(DnsQuestions.Of("1.0.18.198.in-addr.arpa", 12)).Text);
    }

    [Property(MaxTest = 2000)]
    public void Any_bytes_never_throw_and_are_answered_with_an_error_at_most(byte[] bytes) => Check(bytes);

    [Property(MaxTest = 2000)]
    public void Any_bytes_behind_a_good_header_never_throw(byte[] bytes) => Check([0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, .. bytes]);

    [Property(MaxTest = 2000)]
    public void Any_change_of_a_good_question_never_throws(byte place, byte value)
    {
        var question = DnsQuestions.Of("host.example", 1, DnsQuestions.Extension());
        question[place % question.Length] = value;
        Check(question);
    }

    [Property]
    public Property A_name_that_is_written_is_read_again() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<byte[]>().Where(b => b.Length is > 0 and < 64).ListOf(3).ToArbitrary(),
        labels =>
        {
            byte[] bytes = [.. labels.SelectMany(l => (byte[])[(byte)l.Length, .. l.Select(b => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b + 32) : b)]), 0];
            var offset = 0;
            var name = DnsName.Read(bytes, ref offset);

            Assert.NotNull(name);
            Assert.Equal(bytes.Length, offset);
            Assert.Equal(bytes, DnsName.Write(name));
        });

    [Property]
    public void Any_text_as_a_name_never_throws(string? text)
    {
        if (DnsName.Write(text ?? "") is { } bytes)
        {
            Assert.InRange(bytes.Length, 1, 255);
        }
    }

    void Check(byte[] bytes)
    {
        var answer = Answers.Answer(bytes);
        if (answer.Bytes is { } reply)
        {
            Assert.Equal(bytes[..2], reply[..2]);
            Assert.True((reply[2] & 0x80) != 0);
            Assert.InRange(reply.Length, 12, 600);
            Assert.Equal(DnsAnswer.None, Answers.Answer(reply));
        }
        else
        {
            Assert.Equal("none", answer.Text);
        }
    }

    static string Hex(byte[] bytes) => Convert.ToHexString(bytes);
}
