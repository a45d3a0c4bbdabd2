using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>What a person says of a capture; what nobody says is not established.</summary>
public static class CaptureMeta
{
    /// <summary>The questions, by key.</summary>
    public static IReadOnlyList<(string Key, string Question)> Questions { get; } =
    [
        (Product, "Product that was recorded"),
        (Platform, "Platform that it ran on: windows, macos, linux, ios, android, web ..."),
        ("edition", "Edition or licence"),
        ("build", "Version and build of the product"),
        ("os_build", "Operating system and build"),
        ("account_kind", "Kind of account that was used (none, personal, work, test tenant ...)"),
        ("settings_profile", "Settings that were in force"),
        (ClockOffset, "Clock of the recorder minus true time, such as +00:00:02"),
        (Tester, "Code of the tester (not a name)"),
        (Device, "Code of the device: the same for captures that were made on the same one"),
        (Account, "Code of the account or person that used it (not a name)"),
        (Installation, "Code of the installation: another one after it was installed again, or its stored data were removed"),
        ("received_from", "Received from"),
        ("received_at", "Received at (date)"),
        (DiagnosticLevel, "Level of diagnostic data that was set, in the vendor's word (required, optional ...)"),
    ];

    /// <summary>What a recorder knows by itself, by key.</summary>
    public static IReadOnlyList<(string Key, string Meaning)> Recorded { get; } =
    [
        ("mode", "How it was recorded: isolated (a sinkhole: a real server could ask for more), proxy, or proxy with requests passed on"),
        ("scenario", "What the tester did"),
        ("command", "The program and its arguments"),
    ];

    /// <summary>The name under which <c>scenarios/</c> of the dossier holds the steps: a file of answers may say it, nobody is asked for it.</summary>
    public const string Scenario = "scenario";

    /// <summary>What was recorded, and on what: together they say which product of the dossier a capture is of.</summary>
    public const string Product = "product", Platform = "platform";

    /// <summary>Which device, which account and which installation: what differed between two captures decides what a value can be said to follow.</summary>
    public const string Device = "device", Account = "account", Installation = "installation";

    /// <summary>Who made the capture, by a code.</summary>
    public const string Tester = "tester";

    /// <summary>Of a capture that holds what was decrypted of another one: the SHA-256 of that one.</summary>
    public const string OpenedFrom = "opened_from";

    /// <summary>At which level diagnostic data were sent: decides which lists of documented events together tell all that may be sent.</summary>
    public const string DiagnosticLevel = "diagnostic_level";

    /// <summary>The clock of the recorder less true time.</summary>
    public const string ClockOffset = "clock_offset";

    /// <summary>Reads <c>+00:00:02.5</c>, <c>-00:03:00</c>; null for what is none.</summary>
    public static TimeSpan? Clock(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 1 && text[0] is '+' or '-' && TimeSpan.TryParseExact(text.AsSpan(1), ["hh\\:mm\\:ss", "hh\\:mm\\:ss\\.FFFFFFF"], CultureInfo.InvariantCulture, out var time)
            ? text[0] == '-' ? -time : time
            : null;
    }

    /// <summary>Reads a file with answers; all mistakes at once.</summary>
    public static IReadOnlyDictionary<string, string> Read(string name, ReadOnlyMemory<byte> bytes)
    {
        var problems = new List<KnowledgeProblem>();
        var answers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var map = YamlFile.Read(new(name, bytes), problems);
        foreach (var key in map is null ? [] : Questions.Select(q => q.Key).Append(Scenario))
        {
            if (map!.Optional(key) is { Length: > 0 } answer)
            {
                answers[key] = answer;
                if (key == ClockOffset && Clock(answer) is null)
                {
                    map.Report(key, $"'{key}' must be a time with its sign, such as +00:00:02 or -01:00:00.5");
                }
            }
        }

        map?.Done();
        return problems.Count == 0 ? answers : throw new DossierException($"{name} has mistakes", problems);
    }
}
