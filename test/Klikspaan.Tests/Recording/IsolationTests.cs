namespace Klikspaan.Tests.Recording;

/// <summary>A program that tries every way out, recorded as root (where the tests run as root) and as an ordinary user.</summary>
public sealed class IsolationTests(WaysOut ways) : IClassFixture<WaysOut>
{
    public static TheoryData<string> Users => [.. Environment.IsPrivilegedProcess ? ["root", "ordinary"] : new[] { "ordinary" }];

    [Theory]
    [MemberData(nameof(Users))]
    public async Task No_socket_of_the_host_is_reached(string user)
    {
        var tried = await ways.ByAsync(user);

        var control = ways.ReachedOutside;
        Assert.All(WaysOut.Sockets(user), name => Assert.Contains(name, control));
        Assert.Empty(tried.Reached);
        Assert.All(WaysOut.Sockets(user), name => Assert.NotEqual("sent", tried.Said.GetProperty(name).GetString()));
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task No_listener_of_the_host_is_reached_by_its_address(string user)
    {
        var tried = await ways.ByAsync(user);

        Assert.Contains("tcp-loopback", ways.ReachedOutside);
        Assert.DoesNotContain(tried.Reached, r => r.StartsWith("tcp", StringComparison.Ordinal));
        Assert.Equal("ConnectionRefusedError", tried.Said.GetProperty("tcp-loopback").GetString());
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task Calls_that_go_round_namespaces_are_refused_also_in_32_bits(string user)
    {
        var said = (await ways.ByAsync(user)).Said;

        Assert.Equal("EAFNOSUPPORT", said.GetProperty("vsock").GetString());
        Assert.Equal("ENOSYS", said.GetProperty("io_uring").GetString());
        Assert.Equal("ENOSYS ENOSYS ENOSYS", said.GetProperty("keys").GetString());
        Assert.Equal("EPERM", said.GetProperty("tiocsti").GetString());
        Assert.Equal("EPERM", said.GetProperty("tioclinux").GetString());
        if (said.TryGetProperty("vsock-32", out var old))
        {
            Assert.Equal("EAFNOSUPPORT", old.GetString());
            Assert.Equal("EAFNOSUPPORT", said.GetProperty("vsock-socketcall").GetString());
            Assert.Equal("ENOSYS", said.GetProperty("io_uring-32").GetString());
            Assert.Equal("ENOSYS ENOSYS ENOSYS", said.GetProperty("keys-32").GetString());
            Assert.Equal("ENOSYS ENOSYS ENOSYS", said.GetProperty("keys-x32").GetString());
            Assert.Equal("EPERM", said.GetProperty("tiocsti-32").GetString());
            Assert.Equal("ENOSYS", said.GetProperty("vsock-x32").GetString());

            // What is allowed still works: an ordinary socket by the old call.
            Assert.Equal("made", said.GetProperty("inet-socketcall").GetString());
        }
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_try_to_reach_the_hypervisor_is_recorded(string user)
    {
        var tried = await ways.ByAsync(user);

        var attempts = tried.Recorded.Of("attempt").Where(a => a.GetProperty("transport").GetString() == "vsock").ToList();
        Assert.Equal(tried.Said.TryGetProperty("vsock-32", out _) ? [1, 2] : [1], attempts.Select(a => a.GetProperty("count").GetInt32()));
        Assert.Contains("tried to reach the hypervisor (AF_VSOCK); it was refused", tried.Recorded.Run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task It_has_its_own_user_and_no_rights(string user)
    {
        var said = (await ways.ByAsync(user)).Said;

        var id = user == "root" ? "0" : (Environment.IsPrivilegedProcess ? Isolated.Ordinary.ToString(System.Globalization.CultureInfo.InvariantCulture) : said.GetProperty("uid").GetString());
        Assert.Equal(id, said.GetProperty("uid").GetString());
        foreach (var set in new[] { "CapInh", "CapPrm", "CapEff", "CapAmb" })
        {
            Assert.Equal("0000000000000000", said.GetProperty(set).GetString());
        }

        Assert.Equal("1", said.GetProperty("NoNewPrivs").GetString());
        Assert.Equal("2", said.GetProperty("Seccomp").GetString());
        Assert.Equal(user == "root" ? "0000000000000000" : said.GetProperty("CapBnd").GetString(), said.GetProperty("CapBnd").GetString());
        Assert.Equal("not root", said.GetProperty("setuid").GetString());
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task It_sees_neither_processes_nor_devices_nor_settings_of_the_machine(string user)
    {
        var tried = await ways.ByAsync(user);

        Assert.Equal("ProcessLookupError", tried.Said.GetProperty("kill-host").GetString());
        Assert.Equal("ESRCH", tried.Said.GetProperty("ptrace-host").GetString());
        Assert.True(tried.VictimLives);
        Assert.Equal("EPERM", tried.Said.GetProperty("ptrace-init").GetString());
        Assert.Equal("", tried.Said.GetProperty("init-holds").GetString());
        Assert.Equal("", tried.Said.GetProperty("opened").GetString());
        Assert.Equal("null zero full random urandom tty shm pts ptmx fd stdin stdout stderr", tried.Said.GetProperty("devices").GetString());
        Assert.Equal("1", tried.Said.GetProperty("own-terminal").GetString());
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task What_covers_the_machine_cannot_be_taken_off(string user)
    {
        var said = (await ways.ByAsync(user)).Said;

        Assert.Equal("refused", said.GetProperty("umount").GetString());
        Assert.Equal("refused", said.GetProperty("umount-nested").GetString());
        Assert.Equal("refused", said.GetProperty("look-below").GetString());
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task The_first_process_cannot_be_killed_and_the_recording_goes_on(string user)
    {
        var tried = await ways.ByAsync(user);

        Assert.Equal("ended", tried.Recorded.End("reason"));
        Assert.Equal("7", tried.Recorded.End("exit_status"));
        Assert.Single(tried.Recorded.Of("exchange"), e => e.GetProperty("destination").GetProperty("name").GetString() == "after-the-kill.example");
    }

    [Fact]
    public async Task No_descriptor_is_inherited_and_a_socket_as_standard_stream_is_only_relayed()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("launch.py", """
            import json, os, socket, subprocess, sys, threading
            inside = '''
            import json, os, socket, stat, sys
            got = sys.stdin.readline().strip()
            kinds = {}
            for fd in range(0, 64):
                try: kinds[fd] = 'socket' if stat.S_ISSOCK(os.fstat(fd).st_mode) else 'other'
                except OSError: continue
                if fd != 1 and kinds[fd] == 'socket':
                    socket.socket(fileno=os.dup(fd)).send(b'through-%d' % fd)
                elif fd > 2:
                    try: os.write(fd, b'through-%d' % fd)
                    except OSError: pass
            try: os.write(0, b'through-0')
            except OSError: pass
            print('INSIDE ' + json.dumps(dict(got=got, kinds=kinds)), flush=True)
            '''
            inside = '\n'.join(l[0:] for l in inside.strip('\n').split('\n'))
            open('inside.py', 'w').write(inside)
            pairs = [socket.socketpair() for i in range(3)]
            (stdin, far_in), (stdout, far_out), (extra, far_extra) = pairs
            read_end, write_end = os.pipe()
            os.dup2(extra.fileno(), 41, inheritable=True); os.dup2(write_end, 42, inheritable=True)
            far_in.sendall(b'hello\n')
            child = subprocess.Popen(sys.argv[1:], stdin=stdin, stdout=stdout, pass_fds=(41, 42))
            stdin.close(); stdout.close(); extra.close(); os.close(41); os.close(42); os.close(write_end)
            out = b''
            while True:
                piece = far_out.recv(65536)
                if not piece: break
                out += piece
            code = child.wait()
            for s in (far_in, far_extra): s.setblocking(False)
            def rest(s):
                try: return s.recv(1000).decode()
                except OSError: return ''
            os.set_blocking(read_end, False)
            try: pipe = os.read(read_end, 1000).decode()
            except OSError: pipe = ''
            line = [l for l in out.decode().split('\n') if l.startswith('INSIDE ')]
            print('OUTSIDE ' + json.dumps(dict(code=code, inside=json.loads(line[0][7:]) if line else out.decode(), back_by_stdin=rest(far_in), by_socket=rest(far_extra), by_pipe=pipe)))
            """);

        var run = await place.RunCommandAsync("python3", ["launch.py", .. Isolated.Words(null, "record", "--", "python3", "inside.py")]);

        var seen = new Recorded(run, "").Said("OUTSIDE");
        Assert.Equal("hello", seen.GetProperty("inside").GetProperty("got").GetString());
        Assert.Equal(["0", "1", "2"], seen.GetProperty("inside").GetProperty("kinds").EnumerateObject().Select(k => k.Name));
        Assert.All(seen.GetProperty("inside").GetProperty("kinds").EnumerateObject(), k => Assert.Equal("other", k.Value.GetString()));
        Assert.Equal("", seen.GetProperty("back_by_stdin").GetString());
        Assert.Equal("", seen.GetProperty("by_socket").GetString());
        Assert.Equal("", seen.GetProperty("by_pipe").GetString());
        Assert.Equal(0, seen.GetProperty("code").GetInt32());
    }
}
