namespace Klikspaan.Recording.Planting;

/// <summary>An invented person and workplace, unique to one recording: what is found of it was read from the device.</summary>
sealed record Persona
{
    /// <summary>The labels of the values, in order, each with its kind.</summary>
    public static IReadOnlyList<(string Label, string Kind)> Labels { get; } =
    [
        ("user", "user"), ("host", "host"), ("full-name", "name"), ("mac", "mac"), ("machine-id", "text"), ("home", "text"),
        ("work-folder", "text"), ("git-name", "name"), ("git-email", "email"), ("git-remote", "git-remote"),
    ];

    /// <summary>Name of the account.</summary>
    public required string User { get; init; }

    /// <summary>Name of the machine, without a domain.</summary>
    public required string Host { get; init; }

    /// <summary>Name of the person, as the account has it.</summary>
    public required string FullName { get; init; }

    /// <summary>Address of the network card: lower case, with colons, locally administered.</summary>
    public required string Mac { get; init; }

    /// <summary>The machine's id: 32 hexadecimal digits in lower case.</summary>
    public required string MachineId { get; init; }

    /// <summary>Path of the home folder.</summary>
    public required string Home { get; init; }

    /// <summary>Path of the folder in which the program is started; below the home.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>Name that git writes into commits; another than <see cref="FullName"/>, so that a find shows which was read.</summary>
    public required string GitName { get; init; }

    /// <summary>E-mail address that git writes into commits.</summary>
    public required string GitEmail { get; init; }

    /// <summary>Host and path of the git remote, without scheme and <c>.git</c>.</summary>
    public required string GitRemote { get; init; }

    /// <summary>The git remote as git has it.</summary>
    public string GitRemoteUrl => $"https://{GitRemote}.git";

    /// <summary>The values to search for in the recording.</summary>
    public IReadOnlyList<PlantedValue> Values =>
        [.. Labels.Zip([User, Host, FullName, Mac, MachineId, Home, WorkFolder, GitName, GitEmail, GitRemote], (l, value) => new PlantedValue(l.Label, value, l.Kind))];
}
