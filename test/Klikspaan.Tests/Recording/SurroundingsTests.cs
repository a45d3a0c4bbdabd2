namespace Klikspaan.Tests.Recording;

/// <summary>What of the machine a program could still reach: keys, sockets, file systems that others serve, what stands in homes.</summary>
public sealed class SurroundingsTests
{
    [Theory]
    [MemberData(nameof(IsolationTests.Users), MemberType = typeof(IsolationTests))]
    public async Task Keys_and_sockets_of_the_machine_are_out_of_reach_however_many_and_however_they_were_bound(string user)
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("host.py", """
            import ctypes, os, platform, resource, socket, subprocess, sys
            libc = ctypes.CDLL(None, use_errno=True)
            keys = {'x86_64': (248, 250), 'aarch64': (217, 219)}[platform.machine()]
            libc.syscall(keys[1], 1, None)
            libc.syscall(keys[0], b'user', b'klikspaan-test-key', b'secret', 6, -3)
            resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
            os.mkdir('many'); os.chmod('many', 0o777)
            here, held = os.getcwd(), []
            def listen(name):
                s = socket.socket(socket.AF_UNIX); s.bind(name); s.listen(9); os.chmod(name, 0o777); held.append(s)
            for i in range(int(sys.argv[1])): listen('%s/many/%04d%s' % (here, i, 'x' * (104 - len(here) - 10)))
            listen('relative.sock')
            print('KEY', 'klikspaan-test-key' in open('/proc/keys').read(), flush=True)
            sys.exit(subprocess.run(sys.argv[2:]).returncode)
            """);
        place.Write("p.py", ContainmentTests.Tries + """
            import ctypes, platform, socket
            libc = ctypes.CDLL(None, use_errno=True)
            first = {'x86_64': 248, 'aarch64': 217}[platform.machine()]
            said['keys'] = [errno.errorcode[ctypes.get_errno()] if libc.syscall(first + i, 0, 0, 0, 0) < 0 else 'done' for i in range(3)]
            try: said['listed'] = 'klikspaan-test-key' in open('/proc/keys').read()
            except OSError: said['listed'] = False
            reached = []
            for name in ['relative.sock'] + ['many/' + n for n in os.listdir('many')]:
                try: socket.socket(socket.AF_UNIX).connect(name); reached.append(name)
                except OSError: pass
            said['tried'], said['reached'] = len(os.listdir('many')), len(reached)
            print('TRIED ' + json.dumps(said))
            """);
        Isolated.OpenToAll(place.Folder);

        var words = Isolated.Words(ContainmentTests.Id(user), "record", "--", "python3", "p.py");
        var at = Array.IndexOf(words, "dotnet");
        // So many that their paths fill more than one variable may hold; once is enough.
        var many = ContainmentTests.Id(user) is null ? 1000 : 10;
        string[] all = [.. words[..at], "python3", "host.py", many.ToString(System.Globalization.CultureInfo.InvariantCulture), .. words[at..]];
        var run = await place.RunCommandAsync(all[0], all[1..]);

        Assert.Contains("KEY True", run.Out, StringComparison.Ordinal);
        var said = new Recorded(run, "").Said("TRIED");
        Assert.Equal("""["ENOSYS","ENOSYS","ENOSYS"]""", ContainmentTests.Text(said, "keys"));
        // Another user than root may not cover what the kernel lists of its keys; their contents are out of reach all the same.
        Assert.Equal(user != "root", said.GetProperty("listed").GetBoolean());
        Assert.Equal((many, 0), (said.GetProperty("tried").GetInt32(), said.GetProperty("reached").GetInt32()));
    }

    [Fact]
    public async Task A_relative_socket_whose_place_is_not_known_is_told()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("host.py", """
            import os, socket, subprocess, sys
            here = os.getcwd(); os.mkdir('gone'); os.chdir('gone')
            s = socket.socket(socket.AF_UNIX); s.bind('klikspaan-lost.sock'); s.listen(1)
            os.chdir(here)
            sys.exit(subprocess.run(sys.argv[1:]).returncode)
            """);

        var run = await place.RunCommandAsync("python3", ["host.py", .. Isolated.Words(null, "record", "--", "true")]);

        Assert.Equal(0, run.Code);
        Assert.Matches("klikspaan: sockets of this machine: where these stand is not known, so they may be reached: .*klikspaan-lost.sock", run.Error);
        Assert.Contains("klikspaan-lost.sock", Isolated.Read(place, run).One("run").GetProperty("blind_spots").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_system_that_a_process_outside_serves_is_not_asked()
    {
        await Isolated.RequireAsync();
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/dev/fuse"), "only root may mount a file system of FUSE here");
        using var place = new Workplace();
        Directory.CreateDirectory(place.Path("work", "nas"));
        place.Write("serve.py", Serve);
        place.Write("ask.py", "import os\ntry: os.stat('nas/exfil')\nexcept OSError as e: print('ASKED', e.errno)\n");

        var run = await Namespaces.RunAsync(place, $"""
            cp ask.py work; python3 serve.py & sleep 1
            cd work; dotnet $KLIKSPAAN -d ../d record -- python3 ask.py
            cd nas; dotnet $KLIKSPAAN -d ../../d record -- true
            cd /; stat $OLDPWD/control > /dev/null 2>&1; umount -l $OLDPWD; wait
            """);

        Assert.Contains("ASKED 2", run.Out, StringComparison.Ordinal);
        Assert.Contains("ASKED FOR control", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("ASKED FOR exfil", run.Out, StringComparison.Ordinal);
        Assert.Contains("klikspaan: a file system that the program needs is served by another process or machine (fuse.sshfs)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_homes_only_the_tools_are_seen_and_of_files_with_accounts_nothing()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        foreach (var (file, text) in new[]
        {
            ("home/.local/bin/plain", "echo plain"), ("home/.local/share/tools/x/bin/linked", "cat \"${0%/*}/../lib/part\""), ("home/.local/share/tools/x/lib/part", "linked"),
            ("home/.local/share/keyrings/login.keyring", "secret"), ("home/.config/gh/hosts.yml", "secret"), ("home/.config/vendor/bin/third", "echo third"), ("home/own/bin/fourth", "echo fourth"),
        })
        {
            place.Write(file, file.Contains("/bin/", StringComparison.Ordinal) ? "#!/bin/sh\n" + text + "\n" : text + "\n");
            Isolated.OpenToAll(place.Path(file));
        }

        File.CreateSymbolicLink(place.Path("home", ".local", "bin", "linked"), "../share/tools/x/bin/linked");
        Directory.CreateDirectory(place.Path("work"));
        place.Write("work/p.py", ContainmentTests.Tries + """
            import subprocess
            home, account = sys.argv[1:]
            said['tools'] = [subprocess.run(t, capture_output=True, text=True).stdout.strip() for t in ('plain', os.path.realpath(home + '/.local/bin/linked'), 'third', 'fourth')]
            said['secrets'] = [p for p in [home + '/.local/share/keyrings', home + '/.config/gh'] + ['/run/local/tools/%d/%s' % (i, s) for i in range(9) for s in ('share', 'gh')] if os.path.exists(p)]
            said['tool-written'] = [write(home + t) for t in ('/.local/bin/plain', '/.config/vendor/bin/third', '/own/bin/fourth')]
            said['account'] = [n for n in os.listdir(account) if n.startswith('klikspaan-test')] if os.path.isdir(account) else []
            said['accounts'] = [f for f in ('subuid', 'subgid', 'passwd-', 'group-', 'shadow', 'shadow-', 'gshadow', 'gshadow-') if os.path.exists('/etc/' + f) and os.stat('/etc/' + f).st_size > 0]
            print('TRIED ' + json.dumps(said))
            """);
        var account = File.ReadLines("/etc/passwd").Select(l => l.Split(':')).First(f => f[2] == Klikspaan.Recording.Isolating.SystemCalls.UserId().ToString(System.Globalization.CultureInfo.InvariantCulture))[5];
        var mark = System.IO.Path.Combine(account, "klikspaan-test-" + Guid.NewGuid().ToString("N")[..8]);
        File.WriteAllText(mark, "");
        try
        {
            var run = await place.RunCommandAsync("sh", ["-c", $"""cd work; export HOME={place.Path("home")}; PATH=$HOME/.local/bin:$HOME/.config/vendor/bin:$HOME/own/bin:$PATH exec dotnet {Workplace.Program} -d ../d record -- python3 p.py $HOME {account}"""]);

            var said = new Recorded(run, "").Said("TRIED");
            Assert.Equal("""["plain","linked","third","fourth"]""", ContainmentTests.Text(said, "tools"));
            Assert.Equal("[]", ContainmentTests.Text(said, "secrets"));
            Assert.Equal("""["EROFS","EROFS","EROFS"]""", ContainmentTests.Text(said, "tool-written"));
            Assert.Equal("[]", ContainmentTests.Text(said, "account"));
            Assert.Equal("[]", ContainmentTests.Text(said, "accounts"));
        }
        finally
        {
            File.Delete(mark);
        }
    }

    // Stands in for sshfs and the like: a process of the machine that is asked for each name (fuse(4)).
    const string Serve = """
        import ctypes, os, struct
        libc = ctypes.CDLL(None, use_errno=True)
        fd = os.open('/dev/fuse', os.O_RDWR)
        libc.mount(b'sshfs', b'work/nas', b'fuse.sshfs', 0, b'fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other' % fd)
        while True:
            try: asked = os.read(fd, 140000)
            except OSError: break
            operation, unique = struct.unpack('<IQ', asked[4:16])
            def answer(error, data=b''): os.write(fd, struct.pack('<IiQ', 16 + len(data), -error, unique) + data)
            if operation == 26: answer(0, struct.pack('<IIIIHHIIHHI', 7, 31, 0, 0, 12, 9, 4096 * 16, 1, 0, 0, 0) + b'\0' * 28)
            elif operation == 3: answer(0, struct.pack('<QII', 1, 0, 0) + struct.pack('<QQQQQQIIIIIIIIII', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0o40777, 2, 0, 0, 0, 4096, 0))
            elif operation == 1: print('ASKED FOR', asked[40:].rstrip(b'\0').decode(), flush=True); answer(2)
            elif operation == 38: break
            elif operation not in (2, 36, 42): answer(38)
        """;
}
