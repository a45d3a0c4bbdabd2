using System.Text.RegularExpressions;

namespace Klikspaan.Recording.Isolating;

/// <summary>Mounted file systems that another process or machine serves: a name that is looked up there leaves the program's namespaces.</summary>
static partial class ServedMounts
{
    static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "fuse", "fuseblk", "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "autofs", "ceph", "afs", "coda", "davfs", "lustre", "beegfs", "orangefs", "pvfs2", "gpfs", "ocfs2", "gfs2", "ncpfs", "vboxsf", "vmhgfs", "prl_fs", "drvfs",
    };

    static readonly string[] Own = ["/proc", "/sys", "/dev"];

    /// <summary>Where they are mounted, outer ones first, each with its type.</summary>
    public static IReadOnlyList<(string Path, string Type)> Find()
    {
        try
        {
            return Of(File.ReadLines("/proc/self/mountinfo"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Those of a table as proc_pid_mountinfo(5) describes it; without /proc, /sys and /dev, which the program has of its own.</summary>
    public static IReadOnlyList<(string Path, string Type)> Of(IEnumerable<string> table) =>
        [.. table.Select(Read).OfType<(string Path, string Type)>().Where(m => !Own.Any(o => Paths.IsWithin(m.Path, o))).Distinct().OrderBy(m => m.Path, StringComparer.Ordinal)];

    static (string Path, string Type)? Read(string line)
    {
        var fields = line.Split(' ');
        var type = fields.ElementAtOrDefault(Array.IndexOf(fields, "-") + 1) ?? "";
        return fields.Length > 6 && (Types.Contains(type) || type.StartsWith("fuse.", StringComparison.Ordinal))
            ? (Escaped().Replace(fields[4], m => ((char)Convert.ToInt32(m.Groups[1].Value, 8)).ToString()), type)
            : null;
    }

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Escaped();
}
