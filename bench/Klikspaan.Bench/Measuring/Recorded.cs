using Klikspaan.Bench.Generating;

namespace Klikspaan.Bench.Measuring;

/// <summary>A recording of curl, whose memory is measured: that of the recorder, for curl has far less.</summary>
/// <param name="Name">What curl sends.</param>
/// <param name="Body">Writes the file that curl sends.</param>
/// <param name="Words">Its arguments; <c>FILE</c> for that file.</param>
sealed record Recorded(string Name, Action<string> Body, params string[] Words)
{
    const int Requests = 3_000;
    const long LargeBytes = 500_000_000;

    /// <summary>Many requests, and a large one.</summary>
    public static IReadOnlyList<Recorded> All { get; } =
    [
        new($"{Requests} requests", file => File.WriteAllBytes(file, Events()), "--data-binary", "@FILE", $"http://many.example/[1-{Requests}]"),
        new($"a request of {LargeBytes / 1_000_000} MB", Zeros, "-T", "FILE", "http://large.example/"),
    ];

    /// <summary>Records once into a dossier of its own; gives why it could not where this machine has no curl or lets nobody record.</summary>
    public (Run? Run, string Absent) Measure(string program, string work)
    {
        if (Command.Find("curl") is not { } curl)
        {
            return (null, "curl is absent");
        }

        var folder = Path.Combine(work, "recorded");
        Remove(folder);
        Directory.CreateDirectory(folder);
        try
        {
            var file = Path.Combine(folder, "body");
            Body(file);
            var run = new Command(program, ["-d", Path.Combine(folder, "dossier"), "record", "-q", "--", curl, "-sS", "-o", "/dev/null", .. Words.Select(w => w.Replace("FILE", file, StringComparison.Ordinal))]).Measure();

            // 3: something of it was not opened, as the large one is not.
            return run.Exit is 0 or 3 && Directory.EnumerateFiles(Path.Combine(folder, "dossier", "captures")).Any() ? (run, "") : (null, $"record ended with exit code {run.Exit}");
        }
        finally
        {
            Remove(folder);
        }
    }

    static byte[] Events()
    {
        var chance = new Chance(1);
        return new Bodies(new(chance), chance, new(chance)).Lines(null).Bytes;
    }

    static void Zeros(string file)
    {
        using var zeros = new FileStream(file, FileMode.Create);
        zeros.SetLength(LargeBytes);
    }

    static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
