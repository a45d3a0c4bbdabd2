using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Klikspaan.Recording.Sending;

namespace Klikspaan.Recording.Isolating;

/// <summary>The recorded program in its own process namespace, as seen by the recorder: started, ended, and gone with all it started.</summary>
sealed class IsolatedProgram : IRecordedProgram
{
    static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
    static readonly TimeSpan HoldPatience = TimeSpan.FromSeconds(10);
    static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);
    readonly Process process;
    readonly NetworkStream control;
    readonly TaskCompletionSource<ProgramEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task reading;

    // By its number: any process may call itself by init's words.
    readonly int init;
    volatile bool isStopping;

    IsolatedProgram(Process process, NetworkStream control, Action<string, string> report)
    {
        (this.process, this.control, init) = (process, control, Caller(control.Socket));
        reading = ReadAsync(report);
    }

    /// <summary>Completes when the program itself has ended; what it started may live on.</summary>
    public Task<ProgramEnd> Ended => ended.Task;

    /// <summary>Completes when no process of it is left.</summary>
    public Task Empty => empty.Task;

    /// <summary>How many processes of it are left, without init and who started it. They are held first: while thousands of them run, nobody else's turn comes.</summary>
    public async Task<int> CountLeftAsync()
    {
        await SendAsync("hold\n").ConfigureAwait(false);
        await Task.WhenAny(held.Task, Empty, Task.Delay(HoldPatience)).ConfigureAwait(false);
        return Count();
    }

    int Count() => ProcessList.Live(process.Id, init).Count;

    /// <summary>Starts it.</summary>
    /// <param name="order">What to run.</param>
    /// <param name="mounts">What it will see of the file system; this program is brought along.</param>
    /// <param name="tester">Whose user id it gets.</param>
    /// <param name="takeError">Takes what it writes to standard error.</param>
    /// <param name="report">Takes what init tells besides: a word, and what belongs to it.</param>
    /// <param name="cancellation">Gives up the start.</param>
    public static async Task<IsolatedProgram> StartAsync(
        InitOrder order, MountScript mounts, Tester tester, Action<ReadOnlyMemory<byte>> takeError, Action<string, string> report, CancellationToken cancellation)
    {
        var address = "recording-" + RandomNumberGenerator.GetHexString(32, lowercase: true);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint("\0" + address));
        listener.Listen(1);
        var words = mounts.Run(Words(tester, address));
        var start = new ProcessStartInfo(SystemTool.Find(words[0])!, words.Skip(1))
        {
            RedirectStandardError = true, RedirectStandardInput = StandardStream.IsSocket(0), RedirectStandardOutput = StandardStream.IsSocket(1),
        };
        start.Environment.Clear();
        foreach (var (name, value) in InitEnvironment(order))
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new RecordingException("unshare did not start");
        var error = CopyErrorAsync(process.StandardError.BaseStream, takeError);
        var output = StandardStream.Relay(process, start);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(StartPatience);
        var accepted = listener.AcceptAsync(patience.Token).AsTask();
        if (await Task.WhenAny(accepted, process.WaitForExitAsync(CancellationToken.None)).ConfigureAwait(false) != accepted || !accepted.IsCompletedSuccessfully)
        {
            await patience.CancelAsync().ConfigureAwait(false);
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            throw new RecordingException("the namespaces of the program could not be made; what the system said stands above");
        }

        // One caller only, before the program runs: it cannot take init's place.
        var stream = new NetworkStream(await accepted.ConfigureAwait(false), ownsSocket: true);
        listener.Close();
        await stream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(order, InitJson.Default.InitOrder), (byte)0x0A], cancellation).ConfigureAwait(false);
        return new(process, stream, report) { ErrorCopied = Task.WhenAll(error, output) };
    }

    Task ErrorCopied { get; init; } = Task.CompletedTask;

    /// <summary>Sends the program a signal.</summary>
    public Task SignalAsync(int signal) => SendAsync(string.Create(CultureInfo.InvariantCulture, $"signal {signal}\n"));

    /// <summary>Stops the program and all that it started.</summary>
    public async Task StopAsync()
    {
        isStopping = true;
        await SendAsync("stop\n").ConfigureAwait(false);
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(StopPatience)).ConfigureAwait(false);
        if (!process.HasExited)
        {
            // On a machine that is taken by its processes init's turn may be long in coming; the kernel stops it with its parent.
            process.Kill();
            await process.WaitForExitAsync().ConfigureAwait(false);
        }

        await Task.WhenAny(ErrorCopied, Task.Delay(1000)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await control.DisposeAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        process.Dispose();
    }

    async Task SendAsync(string line)
    {
        try
        {
            await control.WriteAsync(System.Text.Encoding.ASCII.GetBytes(line)).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Init is gone, and with it all that this was for.
        }
    }

    /// <summary>The words that make the process namespace, in which the program has the tester's own user id and no capabilities.</summary>
    static IEnumerable<string> Words(Tester tester, string address) =>
        [
            "unshare", "--user", Number("--map-user", tester.User), Number("--map-group", tester.Group), "--pid", "--fork", "--kill-child", "--mount", "--mount-proc", "--",
            .. tester.User == 0 ? ProcessLimits.ForRoot : [], .. Self.CommandIn(Self.Runtime is null ? null : ProgramView.Runtime, ProgramView.Recorder), Init.Word, address,
        ];

    /// <summary>
    /// Init can be seen by the program, so it gets nothing that the program does not get. It makes no threads once the program
    /// runs: where a program has forked without end there are none to be had, and the runtime would end.
    /// </summary>
    static IEnumerable<KeyValuePair<string, string>> InitEnvironment(InitOrder order) =>
        order.Environment.Where(v => v.Key is "PATH" or "HOME" or "LANG").Concat(InitSettings);

    static readonly Dictionary<string, string> InitSettings = new()
    {
        [NamespaceEntry.Diagnostics] = "0", ["DOTNET_TieredCompilation"] = "0", ["DOTNET_gcConcurrent"] = "0",
    };


    static string Number(string option, uint value) => string.Create(CultureInfo.InvariantCulture, $"{option}={value}");

    async Task ReadAsync(Action<string, string> report)
    {
        using var reader = new StreamReader(control, leaveOpen: true);
        var end = new ProgramEnd(137, 9, "");
        try
        {
            while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                var words = line.Split(' ', 3);
                switch (words)
                {
                    case ["ended", var status, var signal]:
                        ended.TrySetResult(end = new(int.Parse(status, CultureInfo.InvariantCulture), int.Parse(signal, CultureInfo.InvariantCulture), ""));
                        break;
                    case ["failed", var status, var message]:
                        ended.TrySetResult(end = new(int.Parse(status, CultureInfo.InvariantCulture), 0, message));
                        break;
                    case ["held", ..]:
                        held.TrySetResult();
                        break;
                    case ["empty", ..]:
                        empty.TrySetResult();
                        break;
                    default:
                        report(words[0], line[words[0].Length..].Trim());
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The channel ends with init.
        }

        if (!empty.Task.IsCompleted && !isStopping)
        {
            report("died", "");
        }

        ended.TrySetResult(end);
        empty.TrySetResult();
    }

    /// <summary>The process at the other end, as the kernel says (SO_PEERCRED, unix(7)).</summary>
    static int Caller(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];
        return socket.GetRawSocketOption(1, 17, credentials) == credentials.Length ? BitConverter.ToInt32(credentials) : 0;
    }

    static async Task CopyErrorAsync(Stream from, Action<ReadOnlyMemory<byte>> take)
    {
        var buffer = new byte[16 << 10];
        try
        {
            while (await from.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
            {
                take(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Closed at the end.
        }
    }
}
