using System.ComponentModel;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace Klikspaan.Recording.Isolating;

/// <summary>
/// The first process of the recorded program's process namespace. It starts the program, buries what the program leaves
/// behind, says when nothing is left, and takes all with it when the recorder ends: the kernel stops a namespace with its first process.
/// </summary>
public static class Init
{
    /// <summary>The word with which the recorder starts this program as init.</summary>
    public const string Word = "--recording-init";

    // SIGHUP, SIGINT, SIGQUIT, SIGTERM: the terminal's Ctrl-C is for the program and the recorder, not for us. SIGTRAP: the
    // runtime ends itself by it, and the program may send it.
    static readonly int[] Passed = [1, 2, 3, 5, 15];
    const int Stop = 19;
    const int NotFound = 127, CannotRun = 126, Capabilities = 64;

    /// <summary>Runs as init, with orders from the recorder at an abstract Unix socket of this name.</summary>
    public static int Run(string address)
    {
        foreach (var signal in Passed)
        {
            SystemCalls.Signal(signal, 1);
        }

        _ = SystemCalls.Control(SystemCalls.SetDumpable, 0, 0, 0, 0);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint("\0" + address));
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        using var writer = new StreamWriter(stream) { AutoFlush = true, NewLine = "\n" };
        var order = JsonSerializer.Deserialize(reader.ReadLine() ?? throw new EndOfStreamException(), InitJson.Default.InitOrder)!;
        var report = new Action<string>(line =>
        {
            lock (writer)
            {
                Report(writer, line);
            }
        });
        var program = StartOnThread(order, report);
        new Thread(() => Obey(reader, program, report)) { IsBackground = true }.Start();
        Bury(program, report);
        return 0;
    }

    static void Report(StreamWriter writer, string line)
    {
        try
        {
            writer.WriteLine(line);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The recorder is gone, and we shall be: nothing of ours belongs into what the program wrote.
        }
    }

    /// <summary>Capabilities and filter belong to a thread: this one gives up what the program may not have, and starts it.</summary>
    static int StartOnThread(InitOrder order, Action<string> report)
    {
        var process = 0;
        var thread = new Thread(() => process = Start(order, report));
        thread.Start();
        thread.Join();
        return process;
    }

    static int Start(InitOrder order, Action<string> report)
    {
        _ = SystemCalls.Control(SystemCalls.NoNewPrivileges, 1, 0, 0, 0);
        for (nuint capability = 0; capability < Capabilities; capability++)
        {
            // Without the right to drop there is nothing to drop: who is not root starts programs without capabilities.
            _ = SystemCalls.Control(SystemCalls.DropBoundingCapability, capability, 0, 0, 0);
        }

        ChildProcess.CloseOnStart();
        ChannelFilter.LeaveKeys();
        Filter(report);
        try
        {
            var process = ProcessLimits.Within(() => ChildProcess.Start(order.Command, order.Environment, order.Folder));
            report(string.Create(CultureInfo.InvariantCulture, $"started {process}"));
            return process;
        }
        catch (Win32Exception e)
        {
            report(string.Create(CultureInfo.InvariantCulture, $"failed {(e.NativeErrorCode == 2 ? NotFound : CannotRun)} {e.Message}"));
            return 0;
        }
    }

    static void Filter(Action<string> report)
    {
        try
        {
            if (ChannelFilter.Install() is not { } descriptor)
            {
                report("unseen sockets to the hypervisor are refused, tries of them are not seen");
                return;
            }

            _ = SystemCalls.SetDescriptor(descriptor, SystemCalls.SetDescriptorFlags, SystemCalls.CloseOnExec);
            new Thread(() =>
            {
                while (ChannelFilter.Next(descriptor) is > 0 and var process)
                {
                    report(string.Create(CultureInfo.InvariantCulture, $"vsock {process}"));
                }
            }) { IsBackground = true }.Start();
        }
        catch (Exception e) when (e is Win32Exception or PlatformNotSupportedException)
        {
            report("unseen sockets to the hypervisor are neither refused nor seen: " + e.Message);
        }
    }

    /// <summary>Waits for every process of the namespace; what loses its parent becomes ours.</summary>
    static void Bury(int program, Action<string> report)
    {
        while (true)
        {
            var process = SystemCalls.Wait(-1, out var status, 0);
            if (process < 0 && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == SystemCalls.NoChildren)
            {
                report("empty");
                return;
            }

            if (process > 0 && process == program)
            {
                var signal = status & 0x7F;
                report(string.Create(CultureInfo.InvariantCulture, $"ended {(signal == 0 ? (status >> 8) & 0xFF : 128 + signal)} {signal}"));
            }
        }
    }

    static void Obey(StreamReader reader, int program, Action<string> report)
    {
        while (Next(reader) is { } line && line != "stop")
        {
            if (line == "hold")
            {
                // All but ourselves, and at once: a fork that is under way does not escape it (kill(2)).
                _ = SystemCalls.Kill(-1, Stop);
                report("held");
            }
            else if (line.Split(' ') is ["signal", var text] && int.TryParse(text, out var signal) && program > 0)
            {
                _ = SystemCalls.Kill(program, signal);
            }
        }

        SystemCalls.ExitNow(0);
    }

    /// <summary>The recorder's next order; null when there will be none.</summary>
    static string? Next(StreamReader reader)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null;
        }
    }
}
