using System.ComponentModel;
using System.Diagnostics;

namespace Klikspaan.Recording.Trusting;

/// <summary>A database of trust as browsers keep it, made with certutil of the NSS library.</summary>
static class NssDatabase
{
    /// <summary>Why there is none when <see cref="Write"/> gives false.</summary>
    public const string Missing = "certutil is not installed (package libnss3-tools or nss-tools)";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Makes the database in the folder, which must exist, and adds the authority; gives why not, or null when it is done.</summary>
    public static string? Write(string folder, string authorityFile) =>
        Run("-N", "--empty-password", "-d", $"sql:{folder}")
        ?? Run("-A", "-d", $"sql:{folder}", "-n", "Klikspaan recording", "-t", "C,,", "-i", authorityFile);

    static string? Run(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("certutil", arguments)
            {
                RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            })!;
            process.StandardInput.Close();
            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
                return "certutil did not end";
            }

            return process.ExitCode == 0 ? null : $"certutil ended with {process.ExitCode}";
        }
        catch (Win32Exception)
        {
            return Missing;
        }
    }
}
