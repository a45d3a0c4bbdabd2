using System.ComponentModel;
using System.Diagnostics;

namespace Klikspaan.Cli;

/// <summary>
/// Opens the encrypted connections of a capture of packets with tshark, a program of its own that a user installs: with a key log, or with the secrets that the capture holds. It
/// writes what it opened to a file that is a capture itself, so that a value leads back to bytes that anybody can make again.
/// </summary>
static class Decryption
{
    const string Program = "tshark";

    /// <summary>Writes what can be opened to a file; gives what it was done with.</summary>
    /// <exception cref="InvalidDataException">The program is absent, or failed.</exception>
    public static async Task<string> RunAsync(string capture, string? keys, string opened, CancellationToken cancellation)
    {
        var version = (await StartAsync(["--version"], cancellation)).Split('\n')[0].Split(" (Git")[0].Trim();

        // -n: no name is looked up. -U: the contents of connections as they were before they were encrypted.
        string[] with = keys is null ? [] : ["-o", $"tls.keylog_file:{keys}"];
        await StartAsync(["-n", "-r", capture, .. with, "-U", "OSI layer 7", "-w", opened], cancellation);
        return version;
    }

    static async Task<string> StartAsync(string[] arguments, CancellationToken cancellation)
    {
        using var process = Start(arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? await output : throw new InvalidDataException($"{Program} could not read the capture: {(await error).Trim().Split('\n')[^1]}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            throw new InvalidDataException($"{Program} is not installed: without it encrypted connections stay closed. It comes with Wireshark (Debian: apt install tshark)");
        }
    }
}
