using Klikspaan.Recording.Trusting;

namespace Klikspaan.Tests.Recording;

public sealed class TrustStoreTests : IAsyncDisposable
{
    readonly Workplace place = new();
    readonly CertificateAuthority authority = new(TimeProvider.System);
    readonly SecureServer server;
    readonly Trust trust;

    public TrustStoreTests()
    {
        server = new(authority);
        Directory.CreateDirectory(place.Path("trust"));
        trust = new TrustStore(Facts.Knowledge.Recording, authority).Write(place.Path("trust"), place.Path("trust"), place.Path("home"));
    }

    string Url => $"https://localhost:{server.Port}/";

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        authority.Dispose();
        place.Dispose();
    }

    [Fact]
    public async Task Curl_and_openssl_trust_the_authority_by_variable_and_only_then()
    {
        Needs("curl");
        var with = await RunAsync("curl", "-sS", Url, $"https://127.0.0.1:{server.Port}/", $"https://[::1]:{server.Port}/");
        var without = await BareAsync("curl", "-sS", Url);

        Assert.Equal(("heardheardheard", 0), (with.Out, with.Code));
        Assert.Equal(60, without.Code); // the peer's certificate cannot be authenticated

        Needs("openssl");
        var name = await RunAsync("sh", "-c", $"openssl s_client -connect 127.0.0.1:{server.Port} -servername a_b.example -verify_hostname a_b.example -verify_return_error </dev/null");
        Assert.Contains("Verification: OK", name.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_trusts_the_authority()
    {
        Needs("node");
        var run = await RunAsync("node", "-e", $"require('https').get('{Url}', r => r.on('data', d => process.stdout.write(d)))");

        Assert.Equal(("heard", ""), (run.Out, run.Error));
    }

    [Fact]
    public async Task Java_trusts_the_authority()
    {
        Needs("javac");
        WriteAsk();
        var run = await RunAsync("java", "Ask.java", Url);

        Assert.True(run.Out == "heard", run.Error);
        Assert.NotEqual(0, (await BareAsync("java", "Ask.java", Url)).Code);
    }

    [Fact]
    public async Task Programs_that_ignore_variables_trust_the_mounted_bundle_and_java_store()
    {
        Needs("curl");
        var mounts = string.Concat(trust.Mounts.Select(m => $"mount --bind {m.Source} {m.Target} && "));
        var curl = await Namespaces.RunAsync(place, $"{mounts} env -i PATH=$PATH curl -sS {Url}");
        Assert.True(curl.Out == "heard", curl.Error);

        Needs("javac");
        Assert.SkipUnless(trust.Mounts.Any(m => m.Source.EndsWith(".jks", StringComparison.Ordinal)), "there is no trust store of Java on this machine");
        WriteAsk();
        var java = await Namespaces.RunAsync(place, $"{mounts} env -i PATH=$PATH java Ask.java {Url}");
        Assert.True(java.Out == "heard", java.Error);
    }

    [Fact]
    public async Task A_browser_that_keeps_trust_in_the_home_trusts_the_authority()
    {
        Needs("certutil");
        Needs("chromium");
        var run = await HomeAsync("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--dump-dom", Url);

        Assert.True(run.Out.Contains("heard", StringComparison.Ordinal), run.Error);
    }

    [Fact]
    public async Task A_browser_that_keeps_trust_in_a_profile_starts_with_ours()
    {
        Needs("certutil");
        Needs("firefox-esr");
        await HomeAsync(trust.Variables.Where(v => v.Value == "1").Select(v => $"{v.Key}={v.Value}").Single(), "firefox-esr", "--headless", "--screenshot", place.Path("shot.png"), Url);

        Assert.Contains("GET / HTTP/1.1", server.Heard);
    }

    [Fact]
    public void A_machine_without_a_bundle_and_without_certutil_is_told()
    {
        using var empty = new Workplace();
        Directory.CreateDirectory(empty.Path("t"));
        var bare = new TrustStore(Facts.Knowledge.Recording, authority).Write(empty.Path("t"), "/seen", empty.Path("home"), empty.Path("nothing"));

        Assert.Contains(bare.NotPlanted, l => l.StartsWith("trust of the system", StringComparison.Ordinal));
        Assert.Empty(bare.Mounts);
        Assert.Equal("/seen/bundle.pem", bare.Variables["SSL_CERT_FILE"]);
        Assert.Equal("/seen/ca.pem", bare.Variables["NODE_EXTRA_CA_CERTS"]);
        Assert.Equal("/seen/certs", bare.Variables["SSL_CERT_DIR"]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(empty.Path("t", "certs")));
        Assert.Equal(authority.Pem, File.ReadAllText(empty.Path("t", "bundle.pem")));
    }

    [Fact]
    public void Links_are_followed_so_that_a_store_is_mounted_once()
    {
        using var machine = new Workplace();
        machine.Write("etc/pki/java/cacerts", "store");
        machine.Write("etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "-- system --\n");
        Directory.CreateDirectory(machine.Path("usr/lib/jvm/j17/lib/security"));
        Directory.CreateDirectory(machine.Path("usr/lib/jvm/j21"));
        Directory.CreateDirectory(machine.Path("etc/pki/tls/certs"));
        File.CreateSymbolicLink(machine.Path("usr/lib/jvm/j17/lib/security/cacerts"), machine.Path("etc/pki/java/cacerts"));
        File.CreateSymbolicLink(machine.Path("etc/pki/tls/certs/ca-bundle.crt"), "../../ca-trust/extracted/pem/tls-ca-bundle.pem");
        var planted = new TrustStore(Facts.Knowledge.Recording, authority).Write(place.Path("trust"), "/seen", machine.Path("home"), machine.Folder);

        Assert.Equal([machine.Path("etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"), machine.Path("etc/pki/java/cacerts")], planted.Mounts.Select(m => m.Target));
        Assert.Equal("-- system --\n\n" + authority.Pem, File.ReadAllText(place.Path("trust", "bundle.pem")));
    }

    [Fact]
    public void A_proxy_is_named_in_both_cases_and_never_for_the_machine_itself()
    {
        var variables = ProxyEnvironment.Variables(8080);

        Assert.Equal("http://127.0.0.1:8080", variables["HTTPS_PROXY"]);
        Assert.Equal("http://127.0.0.1:8080", variables["http_proxy"]);
        Assert.StartsWith("localhost,127.0.0.1", variables["no_proxy"], StringComparison.Ordinal);
        Assert.Equal(ProxyEnvironment.Names.Order(StringComparer.Ordinal), variables.Keys);
    }

    void WriteAsk() => place.Write("Ask.java", "public class Ask { public static void main(String[] a) throws Exception { try (var in = new java.net.URI(a[0]).toURL().openStream()) { System.out.print(new String(in.readAllBytes())); } } }");

    static void Needs(string command) => Assert.SkipUnless(
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(d => File.Exists(Path.Combine(d, command))), $"{command} is not installed");

    /// <summary>With nothing in the environment but PATH.</summary>
    Task<Workplace.Run> BareAsync(params string[] command) => place.RunCommandAsync("env", ["-i", $"PATH={Environment.GetEnvironmentVariable("PATH")}", .. command]);

    /// <summary>With the variables of trust and PATH.</summary>
    Task<Workplace.Run> RunAsync(params string[] command) => BareAsync([.. trust.Variables.Select(v => $"{v.Key}={v.Value}"), .. command]);

    /// <summary>With a home and no variables of trust.</summary>
    Task<Workplace.Run> HomeAsync(params string[] command) => BareAsync([$"HOME={place.Path("home")}", .. command.TakeWhile(c => c.Contains('=')), "timeout", "60", .. command.SkipWhile(c => c.Contains('='))]);
}
