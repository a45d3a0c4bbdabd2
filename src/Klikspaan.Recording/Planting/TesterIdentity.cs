using System.Text;
using Klikspaan.Classifying;

namespace Klikspaan.Recording.Planting;

/// <summary>Who the tester really is: values that must not stand in a recording, and are searched for after it.</summary>
sealed class TesterIdentity
{
    /// <summary>What a name says that many machines have: it would be found everywhere and tells nothing.</summary>
    static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "root", "admin", "administrator", "ubuntu", "debian", "fedora", "alpine", "vagrant", "docker", "runner", "builder", "jenkins", "vscode", "codespace",
        "node", "user", "users", "test", "tester", "developer", "default", "nobody", "guest", "localhost", "localhost.localdomain", "localdomain", "local",
        "internal", "machine", "computer", "desktop", "laptop", "server", "workstation", "container", "example.com", "example.org", "home.arpa",
    };

    static readonly string[] System = ["/usr", "/bin", "/sbin", "/dev", "/etc", "/proc", "/sys"];

    /// <summary>Sorts what was read of the machine into what can be searched for and what cannot.</summary>
    /// <param name="home">The real home folder.</param>
    /// <param name="values">The real values, each with a label of its own.</param>
    public TesterIdentity(string home, IReadOnlyList<PlantedValue> values)
    {
        Home = home.Length > 1 ? home.TrimEnd('/') : "";
        var account = values.FirstOrDefault(v => v.Label == "account-home")?.Value.TrimEnd('/') ?? "";
        Homes = [.. new[] { Home, IsSystem(account) ? "" : account }.Where(h => h.Length > 1).Distinct()];
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (searched, left) = (new List<PlantedValue>(), new List<string>());
        foreach (var value in values.Where(v => v.Value.Length > 0 && seen.Add(v.Value)))
        {
            if (IsDistinct(value.Value))
            {
                searched.Add(value);
            }
            else
            {
                left.Add(value.Label);
            }
        }

        (Searched, NotSearched) = (searched, left);
    }

    /// <summary>The real home folder, without a slash at the end; empty when there is none.</summary>
    public string Home { get; }

    /// <summary>The real home, and that of the account where a variable names another one.</summary>
    public IReadOnlyList<string> Homes { get; }

    /// <summary>The values that can be searched for; in no output, only their labels are.</summary>
    public IReadOnlyList<PlantedValue> Searched { get; }

    /// <summary>Labels of values that cannot be searched for: they are too short or too common.</summary>
    public IReadOnlyList<string> NotSearched { get; }

    /// <summary>Whether a text holds one of the values.</summary>
    public bool Tells(string text) => Hide(text) != text;

    /// <summary>A text of our own without the values: <c>~tester/bin/tool</c>, <c>[tester: host]</c>.</summary>
    public string Hide(string text)
    {
        text = Replace(text, Home, "~tester");
        return Searched.OrderByDescending(v => v.Value.Length).Aggregate(text, (t, v) => v.Value.StartsWith('/')
            ? Replace(t, v.Value, $"[tester: {v.Label}]")
            : t.Replace(v.Value, $"[tester: {v.Label}]", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Replaces a folder where it stands as one, not as the start of a longer name.</summary>
    static string Replace(string text, string folder, string by)
    {
        if (folder.Length == 0)
        {
            return text;
        }

        var result = new StringBuilder();
        var from = 0;
        for (var at = text.IndexOf(folder, StringComparison.Ordinal); at >= 0; at = text.IndexOf(folder, at + folder.Length, StringComparison.Ordinal))
        {
            var end = at + folder.Length;
            var isWhole = (end == text.Length || !IsOfName(text[end])) && (at == 0 || !(IsOfName(text[at - 1]) || text[at - 1] == '/'));
            result.Append(text, from, at - from).Append(isWhole ? by : folder);
            from = end;
        }

        return result.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>Accounts of services have a folder of the system for a home.</summary>
    static bool IsSystem(string folder) => System.Any(s => folder == s || folder.StartsWith(s + "/", StringComparison.Ordinal));

    static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c is '-' or '_' or '.';

    static bool IsDistinct(string value) =>
        PlantedSearch.IsLongEnough(value) && !Common.Contains(value) && !(value.StartsWith('/') && Common.Contains(value.Split('/')[^1]));
}
