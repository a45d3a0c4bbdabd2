using System.Text.Json;

namespace Klikspaan.Tests.Recording;

/// <summary>Runs a script in namespaces in which every address is local, with the parts of the recorder at work there.</summary>
static class Sinkhole
{
    const string Rule = """
        add table inet klikspaan; add chain inet klikspaan out { type nat hook output priority -100; }; add rule inet klikspaan out ip daddr 127.0.0.0/8 return; add rule inet klikspaan out ip6 daddr ::1 return; add rule inet klikspaan out meta l4proto tcp redirect to :8081
        """;

    const string SetUp = $"""
        set -e
        ip link set lo up; ip route add local 0.0.0.0/0 dev lo; ip -6 route add local ::/0 dev lo
        if [ "$1" = redirected ]; then nft '{Rule}'; fi
        exec dotnet "$2" "$1" "$3"
        """;

    static readonly string Probe = System.IO.Path.Combine(AppContext.BaseDirectory, "Klikspaan.Probe.dll");
    static readonly Lazy<Task<string?>> Missing = new(FindMissingAsync);

    /// <summary>All that was seen, and what the script itself printed as JSON, in order.</summary>
    public static Task<IReadOnlyList<JsonElement>> RunAsync(Workplace place, string script) => RunAsync(place, "redirected", script);

    /// <summary>The same without a rule that redirects connections.</summary>
    public static Task<IReadOnlyList<JsonElement>> RunBareAsync(Workplace place, string script) => RunAsync(place, "bare", script);

    /// <summary>Those of a kind.</summary>
    public static IReadOnlyList<JsonElement> Of(this IReadOnlyList<JsonElement> seen, string kind) => [.. seen.Where(e => e.Text("kind") == kind)];

    /// <summary>A member as text; null when it is null.</summary>
    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).ToString() is { Length: > 0 } text ? text : null;

    /// <summary>The words with which the sender was started.</summary>
    public static string Command(this JsonElement element) => element.GetProperty("sender") is { ValueKind: JsonValueKind.Object } sender
        ? string.Join(' ', sender.GetProperty("command_line").EnumerateArray())
        : "not established";

    static async Task<IReadOnlyList<JsonElement>> RunAsync(Workplace place, string what, string script)
    {
        var missing = await Missing.Value;
        Assert.SkipWhen(missing is not null, $"a namespace in which every address is local cannot be made here: {missing}");
        var run = await RunUnsharedAsync(place, what, script);
        Assert.True(run.Code == 0, run.Error + run.Out);
        var seen = run.Lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var end = Assert.Single(seen.Of("end"));
        Assert.True(end.Text("code") == "0", run.Error);
        Assert.Null(end.Text("failed"));
        return seen;
    }

    static async Task<string?> FindMissingAsync()
    {
        using var place = new Workplace();
        try
        {
            var run = OperatingSystem.IsLinux() ? await RunUnsharedAsync(place, "redirected", "python3 -c 1") : null;
            return run is { Code: 0 } ? null : run?.Error.Trim() ?? "not Linux";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }

    static Task<Workplace.Run> RunUnsharedAsync(Workplace place, string what, string script) =>
        place.RunCommandAsync("unshare", ["--user", "--map-root-user", "--net", "--mount", "sh", "-c", SetUp, "sh", what, Probe, script]);
}
