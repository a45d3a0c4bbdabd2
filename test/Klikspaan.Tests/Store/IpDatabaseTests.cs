using System.Net;
using System.Text;
using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

public sealed class IpDatabaseTests
{
    static IpDatabase Read(byte[] bytes) => IpDatabase.Read(bytes, "a.file", "", "");

    static IpDatabase Csv(string text) => Read(Encoding.UTF8.GetBytes(text));

    static string Of(IpDatabase database, string address) => database.Find(IPAddress.Parse(address)) is var place && place.Country.Length > 0 ? place.Country : "- " + place.Why;

    const string Nothing = "- the database names no country for this address";

    [Fact]
    public void A_database_in_MaxMind_format_says_its_name_its_day_and_a_country()
    {
        using var database = Read(MaxMindFile.OfCountries(("1.2.3.0/24", "NL"), ("1.2.4.0/24", "US"), ("2a00:1::/32", "IE")));

        Assert.Equal(("synthetic-country", MaxMindFile.Day), (database.Name, database.Date));
        Assert.Equal(["NL", "US", "IE", Nothing, Nothing], ((string[])["1.2.3.255", "1.2.4.0", "2a00:1::9", "1.2.5.1", "2a00:2::1"]).Select(a => Of(database, a)));
    }

    [Fact]
    public void Other_makers_write_the_country_in_other_ways_and_where_a_company_is_registered_is_not_asked()
    {
        using var database = Read(MaxMindFile.Of(
            ("1.0.0.0/24", MaxMindFile.Map(("country_code", MaxMindFile.Text("nl")))), ("1.0.1.0/24", MaxMindFile.Map(("country", MaxMindFile.Text("US")))),
            ("1.0.2.0/24", MaxMindFile.Map(("registered_country", MaxMindFile.Map(("iso_code", MaxMindFile.Text("US")))))), ("1.0.3.0/24", MaxMindFile.Text("US")), ("1.0.4.0/24", MaxMindFile.Map(("country_code", MaxMindFile.Text("ZZ")))),
            ("1.0.5.0/24", MaxMindFile.Map(("country", MaxMindFile.Map(("iso_code", MaxMindFile.Text("US")))), ("traits", MaxMindFile.Map(("is_anycast", MaxMindFile.True)))))));

        Assert.Equal(["NL", "US", Nothing], ((string[])["1.0.0.1", "1.0.1.1", "1.0.2.1"]).Select(a => Of(database, a)));
        Assert.StartsWith("- what the database holds of this address cannot be read (", Of(database, "1.0.3.1"), StringComparison.Ordinal);
        Assert.Equal(Nothing, Of(database, "1.0.4.1"));
        Assert.Equal("- by the database the address is one of several servers at different places (anycast)", Of(database, "1.0.5.1"));
    }

    [Theory]
    [InlineData("1.2.3.0,1.2.3.255,NL\n2a00:1::,2a00:1:ffff:ffff:ffff:ffff:ffff:ffff,IE\n1.2.4.0,1.2.4.255,US\n")]
    [InlineData("\"16909056\",\"16909311\",\"NL\",\"Netherlands\"\r\n\"16909312\",\"16909567\",\"US\",\"United States\"\r\n\"55827575902194629176224234125318422528\",\"55827575981422791690488571718862372863\",\"IE\",\"Ireland\"")]
    [InlineData("1.2.3.0\t1.2.3.255\t64500\tNL\tSOME-NAME\n1.2.4.0\t1.2.4.255\t64501\tUS\tOTHER\n2a00:1::\t2a00:1:ffff:ffff:ffff:ffff:ffff:ffff\t1\tIE\tX\n1.2.5.0\t1.2.5.255\t0\tNone\tNot routed\n")]
    [InlineData("\uFEFFstart_ip,end_ip,continent,country\n1.2.3.0,1.2.3.255,EU,NL\n1.2.4.0,1.2.4.255,NA,US\n2a00:1::,2a00:1:ffff:ffff:ffff:ffff:ffff:ffff,EU,IE\n")]
    public void Lines_of_addresses_are_read_as_their_makers_write_them(string text)
    {
        using var database = Csv(text);

        Assert.Equal(("a.file", "", ""), (database.Name, database.Date, database.Unread));
        Assert.Equal(["NL", "US", "IE", Nothing], ((string[])["1.2.3.255", "1.2.4.0", "2a00:1::9", "1.2.5.1"]).Select(a => Of(database, a)));
    }

    [Fact]
    public void A_line_that_cannot_be_read_is_told_with_its_number()
    {
        using var database = Csv("1.2.3.0,1.2.3.255,NL\nnonsense\n1.2.4.255,1.2.4.0,US\n");

        Assert.Equal("2 lines were not read, line 2 the first", database.Unread);
        Assert.Equal(Nothing, Of(database, "1.2.4.1"));
    }

    [Theory]
    [InlineData("1.2.3.0,1.2.3.255,NL\n1.2.3.9,1.2.3.9,US\n", "the IP database a.file has two lines for the address 1.2.3.9: which one counts is not known")]
    [InlineData("", "the IP database a.file is neither in MaxMind DB format nor has it a line of first address, last address and country")]
    [InlineData("<html>no list</html>", "the IP database a.file is neither in MaxMind DB format nor has it a line of first address, last address and country")]
    public void What_is_no_database_or_contradicts_itself_is_refused(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<DossierException>(() => Csv(text)).Message);

    [Fact]
    public void A_database_that_is_cut_anywhere_or_has_any_byte_changed_gives_a_country_a_reason_or_a_refusal()
    {
        var whole = MaxMindFile.OfCountries(("1.2.3.0/24", "NL"), ("2a00:1::/32", "IE"));
        var refused = 0;
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (byte[] bytes in (byte[][])[whole[..at], [.. whole[..at], 0xFF, .. whole[(at + 1)..]], [.. whole[..at], (byte)(whole[at] ^ 1), .. whole[(at + 1)..]]])
            {
                try
                {
                    using var database = Read(bytes);
                    Assert.Matches("^([A-Z]{2}|- .+)$", Of(database, "1.2.3.4"));
                    Assert.Matches("^([A-Z]{2}|- .+)$", Of(database, "2a00:1::1"));
                }
                catch (DossierException)
                {
                    refused++;
                }
            }
        }

        Assert.InRange(refused, 1, whole.Length * 3);
    }

    [Fact]
    public void Records_that_lead_to_themselves_are_deep_or_unfold_without_end_are_told_as_unreadable()
    {
        byte[] Pointer(int to) => [(byte)((1 << 5) | (to >> 8)), (byte)to];
        byte[] Array(byte size) => [size, 11 - 7];
        byte[] circle = [(7 << 5) | 1, .. MaxMindFile.Text("a"), .. Pointer(0)];
        byte[] deep = [(7 << 5) | 1, .. MaxMindFile.Text("a"), .. Enumerable.Repeat(Array(1), 200_000).SelectMany(b => b), .. MaxMindFile.Text("x")];
        byte[] laughs = [(7 << 5) | 1, .. MaxMindFile.Text("a"), .. Enumerable.Range(0, 9).SelectMany(i => (byte[])[.. Array(10), .. Enumerable.Repeat(Pointer(3 + (i + 1) * 22), 10).SelectMany(b => b)]), .. MaxMindFile.Text("x")];
        foreach (var record in (byte[][])[circle, deep, laughs])
        {
            using var database = Read(MaxMindFile.Of(("1.2.3.0/24", record)));

            Assert.StartsWith("- what the database holds of this address cannot be read (", Of(database, "1.2.3.4"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("127.0.0.1", "of this device itself, as of a proxy on it")]
    [InlineData("::1", "of this device itself, as of a proxy on it")]
    [InlineData("192.168.1.9", "of a private network")]
    [InlineData("::ffff:10.0.0.1", "of a private network")]
    [InlineData("64:ff9b::a00:1", "of a private network")]
    [InlineData("fd00::1", "of a private network")]
    [InlineData("198.18.0.9", "for tests of networks, as a sinkhole uses them")]
    [InlineData("224.0.0.251", "of no server on the internet")]
    [InlineData("172.32.0.1", "")]
    [InlineData("2a00::1", "")]
    public void Addresses_of_no_server_on_the_internet_are_told_apart(string address, string expected) => Assert.Equal(expected, AddressKind.Of(IPAddress.Parse(address)));
}
