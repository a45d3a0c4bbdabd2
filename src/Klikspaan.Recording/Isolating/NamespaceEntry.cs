using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Klikspaan.Recording.Planting;

namespace Klikspaan.Recording.Isolating;

/// <summary>Moves this command into namespaces of its own, by running it again inside them: the runtime cannot do so once it runs.</summary>
public static class NamespaceEntry
{
    /// <summary>The variable that tells the command inside who and where it was outside.</summary>
    internal const string Marker = "KLIKSPAAN_OUTSIDE";

    /// <summary>The variable that keeps the runtime from listening for commands: who reaches its socket runs code in the recorder.</summary>
    internal const string Diagnostics = "DOTNET_EnableDiagnostics";

    static readonly string[] Flags = ["--user", "--map-root-user", "--net", "--mount", "--uts", "--ipc", "--propagation", "private"];

    /// <summary>Who and where this command was before; null when it is not inside.</summary>
    public static Tester? Outside
    {
        get
        {
            // Whoever sets the variable by hand is still in the same network, and is not believed.
            var marker = Environment.GetEnvironmentVariable(Marker)?.Split(' ');
            return marker is [var network, _, var user, var group, .. var cards] && network != Network()
                ? new(uint.Parse(user, CultureInfo.InvariantCulture), uint.Parse(group, CultureInfo.InvariantCulture), cards)
                : null;
        }
    }

    /// <summary>Why this machine does not allow it; null when it does.</summary>
    public static async Task<string?> RefusalAsync(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "namespaces are a part of Linux";
        }

        foreach (var (tool, package) in new[] { ("unshare", "util-linux"), ("mount", "mount"), ("ip", "iproute2") })
        {
            if (SystemTool.Find(tool) is null)
            {
                return $"'{tool}' is not installed (package {package})";
            }
        }

        // What the network will be made of: not every kernel has it.
        return await TryInsideAsync([SystemTool.Find("ip")!, "link", "add", "look0", "type", "veth", "peer", "name", "look1"], cancellation).ConfigureAwait(false);
    }

    /// <summary>Runs a command inside; why it failed, or null when it did not.</summary>
    internal static async Task<string?> TryInsideAsync(IEnumerable<string> command, CancellationToken cancellation)
    {
        var (code, error) = await SystemTool.RunAsync("unshare", [.. Flags, "--", .. command], "", cancellation).ConfigureAwait(false);
        return code == 0 ? null : error.Length > 0 ? error : "unshare failed";
    }

    /// <summary>Runs this program with these words inside and gives its exit code.</summary>
    public static async Task<int> RunAsync(IEnumerable<string> words, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(SystemTool.Find("unshare")!, [.. Flags, "--", .. Self.Command, .. words]);
        ChildProcess.CloseOnStart();
        var sockets = HostSockets.Write();
        start.Environment[HostSockets.Variable] = sockets;
        start.Environment[Diagnostics] = "0";
        start.Environment[Marker] = string.Create(CultureInfo.InvariantCulture, $"{Network()} {Environment.ProcessId} {SystemCalls.UserId()} {SystemCalls.GroupId()} {string.Join(' ', TesterReader.Cards())}").TrimEnd();
        using var process = Process.Start(start) ?? throw new Win32Exception();

        // The terminal's Ctrl-C reaches the recorder inside by itself; a cancellation of ours has to be passed on.
        await using var stop = cancellation.Register(() => SystemCalls.Kill(process.Id, 2));
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        File.Delete(sockets);
        return process.ExitCode;
    }

    /// <summary>Whether the command that started this one inside is gone: killed, so that nobody waits for us.</summary>
    internal static bool IsAlone =>
        Outside is not null && Environment.GetEnvironmentVariable(Marker)!.Split(' ')[1] != SystemCalls.ParentId().ToString(CultureInfo.InvariantCulture);

    static string Network() => new FileInfo("/proc/self/ns/net").LinkTarget ?? "";
}
