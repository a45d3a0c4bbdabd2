using Klikspaan.Recording.Planting;

namespace Klikspaan.Tests.Recording;

public sealed class PersonaFilesTests : IDisposable
{
    const string Passwd = """
        root:x:0:0:root:/root:/bin/bash
        daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
        jdevries:x:1000:1000:Jan de Vries,,,:/home/jdevries:/usr/bin/zsh
        mbakker:x:1001:1001:Mia Bakker:/home/mbakker:/bin/bash
        nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
        +@netgroup
        """;

    const string Group = """
        root:x:0:
        sudo:x:27:jdevries,mbakker
        audio:x:29:daemon,jdevries
        jdevries:x:1000:
        ontwikkelaars:x:1005:jdevries
        nogroup:x:65534:
        """;

    readonly Workplace place = new();
    readonly Persona persona = PersonaTests.Invent(7);

    public PersonaFilesTests()
    {
        place.Write("machine/etc/passwd", Passwd);
        place.Write("machine/etc/group", Group);
        Directory.CreateDirectory(place.Path("planted"));
    }

    public void Dispose() => place.Dispose();

    [Fact]
    public void The_persona_stands_in_the_testers_place_and_other_people_are_left_out()
    {
        Write(1000);

        Assert.Equal(
            [$"{persona.User}:x:1000:1000:{persona.FullName}:{persona.Home}:/usr/bin/zsh", "root:x:0:0:root:/root:/bin/bash", "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin", "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin"],
            File.ReadAllLines(place.Path("planted", "etc_passwd")));
        Assert.Equal([$"{persona.User}:x:1000:", "root:x:0:", "sudo:x:27:", "audio:x:29:daemon", "nogroup:x:65534:"], File.ReadAllLines(place.Path("planted", "etc_group")));
    }

    [Fact]
    public void Root_becomes_the_persona_and_stays_known_by_name()
    {
        Write(0);

        Assert.Equal([$"{persona.User}:x:0:0:{persona.FullName}:{persona.Home}:/bin/bash", "root:x:0:0:root:/root:/bin/bash"], File.ReadAllLines(place.Path("planted", "etc_passwd"))[..2]);
        Assert.Equal([$"{persona.User}:x:0:", "root:x:0:", "sudo:x:27:"], File.ReadAllLines(place.Path("planted", "etc_group"))[..3]);
    }

    [Fact]
    public void A_tester_who_is_known_elsewhere_than_in_passwd_becomes_the_persona_too()
    {
        Write(70123);

        Assert.StartsWith($"{persona.User}:x:70123:70123:", File.ReadAllLines(place.Path("planted", "etc_passwd"))[0], StringComparison.Ordinal);
        Assert.DoesNotContain("jdevries", File.ReadAllText(place.Path("planted", "etc_passwd")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_followed_and_what_is_not_there_is_told()
    {
        place.Write("machine/run/resolve/stub.conf", "nameserver 10.0.0.1\nsearch kantoor.example\n");
        place.Write("machine/etc/machine-id", "real");
        Directory.CreateDirectory(place.Path("machine", "var", "lib", "dbus"));
        File.CreateSymbolicLink(place.Path("machine", "etc", "resolv.conf"), "../run/resolve/stub.conf");
        File.CreateSymbolicLink(place.Path("machine", "var", "lib", "dbus", "machine-id"), place.Path("machine", "etc", "machine-id"));
        File.CreateSymbolicLink(place.Path("machine", "etc", "hosts"), "nowhere");
        place.Write("machine/sys/class/dmi/id/product_uuid", "1234\n");
        place.Write("machine/sys/class/dmi/id/board_serial", "\n");
        var files = Write(1000);

        Assert.Equal(["etc/passwd", "etc/group", "run/resolve/stub.conf", "etc/machine-id"], files.Mounts.Select(m => Path.GetRelativePath(place.Path("machine"), m.Target)));
        Assert.Equal("nameserver 127.0.0.53\n", File.ReadAllText(files.Mounts[2].Source));
        Assert.Equal(
            ["/etc/hosts (host)", "/etc/hostname (host)", "/etc/nsswitch.conf (order of look-ups)", "/sys/class/dmi/id/product_uuid (product-uuid)"],
            files.NotPlanted.Select(l => l.Split(':')[0]));
    }

    /// <summary>On the real machine, with its real tools.</summary>
    [Fact]
    public async Task The_systems_own_tools_see_the_persona()
    {
        var uid = int.Parse((await Namespaces.RunAsync(place, "id -u")).Out, null);
        var files = PersonaFiles.Write(persona, place.Path("planted"), uid, uid);
        var run = await Namespaces.RunAsync(place, $"""
            {Mount(files)}
            id -un; getent passwd {uid} | cut -d: -f5; getent hosts {persona.Host} | tr -s ' '; cat /etc/machine-id; grep -c . /etc/resolv.conf
            """);

        Assert.Equal([persona.User, persona.FullName, $"127.0.1.1 {persona.Host}", persona.MachineId, "1"], run.Lines);
    }

    [Fact]
    public async Task Git_finds_the_planted_remote_from_the_work_folder_also_when_that_is_a_repository_of_the_testers()
    {
        Assert.SkipWhen((await place.RunCommandAsync("sh", ["-c", "command -v git"])).Code != 0, "git is not installed");
        Assert.Equal(0, (await place.RunCommandAsync("sh", ["-c", "git init -q real && git -C real remote add origin https://real.example/o/r.git && mkdir plain"])).Code);
        var plain = await GitAsync(place.Path("plain"));
        var real = await GitAsync(place.Path("real"));

        Assert.Equal([persona.GitRemoteUrl, persona.GitName, persona.GitEmail], plain.Lines);
        Assert.Equal(plain.Lines, real.Lines);
    }

    [Fact]
    public async Task A_worktree_of_the_testers_leads_to_the_planted_repository()
    {
        Assert.SkipWhen((await place.RunCommandAsync("sh", ["-c", "command -v git"])).Code != 0, "git is not installed");
        place.Write("tree/.git", "gitdir: /home/real/repository/.git/worktrees/tree\n");

        Assert.Equal(persona.GitRemoteUrl, (await GitAsync(place.Path("tree"))).Lines[0]);
    }

    /// <summary>As the recorder does: the home on a file system of its own, the work folder bound into it.</summary>
    async Task<Workplace.Run> GitAsync(string workFolder)
    {
        Directory.CreateDirectory(place.Path("git"));
        var files = PersonaFiles.Write(persona, place.Path("git"), 1000, 1000, workFolder);
        var run = await Namespaces.RunAsync(place, $"""
            set -e
            mount -t tmpfs tmpfs /home
            mkdir -p {persona.Home}
            mount --bind {files.Home} {persona.Home}
            mount --bind {workFolder} {persona.WorkFolder}
            {Mount(files)}
            cd {persona.WorkFolder}
            export HOME={persona.Home} GIT_DISCOVERY_ACROSS_FILESYSTEM=1
            git config --get remote.origin.url; git config user.name; git config user.email; git status --short >/dev/null
            """);
        Assert.True(run.Code == 0, run.Error);
        return run;
    }

    static string Mount(PlantedFiles files) => string.Join('\n', files.Mounts.Select(m => $"mount --bind {m.Source} {m.Target}"));

    PlantedFiles Write(int uid) => PersonaFiles.Write(persona, place.Path("planted"), uid, uid, root: place.Path("machine"));
}
