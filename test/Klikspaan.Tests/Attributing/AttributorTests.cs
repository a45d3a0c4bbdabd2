using Klikspaan.Attributing;

namespace Klikspaan.Tests.Attributing;

public sealed class AttributorTests
{
    static readonly Attributor Attributor = new(Folder.Read(
        Folder.Protocol(""),
        Folder.Recipient("sentry", "domains: [{domain: sentry.example, source: s}]"),
        Folder.Recipient("europe", "domains: [{domain: eu.ingest.sentry.example, source: s}]"),
        Folder.Recipient("guess", "domains: [{domain: guess.example, source: s}]\nkeys: [{protocol: v/p, key: guessed-key, source: s}]", certainty: "uncertain"),
        Folder.Recipient("customer", "keys: [{protocol: v/p, key: the-key, source: s}]"),
        Folder.Recipient("address", "domains: [{domain: 192.0.2.7, source: s}]")));

    [Theory]
    [InlineData("sentry.example", "SENTRY Inc.")]
    [InlineData("o1.sentry.example", "SENTRY Inc.")]
    [InlineData("a.b.c.sentry.example", "SENTRY Inc.")]
    [InlineData("eu.ingest.sentry.example", "EUROPE Inc.")]
    [InlineData("o1.eu.ingest.sentry.example", "EUROPE Inc.")]
    [InlineData("xeu.ingest.sentry.example", "SENTRY Inc.")]
    [InlineData("evil-sentry.example", "not established")]
    [InlineData("evilsentry.example", "not established")]
    [InlineData("sentry.example.evil.com", "not established")]
    [InlineData("sentry.examples", "not established")]
    [InlineData("example", "not established")]
    [InlineData(".sentry.example", "SENTRY Inc.")]
    [InlineData("sentry..example", "not established")]
    [InlineData("sentry.example:443x", "not established")]
    [InlineData("192.0.2.7", "ADDRESS Inc.")]
    [InlineData("192.0.2.77", "not established")]
    [InlineData("2001:db8::1", "not established")]
    [InlineData("", "not established")]
    [InlineData(".", "not established")]
    public void The_longest_domain_names_the_operator(string host, string expected) => Assert.Equal(expected, Attributor.Attribute(host, "", "").Operator);

    [Fact]
    public void Who_operates_a_host_is_told_with_its_source_and_country() => Assert.Equal(
        new("SENTRY Inc.", "recipients/sentry#s", "NL", "not established", "", "sentry.example"),
        Attributor.Attribute("o1.sentry.example", "v/p", "another-key"));

    [Fact]
    public void What_comes_from_an_uncertain_source_is_not_used() => Assert.Equal(
        new("not established", "", "not established", "not established", "", "guess.example"),
        Attributor.Attribute("x.guess.example", "v/p", "guessed-key"));

    [Fact]
    public void On_whose_behalf_stands_apart_from_who_operates()
    {
        Assert.Equal(
            new("SENTRY Inc.", "recipients/sentry#s", "NL", "CUSTOMER Inc.", "recipients/customer#s", "sentry.example"),
            Attributor.Attribute("sentry.example", "v/p", "the-key"));
        Assert.Equal(
            new("not established", "", "not established", "CUSTOMER Inc.", "recipients/customer#s", "proxy.example"),
            Attributor.Attribute("proxy.example", "v/p", "the-key"));
    }

    [Theory]
    [InlineData("v/q", "the-key")]
    [InlineData("", "the-key")]
    [InlineData("v/p", "The-Key")]
    [InlineData("v/p", "the-key ")]
    [InlineData("v/p", "")]
    public void A_key_of_another_protocol_or_another_spelling_says_nothing(string protocol, string key) =>
        Assert.Equal(("not established", ""), (Attributor.Attribute("sentry.example", protocol, key).OnBehalfOf, Attributor.Attribute("sentry.example", protocol, key).OnBehalfOfSource));

    [Fact]
    public void A_country_that_is_not_established_is_said_to_be_so()
    {
        var recipient = Folder.Recipient("x", "domains: [{domain: x.example, source: s}]");
        var knowledge = Folder.Read((recipient.Path, recipient.Text.Replace("country: NL\n", "", StringComparison.Ordinal)));

        Assert.Equal(("X Inc.", "not established"), (new Attributor(knowledge).Attribute("x.example", "", "").Operator, new Attributor(knowledge).Attribute("x.example", "", "").Country));
    }

    [Theory]
    [InlineData("evil-sentry.io")]
    [InlineData("sentry.io.evil.example")]
    [InlineData("notmicrosoft.com")]
    [InlineData("microsoft.com.evil.example")]
    public void No_operator_of_the_shipped_knowledge_is_claimed_for_a_look_alike(string host) =>
        Assert.Equal("not established", new Attributor(Facts.Knowledge).Attribute(host, "", "").Operator);

    [Fact]
    public void Every_domain_of_the_shipped_knowledge_is_claimed_for_itself_and_below()
    {
        var attributor = new Attributor(Facts.Knowledge);
        var domains = Facts.Knowledge.Organisations.SelectMany(o => o.Domains.Where(d => d.Source.IsVerified).Select(d => (d.Domain, o.Name))).ToList();

        Assert.NotEmpty(domains);
        Assert.All(domains, d => Assert.Equal(d.Name, attributor.Attribute(d.Domain, "", "").Operator));
        Assert.All(domains, d => Assert.Equal(d.Name, attributor.Attribute("zz." + d.Domain, "", "").Operator));
        Assert.All(
            domains.Where(d => !domains.Exists(other => d.Domain.EndsWith("." + other.Domain, StringComparison.Ordinal))),
            d => Assert.Equal("not established", attributor.Attribute("zz" + d.Domain, "", "").Operator));
    }
}
