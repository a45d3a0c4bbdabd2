using System.Globalization;

namespace Klikspaan.Recording.Planting;

/// <summary>passwd and group of the machine, with the persona in the tester's place and without other people (passwd(5), group(5)).</summary>
static class AccountFiles
{
    const int FirstPerson = 1000;
    const int Nobody = 65534;

    /// <summary>The lines of passwd: the persona first, then the accounts of the system.</summary>
    public static IReadOnlyList<string> Passwd(IEnumerable<string> machine, Persona persona, int uid, int gid)
    {
        var accounts = machine.Select(l => l.Split(':')).Where(f => f.Length == 7).ToList();
        var shell = accounts.Find(f => Number(f[2]) == uid)?[6] ?? "";
        var kept = accounts
            .Where(f => IsSystem(f[2]) && f[0] != persona.User)
            // The name root stays known, since installers look it up; the number 0 is the persona's, who comes first.
            .Where(f => Number(f[2]) != uid || f[0] == "root")
            .Select(f => string.Join(':', f));
        return [string.Create(CultureInfo.InvariantCulture, $"{persona.User}:x:{uid}:{gid}:{persona.FullName}:{persona.Home}:{Shell(shell)}"), .. kept];
    }

    /// <summary>The lines of group: the persona's own, then the groups of the system, in which only accounts that are left are members.</summary>
    public static IReadOnlyList<string> Group(IEnumerable<string> machine, IReadOnlyList<string> passwd, Persona persona, int gid)
    {
        var names = passwd.Select(l => l.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var kept = machine.Select(l => l.Split(':')).Where(f => f.Length == 4 && IsSystem(f[2]) && f[0] != persona.User)
            .Where(f => Number(f[2]) != gid || f[0] == "root")
            .Select(f => string.Join(':', [.. f[..3], string.Join(',', f[3].Split(',').Where(names.Contains))]));
        return [string.Create(CultureInfo.InvariantCulture, $"{persona.User}:x:{gid}:"), .. kept];
    }

    static bool IsSystem(string id) => Number(id) is >= 0 and (< FirstPerson or Nobody);

    static int Number(string id) => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>The tester's shell, unless it stands in a home.</summary>
    static string Shell(string shell) =>
        shell.StartsWith("/bin/", StringComparison.Ordinal) || shell.StartsWith("/usr/bin/", StringComparison.Ordinal) ? shell : "/bin/sh";
}
