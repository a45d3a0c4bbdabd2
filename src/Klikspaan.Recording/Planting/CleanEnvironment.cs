using System.Text.RegularExpressions;
using Klikspaan.Knowledge;

namespace Klikspaan.Recording.Planting;

/// <summary>The environment that a recorded program gets: a persona's, with what it needs to run and nothing of the tester.</summary>
/// <param name="Variables">The variables.</param>
/// <param name="Removed">The tester's variables that are not among them, in order of name.</param>
/// <param name="Asked">Names of the variables that the user asked for.</param>
sealed record CleanEnvironment(IReadOnlyDictionary<string, string> Variables, IReadOnlyList<RemovedVariable> Removed, IReadOnlyList<string> Asked)
{
    const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    const string OptOut = "opt-out", Identity = "identity", Channel = "channel", Unlisted = "not on the list";

    static readonly string[] Allowed = ["LANG", "LANGUAGE", "LC_*", "TERM", "COLORTERM", "TZ", "SHELL"];

    static readonly string[] OptOuts =
        ["DO_NOT_TRACK", "DNT", "CI", "CONTINUOUS_INTEGRATION", "BUILD_NUMBER", "*TELEMETRY*", "*ANALYTICS*", "*TRACKING*", "*OPTOUT*", "*OPT_OUT*", "*CRASH_REPORT*"];

    static readonly string[] Identities =
    [
        "HOME", "USER", "LOGNAME", "USERNAME", "HOSTNAME", "HOST", "MAIL", "EMAIL", "NAME", "PWD", "OLDPWD", "XDG_*", "SUDO_*", "SSH_CLIENT", "SSH_CONNECTION",
        "SSH_TTY", "GIT_AUTHOR_*", "GIT_COMMITTER_*", "*TOKEN*", "*SECRET*", "*PASSWORD*", "*PASSWD*", "*CREDENTIAL*", "*API_KEY*", "*_KEY",
    ];

    static readonly string[] Channels =
    [
        "DBUS_*", "SSH_AUTH_SOCK", "SSH_AGENT_PID", "SSH_ASKPASS", "DISPLAY", "WAYLAND_*", "XAUTHORITY", "GPG_*", "GNOME_KEYRING_*", "SESSION_MANAGER", "ICEAUTHORITY",
        "PULSE_*", "PIPEWIRE_*", "*_SOCK", "*_SOCKET", "*_SOCKET_PATH", "*_IPC_*", "DOCKER_HOST", "CONTAINER_HOST", "TMUX", "TMUX_PANE", "STY", "NOTIFY_SOCKET",
        "LISTEN_FDS", "LISTEN_PID", "JOURNAL_STREAM", "INVOCATION_ID", "*_PROXY",
    ];

    /// <summary>Makes the environment.</summary>
    /// <param name="real">The tester's environment.</param>
    /// <param name="persona">The persona whose environment it becomes.</param>
    /// <param name="tester">Who the tester is: a variable that tells is not let through.</param>
    /// <param name="facts">Which variables silence programs, and which say where tools are.</param>
    /// <param name="asked">What the user wants the program to get: <c>NAME</c> with the tester's value, or <c>NAME=VALUE</c>.</param>
    /// <param name="shown">Folders in the tester's home that the program sees elsewhere, by their real path; their tools stay in PATH.</param>
    public static CleanEnvironment Make(
        IReadOnlyDictionary<string, string> real, Persona persona, TesterIdentity tester, RecordingFacts facts,
        IReadOnlyList<string>? asked = null, IReadOnlyDictionary<string, string>? shown = null)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var removed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var places = new ShownFolders(tester.Home, shown ?? new Dictionary<string, string>());
        foreach (var (name, value) in real)
        {
            var moved = IsOn(name, facts.Toolchains) || name == "SHELL" ? places.Move(value) : value;
            if (name == "PATH")
            {
                variables[name] = string.Join(':', places.MovePath(value).Where(f => !tester.Tells(f)));
            }
            else if (Why(name, facts) is { } why)
            {
                removed[name] = why;
            }
            else if (moved is null || tester.Tells(moved))
            {
                removed[name] = Identity;
            }
            else
            {
                variables[name] = moved;
            }
        }

        AddPersona(variables, persona);
        var names = Ask(variables, real, asked ?? []);
        return new(variables, [.. removed.Where(r => !variables.ContainsKey(r.Key)).Select(r => new RemovedVariable(r.Key, r.Value))], names);
    }

    /// <summary>Whether a variable silences programs.</summary>
    public static bool IsOptOut(string name, RecordingFacts facts) => IsOn(name, OptOuts) || IsOn(name, facts.OptOuts);

    /// <summary>Why a variable is not let through; null when it is.</summary>
    static string? Why(string name, RecordingFacts facts) =>
        IsOptOut(name, facts) ? OptOut
        : IsOn(name, Allowed) || IsOn(name, facts.Toolchains) ? null
        : IsOn(name, Channels) ? Channel
        : IsOn(name, Identities) ? Identity
        : Unlisted;

    static void AddPersona(SortedDictionary<string, string> variables, Persona persona)
    {
        variables.TryAdd("PATH", UsualPath);
        variables.TryAdd("SHELL", "/bin/sh");
        variables["HOME"] = persona.Home;
        variables["USER"] = persona.User;
        variables["LOGNAME"] = persona.User;
        variables["PWD"] = persona.WorkFolder;
        variables["XDG_CONFIG_HOME"] = $"{persona.Home}/.config";
        variables["XDG_CACHE_HOME"] = $"{persona.Home}/.cache";
        variables["XDG_DATA_HOME"] = $"{persona.Home}/.local/share";
        variables["XDG_STATE_HOME"] = $"{persona.Home}/.local/state";
        variables["XDG_RUNTIME_DIR"] = $"{persona.Home}/{PersonaFiles.RuntimeFolder}";

        // The work folder is a mount of its own; git would not look above it for the repository.
        variables["GIT_DISCOVERY_ACROSS_FILESYSTEM"] = "1";
    }

    static List<string> Ask(SortedDictionary<string, string> variables, IReadOnlyDictionary<string, string> real, IReadOnlyList<string> asked)
    {
        var names = new List<string>();
        foreach (var text in asked)
        {
            var parts = text.Split('=', 2);
            if (parts[0].Length == 0 || parts[0].Contains('\0', StringComparison.Ordinal))
            {
                throw new ArgumentException($"'{text}' is no variable: NAME or NAME=VALUE is asked for", nameof(asked));
            }

            if ((parts.Length == 2 ? parts[1] : real.GetValueOrDefault(parts[0])) is { } value)
            {
                variables[parts[0]] = value;
                names.Add(parts[0]);
            }
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    static bool IsOn(string name, IEnumerable<string> patterns) => patterns.Any(p => IsMatch(name, p));

    static bool IsMatch(string name, string pattern) =>
        pattern.Contains('*', StringComparison.Ordinal)
            ? Regex.IsMatch(name, "^" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal) + @"\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)
            : name.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
