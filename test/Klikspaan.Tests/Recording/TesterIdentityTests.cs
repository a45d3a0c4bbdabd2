using System.Security.Cryptography;
using System.Text;
using Klikspaan.Recording.Planting;

namespace Klikspaan.Tests.Recording;

public sealed class TesterIdentityTests : IDisposable
{
    readonly Workplace place = new();

    static readonly TesterIdentity Tester = new(
        "/home/jdevries",
        [
            new("user", "jdevries", "user"), new("home", "/home/jdevries", "text"), new("host", "vm", "host"), new("mac", "3c:52:82:aa:bb:cc", "mac"),
            new("account", "root", "user"), new("host-file", "localhost", "host"), new("again", "JDEVRIES", "user"), new("other-home", "/home/ubuntu", "text"), new("none", "", "text"),
        ]);

    public void Dispose() => place.Dispose();

    [Fact]
    public void Short_and_common_values_are_not_searched_for_and_that_is_told()
    {
        Assert.Equal(["user", "home", "mac"], Tester.Searched.Select(v => v.Label));
        Assert.Equal(
            ["host", "account", "host-file", "other-home"],
            Tester.NotSearched);
    }

    [Theory]
    [InlineData("/home/jdevries/bin/tool", "~tester/bin/tool")]
    [InlineData("/home/jdevries", "~tester")]
    [InlineData("/home/jdevries2/x", "/home/[tester: user]2/x")]
    [InlineData("--config=/home/jdevries/c --mac 3C:52:82:AA:BB:CC", "--config=~tester/c --mac [tester: mac]")]
    [InlineData("/usr/bin/tool", "/usr/bin/tool")]
    public void Our_own_texts_do_not_name_the_tester(string text, string hidden)
    {
        Assert.Equal(hidden, Tester.Hide(text));
        Assert.Equal(text != hidden, Tester.Tells(text));
    }

    [Fact]
    public void A_short_home_is_hidden_too_but_only_where_it_is_a_folder()
    {
        var root = new TesterIdentity("/root/", [new("home", "/root", "text")]);

        Assert.Equal("~tester/.cache /rooted /chroot/root ~tester", root.Hide("/root/.cache /rooted /chroot/root /root"));
        Assert.Equal("/", new TesterIdentity("/", []).Hide("/"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + (1 << 14) - 4)]
    [InlineData((1 << 21) + 77)]
    public async Task A_value_is_found_once_wherever_it_stands_and_never_said(int at)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData("3c:52:82:aa:bb:cc"u8));
        var bytes = Encoding.ASCII.GetBytes(new string('.', at) + "JDeVries jdevries " + Convert.ToBase64String("xxjdevries"u8) + " " + digest + new string('.', 50));
        var finds = await TesterSearch.FindAsync(Tester, new Pieces(bytes), TestContext.Current.CancellationToken);

        Assert.Equal(
            [$"mac sha256 1 {at + 18 + 16 + 1}", $"user base64 1 {at + 18 + 3}", $"user raw 1 {at + 9}"],
            finds.Select(f => $"{f.Label} {f.Form} {f.Count} {f.FirstOffset}"));
        Assert.DoesNotContain("jdevries", string.Join(' ', finds), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Nothing_is_found_where_nothing_stands()
    {
        Assert.Empty(await TesterSearch.FindAsync(Tester, new MemoryStream(new byte[3 << 20]), TestContext.Current.CancellationToken));
        Assert.Empty(await TesterSearch.FindAsync(new("", []), new MemoryStream("jdevries"u8.ToArray()), TestContext.Current.CancellationToken));
        Assert.Empty(await TesterSearch.FindAsync(Tester, Stream.Null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_machines_files_tell_who_the_tester_is()
    {
        place.Write("etc/passwd", "root:x:0:0:root:/root:/bin/sh\njdevries:x:1000:1000:Jan de Vries,,,:/home/jdevries:/bin/sh\n");
        place.Write("etc/hostname", "laptop-4711\n");
        place.Write("etc/hosts", "127.0.0.1 localhost\n127.0.1.1\tlaptop-4711.ministerie.example laptop-4711 # me\n");
        place.Write("etc/resolv.conf", "search ministerie.example. intern.example\nnameserver 10.0.0.1\n");
        place.Write("etc/machine-id", "0123456789abcdef0123456789abcdef\n");
        var values = TesterReader.Read(1000, new Dictionary<string, string> { ["USER"] = "jdvries-x", ["PATH"] = "/nothing" }, place.Folder, place.Folder).Searched.ToDictionary(v => v.Label, v => v.Value);

        Assert.Equal("jdevries", values["user"]);
        Assert.Equal("jdvries-x", values["user-variable"]);
        Assert.Equal("Jan de Vries", values["full-name"]);
        Assert.Equal("/home/jdevries", values["home"]);
        Assert.Equal("laptop-4711", values["host"]);
        Assert.Equal("laptop-4711.ministerie.example", values["host-with-domain"]);
        Assert.Equal("ministerie.example", values["domain"]);
        Assert.Equal("intern.example", values["domain-2"]);
        Assert.Equal("0123456789abcdef0123456789abcdef", values["machine-id"]);
    }

    [Fact]
    public async Task Git_tells_who_the_tester_is()
    {
        Assert.SkipWhen((await place.RunCommandAsync("sh", ["-c", "command -v git"])).Code != 0, "git is not installed");
        place.Write("home/.gitconfig", "[user]\n\tname = Jan de Vries\n\temail = jan@ministerie.example\n");
        await place.RunCommandAsync("sh", ["-c", "git init -q work && cd work && git remote add origin git@forge.example:team/secret.git && git remote add up https://u:p@forge.example/o/r"]);
        var environment = new Dictionary<string, string> { ["HOME"] = place.Path("home"), ["PATH"] = Environment.GetEnvironmentVariable("PATH")! };
        var values = TesterReader.Read(1000, environment, place.Path("work")).Searched.Where(v => v.Label.StartsWith("git-", StringComparison.Ordinal));

        Assert.Equal(
            ["git-name Jan de Vries name", "git-email jan@ministerie.example email", "git-remote forge.example/team/secret git-remote", "git-remote-2 forge.example/o/r git-remote"],
            values.Select(v => $"{v.Label} {v.Value} {v.Kind}"));
    }

    [Fact]
    public async Task The_addresses_of_this_machine_are_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "addresses are read from /sys here");
        var real = await place.RunCommandAsync("sh", ["-c", "cat /sys/class/net/*/address | grep -E '^([0-9a-f]{2}:){5}[0-9a-f]{2}$' | grep -v 00:00:00:00:00:00 | sort -u"]);
        var read = TesterReader.Read(0, new Dictionary<string, string>(), place.Folder).Searched.Where(v => v.Kind == "mac").Select(v => v.Value);

        Assert.Equal(real.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries), read.Order(StringComparer.Ordinal));
    }

    /// <summary>A stream that gives an odd number of bytes at a time.</summary>
    sealed class Pieces(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 40_961)], cancellationToken);
    }
}
