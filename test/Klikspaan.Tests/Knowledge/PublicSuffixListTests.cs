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
