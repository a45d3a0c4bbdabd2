namespace Klikspaan.Recording.Planting;

/// <summary>Writes what a program reads about its user and machine, for a persona.</summary>
static class PersonaFiles
{
    /// <summary>The folder below the home that XDG_RUNTIME_DIR names.</summary>
    public const string RuntimeFolder = ".runtime";

    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    /// <summary>Files that name the accounts of the machine, too.</summary>
    static readonly string[] Accounts = ["/etc/subuid", "/etc/subgid", "/etc/subuid-", "/etc/subgid-", "/etc/passwd-", "/etc/group-", "/etc/shadow", "/etc/shadow-", "/etc/gshadow", "/etc/gshadow-"];
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
        var (repository, link) = (Path.Combine(folder, "repository"), Path.Combine(folder, "work_git"));
        WriteRepository(persona, repository);
        File.WriteAllText(link, $"gitdir: {persona.Home}/.git\n");
        if (workFolder is not null && Path.Combine(workFolder, ".git") is var own && Path.Exists(own))
        {
            // The tester's own work folder is a repository, whose remote and history would be read. What stands over it lies
            // outside of the home: there the program could put a link in its place, and the next run would follow it.
            mounts.Add(new(Directory.Exists(own) ? repository : link, $"{persona.WorkFolder}/.git"));
        }

        missing.AddRange(TesterReader.Hardware.Where(h => TesterReader.Lines(root, h.Path) is [{ Length: > 0 }, ..])
            .Select(h => $"{h.Path} ({h.Label}): the program can read that of this machine"));
        return new(home, mounts, repository, link, missing);
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
            .. Accounts.Select(a => (a, "", "")),
        ];
    }

    static void WriteHome(Persona persona, string home)
    {
        var work = Path.GetRelativePath(persona.Home, persona.WorkFolder);
        foreach (var part in new[] { work, ".config", ".cache", ".local/share", ".local/state", RuntimeFolder })
        {
            Directory.CreateDirectory(Path.Combine(home, part));
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(home, RuntimeFolder), Private);
            File.SetUnixFileMode(home, Private);
        }

        File.WriteAllText(Path.Combine(home, ".gitconfig"), GitConfig(persona));
        WriteRepository(persona, Path.Combine(home, ".git"));
    }

    static void WriteRepository(Persona persona, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "objects"));
        Directory.CreateDirectory(Path.Combine(folder, "refs", "heads"));
        File.WriteAllText(Path.Combine(folder, "HEAD"), GitHead);
        File.WriteAllText(Path.Combine(folder, "config"), Repository(persona));
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
