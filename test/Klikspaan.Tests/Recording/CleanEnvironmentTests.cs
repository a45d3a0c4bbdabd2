using Klikspaan.Recording.Planting;

namespace Klikspaan.Tests.Recording;

public sealed class CleanEnvironmentTests
{
    static readonly Persona Persona = PersonaTests.Invent(3);
    static readonly TesterIdentity Tester = new("/home/jdevries", [new("user", "jdevries", "user"), new("host", "laptop-4711", "host")]);

    [Theory]
    [InlineData("DO_NOT_TRACK", "opt-out")]
    [InlineData("CI", "opt-out")]
    [InlineData("SOME_CLI_TELEMETRY_OPTOUT", "opt-out")]
    [InlineData("some_telemetry_disabled", "opt-out")]
    [InlineData("TOOL_NO_ANALYTICS", "opt-out")]
    [InlineData("WRANGLER_SEND_METRICS", "opt-out")]
    [InlineData("TF_BUILD", "opt-out")]
    [InlineData("DBUS_SESSION_BUS_ADDRESS", "channel")]
    [InlineData("SSH_AUTH_SOCK", "channel")]
    [InlineData("DISPLAY", "channel")]
    [InlineData("WAYLAND_DISPLAY", "channel")]
    [InlineData("GPG_AGENT_INFO", "channel")]
    [InlineData("https_proxy", "channel")]
    [InlineData("NO_PROXY", "channel")]
    [InlineData("EDITOR_IPC_HOOK_CLI", "channel")]
    [InlineData("SUDO_USER", "identity")]
    [InlineData("SSH_CONNECTION", "identity")]
    [InlineData("SOME_API_TOKEN", "identity")]
    [InlineData("OLDPWD", "identity")]
    [InlineData("LD_PRELOAD", "not on the list")]
    [InlineData("CIRCUS", "not on the list")]
    [InlineData("LANGUID", "not on the list")]
    public void What_is_not_let_through_is_told_with_a_reason(string name, string why)
    {
        var clean = Make((name, "secret-value"));

        Assert.Equal([new(name, why)], clean.Removed);
        Assert.DoesNotContain(name, clean.Variables.Keys);
        Assert.DoesNotContain("secret-value", string.Join(' ', clean.Removed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LANG", "nl_NL.UTF-8")]
    [InlineData("LC_TIME", "nl_NL.UTF-8")]
    [InlineData("TERM", "xterm")]
    [InlineData("TZ", "Europe/Amsterdam")]
    [InlineData("JAVA_HOME", "/usr/lib/jvm/default")]
    public void What_a_program_needs_is_let_through(string name, string value)
    {
        var clean = Make((name, value));

        Assert.Equal(value, clean.Variables[name]);
        Assert.Empty(clean.Removed);
    }

    [Fact]
    public void The_tester_is_replaced_by_the_persona()
    {
        var clean = Make(("HOME", "/home/jdevries"), ("USER", "jdevries"), ("PWD", "/home/jdevries/x"), ("XDG_RUNTIME_DIR", "/run/user/1000"), ("XDG_SESSION_ID", "4"), ("SHELL", "/home/jdevries/bin/fish"));

        Assert.Equal(Persona.Home, clean.Variables["HOME"]);
        Assert.Equal(Persona.User, clean.Variables["USER"]);
        Assert.Equal(Persona.User, clean.Variables["LOGNAME"]);
        Assert.Equal(Persona.WorkFolder, clean.Variables["PWD"]);
        Assert.Equal($"{Persona.Home}/.runtime", clean.Variables["XDG_RUNTIME_DIR"]);
        Assert.Equal("/bin/sh", clean.Variables["SHELL"]);
        Assert.Equal("1", clean.Variables["GIT_DISCOVERY_ACROSS_FILESYSTEM"]);
        Assert.Equal([new("XDG_SESSION_ID", "identity")], clean.Removed);
        Assert.DoesNotContain(clean.Variables.Values, v => Tester.Tells(v));
    }

    [Fact]
    public void Tools_in_the_testers_home_are_named_where_they_are_shown_or_not_at_all()
    {
        var shown = new Dictionary<string, string> { ["/home/jdevries/.nvm"] = "/opt/shown/nvm" };
        var clean = Make(
            shown, [],
            ("PATH", "/home/jdevries/.nvm/v20/bin:/usr/bin:/home/jdevries/bin::relative:/home/jdevries/.nvm-other/bin:/opt/laptop-4711/bin:/home/jd:."), ("NVM_DIR", "/home/jdevries/.nvm"),
            ("CARGO_HOME", "/home/jdevries/.cargo"), ("JAVA_HOME", "/opt/laptop-4711/java"));

        Assert.Equal("/opt/shown/nvm/v20/bin:/usr/bin:/home/jd", clean.Variables["PATH"]);
        Assert.Equal("/opt/shown/nvm", clean.Variables["NVM_DIR"]);
        Assert.Equal([new("CARGO_HOME", "identity"), new("JAVA_HOME", "identity")], clean.Removed);
    }

    [Fact]
    public void Folders_of_tools_in_the_testers_home_are_found_and_the_home_itself_is_never_shown()
    {
        using var place = new Workplace();
        Directory.CreateDirectory(place.Path(".nvm", "v20", "bin"));
        Directory.CreateDirectory(place.Path("bin"));
        var home = place.Folder;
        var environment = new Dictionary<string, string>
        {
            ["NVM_DIR"] = $"{home}/.nvm/", ["CARGO_HOME"] = $"{home}/absent", ["GOPATH"] = home, ["OTHER"] = $"{home}/bin",
            ["PATH"] = $"{home}/.nvm/v20/bin:/usr/bin:{home}:{home}/bin:{home}/bin/..:",
        };

        Assert.Equal(
            [new($"{home}/.nvm", $"{Persona.Home}/.nvm"), new($"{home}/bin", $"{Persona.Home}/bin")],
            ToolFolders.Find(environment, home, Persona, Facts.Knowledge.Recording));
    }

    [Fact]
    public void What_the_user_asks_for_is_let_through_and_named()
    {
        var clean = Make(new Dictionary<string, string>(), ["CI", "EXTRA=a=b", "EMPTY=", "ABSENT", "HOME=/elsewhere"], ("CI", "true"), ("DO_NOT_TRACK", "1"));

        Assert.Equal(["CI", "EXTRA", "EMPTY", "HOME"], clean.Asked);
        Assert.Equal(("true", "a=b", "", "/elsewhere"), (clean.Variables["CI"], clean.Variables["EXTRA"], clean.Variables["EMPTY"], clean.Variables["HOME"]));
        Assert.Equal([new("DO_NOT_TRACK", "opt-out")], clean.Removed);
        Assert.Throws<ArgumentException>(() => Make(new Dictionary<string, string>(), ["=x"]));
    }

    static CleanEnvironment Make(params (string Name, string Value)[] real) => Make(new Dictionary<string, string>(), [], real);

    static CleanEnvironment Make(Dictionary<string, string> shown, string[] asked, params (string Name, string Value)[] real) =>
        CleanEnvironment.Make(real.ToDictionary(v => v.Name, v => v.Value), Persona, Tester, Facts.Knowledge.Recording, asked, shown);
}
