using System.Globalization;
using System.Text.RegularExpressions;
using Klikspaan.Knowledge;

namespace Klikspaan.Tests.Knowledge;

public sealed partial class PublicSuffixListTests
{
    static readonly PublicSuffixList Small = new("""
        // a comment
        com
          co.uk
        *.ck
        !www.ck
        example.com
        *.deep.com

        公司.cn
        *.公司.example
        !開く.公司.example
        """u8);

    [Theory]
    [InlineData("com", null)]
    [InlineData("host.com", "host.com")]
    [InlineData("a.b.host.com", "host.com")]
    [InlineData("A.B.Host.COM.", "host.com")]
    [InlineData("example.com", null)]
    [InlineData("x.example.com", "x.example.com")]
    [InlineData("uk", null)]
    [InlineData("host.uk", "host.uk")]
    [InlineData("co.uk", null)]
    [InlineData("a.host.co.uk", "host.co.uk")]
    [InlineData("x.ck", null)]
    [InlineData("a.x.ck", "a.x.ck")]
    [InlineData("www.ck", "www.ck")]
    [InlineData("a.www.ck", "www.ck")]
    [InlineData("deep.com", "deep.com")]
    [InlineData("x.deep.com", null)]
    [InlineData("a.b.x.deep.com", "b.x.deep.com")]
    [InlineData("unlisted", null)]
    [InlineData("a.host.unlisted", "host.unlisted")]
    [InlineData("host.公司.cn", "host.xn--55qx5d.cn")]
    [InlineData("a.host.xn--55qx5d.cn", "host.xn--55qx5d.cn")]
    [InlineData("a.x.xn--55qx5d.example", "a.x.xn--55qx5d.example")]
    [InlineData("x.公司.example", null)]
    [InlineData("a.開く.公司.example", "xn--y8j6161a.xn--55qx5d.example")]
    [InlineData("*.ck", null)]
    [InlineData("!www.ck", null)]
    [InlineData("a.!www.ck", "a.!www.ck")]
    [InlineData("*.co.uk", "*.co.uk")]
    [InlineData("b.*.deep.com", "b.*.deep.com")]
    [InlineData("om", null)]
    [InlineData("a.om", "a.om")]
    [InlineData("co", null)]
    [InlineData("192.0.2.1", null)]
    [InlineData("2001:db8::1", null)]
    [InlineData("[2001:db8::1]", null)]
    [InlineData("", null)]
    [InlineData(".", null)]
    [InlineData(".com", null)]
    [InlineData("a..com", null)]
    public void The_registrable_domain_is_one_label_more_than_the_suffix(string host, string? expected) => Assert.Equal(expected, Small.RegistrableDomain(host));

    [Theory]
    [InlineData("dc.services.visualstudio.com", "visualstudio.com")]
    [InlineData("eu-mobile.events.data.microsoft.com", "microsoft.com")]
    [InlineData("o1.ingest.de.sentry.io", "sentry.io")]
    [InlineData("telemetry.rijksoverheid.nl", "rijksoverheid.nl")]
    [InlineData("user.github.io", "user.github.io")]
    [InlineData("github.io", null)]
    [InlineData("a.b.gov.uk", "b.gov.uk")]
    [InlineData("bucket.s3.amazonaws.com", "bucket.s3.amazonaws.com")]
    [InlineData("s3.amazonaws.com", null)]
    [InlineData("amazonaws.com", "amazonaws.com")]
    [InlineData("x.azurewebsites.net", "x.azurewebsites.net")]
    [InlineData("city.kawasaki.jp", "city.kawasaki.jp")]
    [InlineData("a.kawasaki.jp", null)]
    public void The_shipped_list_is_used(string host, string? expected) => Assert.Equal(expected, Facts.Knowledge.PublicSuffixes.RegistrableDomain(host));

    /// <summary>Each rule of the list is found, and nothing that is written nearly like one.</summary>
    [Fact]
    public void Every_rule_of_the_shipped_list_is_found()
    {
        var lines = Facts.Files.Single(f => f.Path == KnowledgeReader.PublicSuffixFile).Bytes;
        var rules = new PublicSuffixRules(lines);
        var names = System.Text.Encoding.UTF8.GetString(lines.Span).Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal))
            .Select(l => (Sign: l[0] == '!' ? "!" : l[0] == '*' ? "*." : "", Line: l)).Select(r => (r.Sign, Name: new IdnMapping().GetAscii(r.Line[r.Sign.Length..]))).ToHashSet();

        Assert.True(names.Count > 9000);
        Assert.All(names, r => Assert.True(rules.Contains(r.Sign, r.Name)));
        Assert.All(names, r =>
        {
            foreach (var other in new[] { r.Name[1..], r.Name[..^1], r.Name + "a", "a" + r.Name })
            {
                Assert.Equal(names.Contains((r.Sign, other)), rules.Contains(r.Sign, other));
            }
        });
    }

    [Theory]
    [InlineData("a.example\r\n*.b.example\r\n!c.b.example")]
    [InlineData("\r\r\fa.example\r\f\r*.b.example\f!c.b.example\r\f")]
    [InlineData("\t a.example\t\n  *.b.example  \n!c.b.example ")]
    public void A_list_may_have_other_ends_of_lines(string text)
    {
        var list = new PublicSuffixList(System.Text.Encoding.UTF8.GetBytes(text));

        Assert.Equal(
            [null, "x.a.example", null, "y.x.b.example", "c.b.example", "z.example"],
            new[] { "a.example", "x.a.example", "x.b.example", "y.x.b.example", "x.c.b.example", "z.example" }.Select(list.RegistrableDomain));
    }

    [Fact]
    public void An_empty_list_knows_no_suffix() => Assert.Equal("b.example", new PublicSuffixList(default(ReadOnlySpan<byte>)).RegistrableDomain("a.b.example"));

    [Theory]
    [InlineData("tests.txt")]
    [InlineData("test_psl.txt")]
    public void The_vectors_of_the_list_hold(string file)
    {
        var text = File.ReadAllText(Repository.InCorpus("suites", "publicsuffix", file));
        var vectors = Vectors().Matches(text).Select(m => (Host: Value(m.Groups[1].Value), Expected: Value(m.Groups[2].Value))).Where(v => v.Host is not null).ToList();

        Assert.InRange(vectors.Count, 75, 100);
        Assert.All(vectors, v => Assert.Equal(v.Expected is null ? null : new IdnMapping().GetAscii(v.Expected), Facts.Knowledge.PublicSuffixes.RegistrableDomain(v.Host!)));
    }

    static string? Value(string text) => text == "null" ? null : text.Trim('\'');

    [GeneratedRegex(@"^(?:checkPublicSuffix\()?('?[^\s/,]+'?),? ('?[^\s/,)]+'?)\)?;?\s*$", RegexOptions.Multiline)]
    private static partial Regex Vectors();
}
