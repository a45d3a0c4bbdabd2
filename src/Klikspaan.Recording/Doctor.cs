using System.Runtime.InteropServices;
using Klikspaan.Recording.Isolating;

namespace Klikspaan.Recording;

/// <summary>Looks at what this machine can record, by trying it.</summary>
public static class Doctor
{
    /// <summary>Looks.</summary>
    public static async Task<IReadOnlyList<DoctorFinding>> LookAsync(CancellationToken cancellation)
    {
        var findings = new List<DoctorFinding>();
        var refusal = await NamespaceEntry.RefusalAsync(cancellation).ConfigureAwait(false);
        findings.Add(new("isolated recording", refusal is null, refusal is null ? "namespaces can be made; no packet can leave them" : refusal, refusal is null ? "" : Advice(refusal)));
        if (OperatingSystem.IsLinux())
        {
            var nft = refusal is null && SystemTool.Find("nft") is { } path ? await NamespaceEntry.TryInsideAsync([path, "add", "table", "inet", "look"], cancellation).ConfigureAwait(false) : null;
            findings.Add(SystemTool.Find("nft") is null
                ? new("every TCP port", false, "'nft' is not installed: other ports than the usual ones are only recorded as tried", Install("nftables"))
                : nft is { } error ? new("every TCP port", false, $"nft may not be used: {error}", "load the kernel module nf_tables")
                : refusal is null ? new("every TCP port", true, "connections are redirected by nft", "")
                : new("every TCP port", false, "needs isolated recording", "see isolated recording"));
            findings.Add(SystemTool.Find("certutil") is null
                ? new("trust of browsers", false, "'certutil' is not installed: browsers will refuse our certificate, and only their tries are seen", Install("libnss3-tools, nss-tools"))
                : new("trust of browsers", true, "certutil writes their databases", ""));
            findings.Add(SystemTool.Find("git") is null
                ? new("git identity", false, "'git' is not installed: your own git identity cannot be searched for in recordings", Install("git"))
                : new("git identity", true, "git is installed; what it holds of your identity is searched for in recordings", ""));
            findings.Add(RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64
                ? new("sockets to the hypervisor", true, "refused, and recorded as tried", "")
                : new("sockets to the hypervisor", false, "not refused on this processor", ""));
        }

        findings.Add(new("proxy recording", true, "only programs that heed proxy variables are seen; nothing is planted; what does not heed them may leave", ""));
        return findings;
    }

    static string Advice(string refusal) =>
        refusal.Contains("not installed", StringComparison.Ordinal) ? "install it with your package manager"
        : !OperatingSystem.IsLinux() ? "record on Linux, in a virtual machine if need be"
        : File.Exists("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") && ReadNumber("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == 1
            ? "an administrator can allow it: sysctl kernel.apparmor_restrict_unprivileged_userns=0, or run klikspaan as root"
        : ReadNumber("/proc/sys/user/max_user_namespaces") == 0 ? "an administrator can allow it: sysctl user.max_user_namespaces=15000"
        : "in a container, start it with --privileged or with --security-opt seccomp=unconfined --cap-add SYS_ADMIN; else run klikspaan as root";

    static string Install(string packages) => $"install it with your package manager ({packages})";

    static long ReadNumber(string path)
    {
        try
        {
            return long.TryParse(File.ReadAllText(path).Trim(), out var number) ? number : -1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }
}
