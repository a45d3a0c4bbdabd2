namespace Klikspaan.Tests;

/// <summary>Runs a shell script with mounts of its own: as root, or in an unprivileged user namespace.</summary>
static class Namespaces
{
    static readonly Lazy<string?> Flags = new(Find);

    /// <summary>Runs the script in the workplace, with the program's path in $KLIKSPAAN; the test is skipped, and says so, where mounts are not allowed.</summary>
    public static Task<Workplace.Run> RunAsync(Workplace place, string script)
    {
        Assert.SkipWhen(Flags.Value is null, "neither root nor an unprivileged user namespace may mount here");
        return place.RunCommandAsync("unshare", [Flags.Value!, "env", $"KLIKSPAAN={Workplace.Program}", "sh", "-c", script]);
    }

    /// <summary>Runs the script as root of a user namespace of its own, whose limits it may set.</summary>
    public static Task<Workplace.Run> RunInOwnUserAsync(Workplace place, string script)
    {
        Assert.SkipWhen(Flags.Value is null, "no unprivileged user namespace may be made here");
        return place.RunCommandAsync("unshare", ["-rm", "env", $"KLIKSPAAN={Workplace.Program}", "sh", "-c", script]);
    }

    static string? Find()
    {
        using var place = new Workplace();
        return OperatingSystem.IsLinux()
            ? new[] { "-m", "-rm" }.FirstOrDefault(flags => Try(place, flags).GetAwaiter().GetResult() == 0)
            : null;
    }

    static async Task<int> Try(Workplace place, string flags)
    {
        try
        {
            return (await place.RunCommandAsync("unshare", [flags, "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place.Folder])).Code;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
