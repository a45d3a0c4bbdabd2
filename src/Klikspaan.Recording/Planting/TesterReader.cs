using System.ComponentModel;
using System.Diagnostics;
using System.Net.NetworkInformation;

namespace Klikspaan.Recording.Planting;

/// <summary>Reads from the machine who the tester really is.</summary>
static class TesterReader
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The files in which the kernel shows ids of the hardware; most machines let root alone read them.</summary>
    public static IReadOnlyList<(string Label, string Path)> Hardware { get; } =
    [
        ("product-uuid", "/sys/class/dmi/id/product_uuid"), ("product-serial", "/sys/class/dmi/id/product_serial"),
        ("board-serial", "/sys/class/dmi/id/board_serial"), ("chassis-serial", "/sys/class/dmi/id/chassis_serial"),
    ];

    /// <summary>The files that hold an id of the machine.</summary>
    static readonly (string Label, string Path)[] Ids = [("machine-id", "/etc/machine-id"), ("dbus-machine-id", "/var/lib/dbus/machine-id"), .. Hardware];

    /// <summary>Reads all; what cannot be read is left out.</summary>
    /// <param name="uid">The tester's user number.</param>
    /// <param name="environment">The tester's environment.</param>
    /// <param name="workFolder">The folder in which the tester stands: its git repository is known to programs.</param>
    /// <param name="root">The root of the machine's files; another one in tests.</param>
    /// <param name="cards">Hardware addresses of the machine's network cards; null to look for them.</param>
    public static TesterIdentity Read(int uid, IReadOnlyDictionary<string, string> environment, string workFolder, string root = "/", IReadOnlyList<string>? cards = null)
    {
        var account = Lines(root, "/etc/passwd").Select(l => l.Split(':')).FirstOrDefault(f => f.Length == 7 && f[2] == $"{uid}");
        var home = environment.GetValueOrDefault("HOME") is { Length: > 0 } set ? set : account?[5] ?? "";
        return new(
            home,
            [
                Value("user", account?[0], "user"), Value("user-variable", environment.GetValueOrDefault("USER"), "user"), Value("full-name", account?[4].Split(',')[0], "name"),
                Value("home", home, "text"), Value("account-home", account?[5], "text"), .. Hosts(root), .. (cards ?? Cards()).Select((m, i) => Value(Numbered("mac", i), m, "mac")),
                .. Ids.Select(i => Value(i.Label, Lines(root, i.Path).FirstOrDefault()?.Trim(), "text")), .. Git(environment, workFolder),
            ]);
    }

    static PlantedValue Value(string label, string? value, string kind) => new(label, value ?? "", kind);

    /// <summary>The host's name, its names in <c>/etc/hosts</c>, and the domains in which it looks for others.</summary>
    static IEnumerable<PlantedValue> Hosts(string root)
    {
        var host = root == "/" ? Environment.MachineName : Lines(root, "/etc/hostname").FirstOrDefault()?.Trim() ?? "";
        var names = Lines(root, "/etc/hosts").SelectMany(l => Words(l).Skip(1)).Where(n => host.Length > 0 && n.StartsWith(host + ".", StringComparison.OrdinalIgnoreCase));
        var domains = Lines(root, "/etc/resolv.conf").Select(Words).Where(w => w is ["search" or "domain", ..]).SelectMany(w => w[1..]);
        return
        [
            Value("host", host, "host"), Value("host-file", Lines(root, "/etc/hostname").FirstOrDefault()?.Trim(), "host"),
            .. names.Distinct().Select((n, i) => Value(Numbered("host-with-domain", i), n, "host")),
            .. domains.Distinct().Select((d, i) => Value(Numbered("domain", i), d.Trim('.'), "host")),
        ];
    }

    /// <summary>The addresses of all interfaces but the loopback: those of bridges and tunnels are unique, too.</summary>
    public static IReadOnlyList<string> Cards()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(n => n.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .Select(n => n.GetPhysicalAddress().GetAddressBytes())
                .Where(a => a.Length == 6 && a.Any(b => b != 0))
                .Select(a => string.Join(':', a.Select(b => b.ToString("x2")))).Distinct()];
        }
        catch (NetworkInformationException)
        {
            // No interfaces can be listed here: none can be searched for.
            return [];
        }
    }

    static List<PlantedValue> Git(IReadOnlyDictionary<string, string> environment, string workFolder)
    {
        var remotes = 0;
        var values = new List<PlantedValue>();
        foreach (var entry in RunGit(environment, workFolder).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split('\n', 2);
            if (parts.Length == 2)
            {
                values.Add(parts[0] switch
                {
                    "user.name" => Value("git-name", parts[1], "name"),
                    "user.email" => Value("git-email", parts[1], "email"),
                    _ => Value(Numbered("git-remote", remotes++), Remote(parts[1]), "git-remote"),
                });
            }
        }

        return values;
    }

    /// <summary>Host and path, as a persona has it: without scheme, user and <c>.git</c>.</summary>
    static string Remote(string url)
    {
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..];
        rest = rest[(rest.IndexOf('@', StringComparison.Ordinal) + 1)..];
        rest = url.Contains("://", StringComparison.Ordinal) ? rest : rest.Replace(':', '/');
        return rest.EndsWith(".git", StringComparison.Ordinal) ? rest[..^4] : rest;
    }

    static string RunGit(IReadOnlyDictionary<string, string> environment, string workFolder)
    {
        var start = new ProcessStartInfo("git", ["config", "-z", "--get-regexp", @"^(user\.(name|email)|remote\..*\.url)$"])
        {
            WorkingDirectory = workFolder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var git = Process.Start(start)!;
            git.StandardInput.Close();
            _ = git.StandardError.ReadToEndAsync();
            var output = git.StandardOutput.ReadToEndAsync();
            if (output.Wait(Patience))
            {
                return output.Result;
            }

            git.Kill();
        }
        catch (Exception e) when (e is Win32Exception or AggregateException)
        {
            // Without git there is no identity in git.
        }

        return "";
    }

    static string Numbered(string label, int index) => index == 0 ? label : $"{label}-{index + 1}";

    static string[] Words(string line) => line.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The lines of a file of the machine; none when it cannot be read.</summary>
    internal static string[] Lines(string root, string path)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(root, path[1..]));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
