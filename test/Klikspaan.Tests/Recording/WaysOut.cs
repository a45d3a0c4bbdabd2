using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;

namespace Klikspaan.Tests.Recording;

/// <summary>Listeners of the host in all places where such stand, a process of the host, and a program that tries to get at them.</summary>
public sealed class WaysOut : IAsyncLifetime
{
    readonly Workplace place = new();
    readonly Workplace elsewhere = new();
    readonly Dictionary<string, string> paths = [];
    readonly List<Socket> listeners = [];
    readonly ConcurrentDictionary<string, int> reached = new();
    readonly SemaphoreSlim one = new(1);
    readonly Dictionary<string, Tried> tried = [];
    readonly CancellationTokenSource stop = new();

    internal sealed record Tried(Recorded Recorded, JsonElement Said, IReadOnlyList<string> Reached, bool VictimLives);

    /// <summary>What the same program reaches when it is not recorded: so the listeners do listen.</summary>
    internal IReadOnlyList<string> ReachedOutside { get; private set; } = [];

    /// <summary>The names of the sockets with a path, and the abstract one.</summary>
    internal static IEnumerable<string> Sockets(string user) =>
        ["tmp", "x11", "shm", "runtime", "work-folder", "elsewhere", "datagram", "abstract", .. Environment.IsPrivilegedProcess && user.Length > 0 ? new[] { "run", "var-run", "docker" } : []];

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var mark = "klikspaan-test-" + Guid.NewGuid().ToString("N")[..8];
        Directory.CreateDirectory("/tmp/.X11-unix");
        Directory.CreateDirectory(elsewhere.Path("runtime"));
        Listen("tmp", $"/tmp/{mark}");
        Listen("x11", $"/tmp/.X11-unix/{mark}");
        Listen("shm", $"/dev/shm/{mark}");
        Listen("runtime", elsewhere.Path("runtime", "bus"));
        Listen("work-folder", place.Path("in.sock"));
        Listen("datagram", place.Path("datagram.sock"), SocketType.Dgram);
        Listen("elsewhere", Environment.IsPrivilegedProcess ? $"/opt/{mark}" : elsewhere.Path("else.sock"));
        Listen("abstract", "\0" + mark);
        if (Environment.IsPrivilegedProcess)
        {
            Listen("run", $"/run/{mark}");
            Listen("var-run", $"/var/run/{mark}-2");
            Directory.CreateDirectory($"/run/{mark}-d");
            Listen("docker", $"/run/{mark}-d/docker.sock");
        }

        Listen("tcp-loopback", IPAddress.Loopback);
        if (HostAddress() is { } address)
        {
            Listen("tcp-host", address);
        }

        place.Write("ways.py", Program);
        await place.RunCommandAsync("python3", ["ways.py", Targets(), "0"]);
        await Isolated.UntilAsync(() => reached.Count == listeners.Count);
        ReachedOutside = [.. reached.Keys];
    }

    /// <summary>Records the program as this user, once.</summary>
    internal async Task<Tried> ByAsync(string user)
    {
        await Isolated.RequireAsync();
        await one.WaitAsync();
        try
        {
            if (!tried.TryGetValue(user, out var result))
            {
                tried[user] = result = await TryAsync(user == "ordinary" && Environment.IsPrivilegedProcess ? Isolated.Ordinary : null);
            }

            return result;
        }
        finally
        {
            one.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        stop.Cancel();
        listeners.ForEach(l => l.Dispose());
        foreach (var path in paths.Values.Where(p => p[0] == '/'))
        {
            File.Delete(path);
            if (path.EndsWith("-d/docker.sock", StringComparison.Ordinal))
            {
                Directory.Delete(System.IO.Path.GetDirectoryName(path)!);
            }
        }

        place.Dispose();
        elsewhere.Dispose();
        stop.Dispose();
        one.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<Tried> TryAsync(int? user)
    {
        reached.Clear();
        using var victim = Process.Start(new ProcessStartInfo("sleep", "120"))!;
        using var mine = new Workplace();
        Isolated.OpenToAll(elsewhere.Folder);
        if (Directory.Exists(place.InDossier()))
        {
            Directory.Delete(place.InDossier(), recursive: true);
        }

        // Whose process it is: an ordinary user could kill its own.
        var words = Isolated.Words(user, "record", "--settle", "1s", "--", "/usr/bin/env", "python3", "ways.py", Targets(), victim.Id.ToString(CultureInfo.InvariantCulture));
        Isolated.OpenToAll(place.Folder);
        var run = await place.RunCommandAsync("env", [$"XDG_RUNTIME_DIR={elsewhere.Path("runtime")}", .. words]);
        var recorded = Isolated.Read(place, run);
        var lives = !victim.HasExited;
        victim.Kill();
        return new(recorded, recorded.Said("WAYS"), [.. reached.Keys], lives);
    }

    string Targets() => JsonSerializer.Serialize(paths);

    void Listen(string name, string path, SocketType type = SocketType.Stream)
    {
        var socket = new Socket(AddressFamily.Unix, type, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        if (path[0] == '/')
        {
            Isolated.OpenToAll(path);
        }

        paths[name] = path.Replace('\0', '@');
        Take(name, socket, type);
    }

    void Listen(string name, IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0));
        paths[name] = socket.LocalEndPoint!.ToString()!;
        Take(name, socket, SocketType.Stream);
    }

    void Take(string name, Socket socket, SocketType type)
    {
        listeners.Add(socket);
        if (type == SocketType.Stream)
        {
            socket.Listen(16);
        }

        _ = Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    if (type == SocketType.Dgram)
                    {
                        await socket.ReceiveAsync(new byte[100], stop.Token);
                    }
                    else
                    {
                        (await socket.AcceptAsync(stop.Token)).Dispose();
                    }

                    reached.AddOrUpdate(name, 1, (_, n) => n + 1);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The end.
            }
        });
    }

    static IPAddress? HostAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(n => n.OperationalStatus == OperationalStatus.Up && n.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(n => n.GetIPProperties().UnicastAddresses).Select(a => a.Address).FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork);

    const string Program = """
        import ctypes, errno, fcntl, json, os, platform, pty, socket, struct, subprocess, sys
        targets, victim = json.loads(sys.argv[1]), int(sys.argv[2])
        said = {}
        for name, path in targets.items():
            try:
                if name.startswith('tcp'):
                    host, port = path.rsplit(':', 1)
                    s = socket.create_connection((host, int(port)), 3)
                else:
                    s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM if name == 'datagram' else socket.SOCK_STREAM)
                    s.settimeout(3)
                    s.connect('\0' + path[1:] if path[0] == '@' else path)
                s.send(b'x'); said[name] = 'sent'
            except OSError as e: said[name] = type(e).__name__
        if victim == 0: sys.exit()
        # The work folder is seen under another name, too.
        for name in ('in.sock', 'datagram.sock'):
            try:
                s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM if name[0] == 'd' else socket.SOCK_STREAM)
                s.connect(os.getcwd() + '/' + name); s.send(b'x'); said['again-' + name] = 'sent'
            except OSError as e: said['again-' + name] = type(e).__name__
        libc = ctypes.CDLL(None, use_errno=True)
        def call(*a): return 'made' if libc.syscall(*[ctypes.c_long(x) if isinstance(x, int) else x for x in a]) >= 0 else errno.errorcode[ctypes.get_errno()]
        try: socket.socket(40, socket.SOCK_STREAM).connect((2, 1234)); said['vsock'] = 'sent'
        except OSError as e: said['vsock'] = errno.errorcode[e.errno]
        said['io_uring'] = call(425, 1, ctypes.create_string_buffer(256))
        said['keys'] = ' '.join(call({'x86_64': 248, 'aarch64': 217}[platform.machine()] + i, 0, 0, 0, 0) for i in range(3))
        ours, theirs = pty.openpty()
        said['own-terminal'] = str(int(os.isatty(theirs) and os.path.exists(os.ttyname(theirs))))
        for name, request in (('tiocsti', 0x5412), ('tioclinux', 0x541C)):
            try: fcntl.ioctl(theirs, request, b'x'); said[name] = 'done'
            except OSError as e: said[name] = errno.errorcode[e.errno]
        # Calls by the numbers of 32 bits, from a program of 64: eax, ebx, ecx, edx, and int 0x80.
        if platform.machine() == 'x86_64':
            libc.mmap.restype = ctypes.c_void_p
            libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
            memory = libc.mmap(None, 4096, 7, 0x22 | 0x40, -1, 0)
            code = bytes.fromhex('5389f889f387cacd805bc3'); ctypes.memmove(memory, code, len(code))
            function = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint, ctypes.c_uint, ctypes.c_uint, ctypes.c_uint)(memory)
            def old(*a):
                r = function(*a); return 'made' if r >= 0 else errno.errorcode[-r]
            def many(*a): ctypes.memmove(memory + 512, struct.pack('III', *a), 12); return old(102, 1, memory + 512, 0)
            if os.fork() == 0: os._exit(0 if function(20, 0, 0, 0) == os.getpid() else 1)
            if os.wait()[1] == 0:
                said['vsock-32'], said['vsock-socketcall'] = old(359, 40, 1, 0), many(40, 1, 0)
                said['inet-socketcall'], said['io_uring-32'] = many(2, 1, 0), old(425, 1, memory + 600, 0)
                said['tiocsti-32'] = old(54, theirs, 0x5412, memory + 512)
                said['keys-32'] = ' '.join(old(286 + i, 0, 0, 0) for i in range(3))
                said['keys-x32'] = ' '.join(call(0x40000000 + 248 + i, 0, 0, 0, 0) for i in range(3))
                said['vsock-x32'] = call(0x40000000 + 41, 40, 1, 0)
        said['uid'] = str(os.getuid())
        for line in open('/proc/self/status'):
            key, value = line.split(':', 1)
            if key[:3] == 'Cap' or key in ('NoNewPrivs', 'Seccomp'): said[key] = value.strip()
        su = [p for p in ('/usr/bin/su', '/bin/su', '/usr/bin/passwd', '/usr/bin/newgrp') if os.path.exists(p) and os.stat(p).st_mode & 0o4000]
        said['setuid'] = 'not root'
        if os.getuid() != 0:
            for path in su:
                child = subprocess.Popen([path, '--help'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                try:
                    if open('/proc/%d/status' % child.pid).read().split('Uid:')[1].split()[1] == '0': said['setuid'] = path
                except (OSError, IndexError): pass
                child.communicate()
        try: os.kill(victim, 9); said['kill-host'] = 'killed'
        except OSError as e: said['kill-host'] = type(e).__name__
        ptrace = {'x86_64': 101, 'aarch64': 117}[platform.machine()]
        said['ptrace-host'], said['ptrace-init'] = call(ptrace, 16, victim, 0, 0), call(ptrace, 16, 1, 0, 0)
        held = []
        for fd in range(64):
            try: held.append(os.readlink('/proc/1/fd/%d' % fd))
            except OSError: pass
        for file in ('environ', 'maps', 'mem', 'root', 'cwd'):
            try: os.close(os.open('/proc/1/' + file, os.O_RDONLY)); held.append(file)
            except OSError: pass
        said['init-holds'] = ' '.join(held)
        # Only opened, never written to: where this fails, the machine must stay as it is.
        opened = []
        for path in ('/proc/sys/kernel/core_pattern', '/proc/sys/vm/drop_caches', '/proc/sysrq-trigger', '/sys/power/state', '/sys/kernel/uevent_helper', '/dev/ttyS0', '/dev/kmsg', '/dev/kvm', '/dev/vsock', '/dev/mem', '/dev/loop-control', '/dev/fuse'):
            try: os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)); opened.append(path)
            except OSError: pass
        said['opened'] = ' '.join(opened)
        usual = 'null zero full random urandom tty shm pts ptmx fd stdin stdout stderr'.split()
        said['devices'] = ' '.join([d for d in usual if os.path.lexists('/dev/' + d)] + sorted(set(os.listdir('/dev')) - set(usual)))
        def refused(*words): return 'refused' if subprocess.run(words, capture_output=True).returncode else 'done'
        said['umount'] = refused('umount', '-l', '/run')
        said['umount-nested'] = refused('unshare', '-Urm', 'umount', '/run')
        said['look-below'] = refused('unshare', '-Urm', 'sh', '-ec', 'mkdir -p /tmp/below; mount --bind / /tmp/below')
        print('WAYS ' + json.dumps(said), flush=True)
        # Where this is not isolated at all, the machine must not be stopped by it.
        if said['kill-host'] == 'ProcessLookupError': os.kill(1, 9); os.kill(os.getppid(), 9)
        import urllib.request
        urllib.request.urlopen('http://after-the-kill.example/', timeout=10).read()
        sys.exit(7)
        """;
}
