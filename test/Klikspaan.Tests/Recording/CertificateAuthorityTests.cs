using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using FsCheck.Xunit;
using Klikspaan.Recording.Trusting;

namespace Klikspaan.Tests.Recording;

public sealed class CertificateAuthorityTests : IDisposable
{
    readonly CertificateAuthority authority = new(TimeProvider.System);

    public void Dispose() => authority.Dispose();

    [Theory]
    [InlineData("host.example", "host.example")]
    [InlineData("HOST.Example.", "host.example")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("a_b.c-d.example", "a_b.c-d.example")]
    [InlineData("localhost", "localhost")]
    [InlineData("300.300.300.300", "300.300.300.300")]
    public void A_name_stands_in_its_certificate(string asked, string name)
    {
        Assert.Equal([name], Names(asked));
        Assert.True(Leaf(asked).MatchesHostname(name));
    }

    [Theory]
    [InlineData("198.18.0.7", "198.18.0.7")]
    [InlineData("::1", "::1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("fe80::1%2", "fe80::1")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    public void An_address_stands_in_its_certificate(string asked, string address)
    {
        Assert.Equal([address], Addresses(asked));
        Assert.Equal([address], Names(Leaf(authority.LeafFor(IPAddress.Parse(asked.Trim('[', ']')), null)), ofAddresses: true));
    }

    [Fact]
    public void Without_a_name_in_the_handshake_the_name_that_was_looked_up_stands_beside_the_address()
    {
        var leaf = Leaf(authority.LeafFor(IPAddress.Parse("198.18.0.7"), "Host.example"));

        Assert.Equal(["host.example"], Names(leaf, ofAddresses: false));
        Assert.Equal(["198.18.0.7"], Names(leaf, ofAddresses: true));
        Assert.NotSame(authority.LeafFor("host.example"), authority.LeafFor(IPAddress.Parse("198.18.0.7"), "host.example"));
        Assert.Equal(["localhost"], Names(Leaf(authority.LeafFor(IPAddress.IPv6Loopback, null)), ofAddresses: false));
        Assert.Empty(Names(Leaf(authority.LeafFor(IPAddress.Parse("198.18.0.7"), null)), ofAddresses: false));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(".")]
    [InlineData("*.example")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("host.example\0.evil.example")]
    [InlineData("CN=x,O=y")]
    [InlineData("a\u0001b.example")]
    public void What_is_no_name_gets_a_certificate_for_nobody(string? asked) => Assert.Equal(["not-a-name.invalid"], Names(asked!));

    [Fact]
    public void A_name_of_more_than_64_characters_stands_in_the_alternative_name_alone()
    {
        var name = string.Join('.', Enumerable.Repeat(new string('a', 60), 3)) + ".example";

        Assert.Equal([name], Names(name));
        Assert.DoesNotContain("CN=", Leaf(name).Subject, StringComparison.Ordinal);
        Assert.Equal(["not-a-name.invalid"], Names(new string('a', 64) + ".example"));
        Assert.Equal(["not-a-name.invalid"], Names(string.Join('.', Enumerable.Repeat("aaaaaaa", 32))));
    }

    [Fact]
    public void A_certificate_is_valid_from_yesterday_for_seven_days_and_signed_by_the_authority()
    {
        using var old = new CertificateAuthority(new Clock(new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero)));
        var leaf = Leaf(old.LeafFor("host.example"));

        Assert.Equal(new(2026, 3, 3, 5, 6, 7, DateTimeKind.Utc), leaf.NotBefore.ToUniversalTime());
        Assert.Equal(new(2026, 3, 10, 5, 6, 7, DateTimeKind.Utc), leaf.NotAfter.ToUniversalTime());
        Assert.True(IsTrusted(leaf, old.Certificate, new(2026, 3, 4)));
        Assert.False(IsTrusted(leaf, authority.Certificate, new(2026, 3, 4)));
    }

    [Fact]
    public void The_certificate_of_the_authority_that_is_handed_out_has_no_key()
    {
        Assert.False(authority.Certificate.HasPrivateKey);
        Assert.DoesNotContain("PRIVATE", authority.Pem, StringComparison.Ordinal);
        Assert.Contains("Klikspaan recording", authority.Certificate.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void One_name_gets_one_certificate_and_the_oldest_are_forgotten()
    {
        var first = authority.LeafFor("host.example");
        Assert.Same(first, authority.LeafFor("HOST.example"));

        for (var i = 0; i < CertificateAuthority.MostLeaves; i++)
        {
            authority.LeafFor($"h{i}.example");
        }

        Assert.Equal(CertificateAuthority.MostLeaves, authority.Count);
        Assert.NotSame(first, authority.LeafFor("host.example"));
        Assert.Same(authority.LeafFor("h9.example"), authority.LeafFor("h9.example"));
    }

    [Property(MaxTest = 300)]
    public void Any_name_gets_a_certificate(string? asked) => Assert.NotNull(authority.LeafFor(asked!).TargetCertificate);

    [Fact]
    public async Task Many_handshakes_at_once_get_one_certificate_a_name()
    {
        var leaves = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => authority.LeafFor($"h{i % 4}.example"))));

        Assert.Equal(4, leaves.Distinct().Count());
    }

    string[] Names(string asked) => Names(Leaf(asked), ofAddresses: false);

    string[] Addresses(string asked) => Names(Leaf(asked), ofAddresses: true);

    static string[] Names(X509Certificate2 leaf, bool ofAddresses)
    {
        var names = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        return [.. ofAddresses ? names.EnumerateIPAddresses().Select(a => a.ToString()) : names.EnumerateDnsNames()];
    }

    X509Certificate2 Leaf(string asked) => Leaf(authority.LeafFor(asked));

    static X509Certificate2 Leaf(SslStreamCertificateContext context) => context.TargetCertificate;

    static bool IsTrusted(X509Certificate2 leaf, X509Certificate2 root, DateTime at)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = at;
        chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.1"));
        return chain.Build(leaf);
    }

    sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
