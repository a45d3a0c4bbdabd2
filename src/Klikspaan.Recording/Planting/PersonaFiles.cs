namespace Klikspaan.Recording.Planting;

/// <summary>Writes what a program reads about its user and machine, for a persona.</summary>
static class PersonaFiles
{
    /// <summary>The folder below the home that XDG_RUNTIME_DIR names.</summary>
    public const string RuntimeFolder = ".runtime";

    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const string GitHead = "ref: refs/heads/main\n";

    /// <summary>Writes all files.</summary>
    /// <param name="persona">The persona.</param>
    /// <param name="folder">An existing folder of ours, outside of what the program may see.</param>
    /// <param name="uid">The tester's own user number, which the program keeps.</param>
    /// <param name="gid">The tester's own group number.</param>
    /// <param name="workFolder">The tester's work folder if the caller shows it to the program as <see cref="Persona.WorkFolder"/>; null if not.</param>
    /// <param name="root">The root of the machine's files; another one in tests.</param>
    public static PlantedFiles Write(Persona persona, string folder, int uid, int gid, string? workFolder = null, string root = "/")
    {
        var mounts = new List<PlantedMount>();
        var missing = new List<string>();
        foreach (var (path, text, why) in SystemFiles(persona, uid, gid, root))
        {
            var source = Path.Combine(folder, path.Trim('/').Replace('/', '_'));
            File.WriteAllText(source, text);
            if (Resolve(Path.Combine(root, path[1..])) is not { } target)
            {
                if (why.Length > 0)
                {
                    missing.Add($"{path} ({why}): there is no such file on this machine");
                }
            }
            else if (mounts.TrueForAll(m => m.Target != target))
            {
                mounts.Add(new(source, target));
            }
        }

        var home = Path.Combine(folder, "home");
        WriteHome(persona, home);
        mounts.AddRange(WorkGit(persona, folder, home, workFolder));
        missing.AddRange(TesterReader.Hardware.Where(h => TesterReader.Lines(root, h.Path) is [{ Length: > 0 }, ..])
            .Select(h => $"{h.Path} ({h.Label}): the program can read that of this machine"));
        return new(home, mounts, missing);
    }

    /// <summary>The path behind links; null when nothing is there.</summary>
    public static string? Resolve(string path)
    {
        if (!Path.Exists(path))
        {
            return null;
        }

        // A link in the middle of the path is followed by the mount itself; the last one would be, too, but then two targets could be one file.
        var last = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true);
        return last is null ? path : last.Exists ? last.FullName : null;
    }

    /// <summary>Path, contents, and what a program could learn from the file if it is absent here and read elsewhere.</summary>
    static IEnumerable<(string Path, string Text, string Why)> SystemFiles(Persona persona, int uid, int gid, string root)
    {
        var passwd = AccountFiles.Passwd(Lines(root, "etc/passwd"), persona, uid, gid);
        return
        [
            ("/etc/passwd", Text(passwd), "user and full name"),
            ("/etc/group", Text(AccountFiles.Group(Lines(root, "etc/group"), passwd, persona, gid)), "group"),
            ("/etc/hosts", $"127.0.0.1 localhost\n127.0.1.1 {persona.Host}\n::1 localhost ip6-localhost ip6-loopback\n", "host"),
            ("/etc/hostname", persona.Host + "\n", "host"),
            ("/etc/resolv.conf", "nameserver 127.0.0.53\n", "resolver"),
            ("/etc/nsswitch.conf", "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nservices: files\nprotocols: files\n", "order of look-ups"),
            ("/etc/machine-id", persona.MachineId + "\n", "machine-id"),
            ("/var/lib/dbus/machine-id", persona.MachineId + "\n", ""),
            ("/etc/gitconfig", GitConfig(persona), ""),
            ("/etc/mailname", persona.Host + "\n", ""),
            ("/etc/machine-info", "", ""),
            ("/etc/krb5.conf", "", ""),
        ];
    }

    static void WriteHome(Persona persona, string home)
    {
        var work = Path.GetRelativePath(persona.Home, persona.WorkFolder);
        foreach (var part in new[] { work, ".config", ".cache", ".local/share", ".local/state", RuntimeFolder, ".git/objects", ".git/refs/heads" })
        {
            Directory.CreateDirectory(Path.Combine(home, part));
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(home, RuntimeFolder), Private);
            File.SetUnixFileMode(home, Private);
        }

        File.WriteAllText(Path.Combine(home, ".gitconfig"), GitConfig(persona));
        File.WriteAllText(Path.Combine(home, ".git", "HEAD"), GitHead);
        File.WriteAllText(Path.Combine(home, ".git", "config"), Repository(persona));
    }

    /// <summary>The tester's own work folder may be a repository, whose remote and history would be read: ours stands over it.</summary>
    static IEnumerable<PlantedMount> WorkGit(Persona persona, string folder, string home, string? workFolder)
    {
        var (own, target) = (Path.Combine(workFolder ?? "", ".git"), $"{persona.WorkFolder}/.git");
        if (workFolder is null || !Path.Exists(own))
        {
            return [];
        }

        if (Directory.Exists(own))
        {
            return [new(Path.Combine(home, ".git"), target)];
        }

        var link = Path.Combine(folder, "work_git");
        File.WriteAllText(link, $"gitdir: {persona.Home}/.git\n");
        return [new(link, target)];
    }

    static string GitConfig(Persona persona) =>
        $"[user]\n\tname = {persona.GitName}\n\temail = {persona.GitEmail}\n[safe]\n\tdirectory = *\n";

    static string Repository(Persona persona) =>
        $"""
        [core]
        	repositoryformatversion = 0
        	filemode = true
        	bare = false
        [remote "origin"]
        	url = {persona.GitRemoteUrl}
        	fetch = +refs/heads/*:refs/remotes/origin/*
        [branch "main"]
        	remote = origin
        	merge = refs/heads/main

        """.ReplaceLineEndings("\n");

    static string[] Lines(string root, string path) => File.Exists(Path.Combine(root, path)) ? File.ReadAllLines(Path.Combine(root, path)) : [];

    static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(l => l + "\n"));
}
