using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Klikspaan.Knowledge;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>Finds and opens the dossier that a command is about.</summary>
static class DossierChoice
{
    /// <summary>The folder that <c>import</c> makes where there is no dossier.</summary>
    public const string DefaultName = "klikspaan-dossier";

    /// <summary>The option that every command takes.</summary>
    public static Option<string?> Option { get; } = new("--dossier", "-d")
    {
        Description = "The dossier's folder; by default the nearest folder upward that holds dossier.yaml.",
        Recursive = true,
    };

    /// <summary>The option for a user's own facts.</summary>
    public static Option<string?> KnowledgeOption { get; } = new("--knowledge")
    {
        Description = "A knowledge folder of your own, laid over the one that ships with Klikspaan.",
        Recursive = true,
    };

    /// <summary>The option for the number of entries that are read at the same time.</summary>
    public static Option<int> WorkersOption { get; } = new("--workers")
    {
        Description = "How many entries are read at the same time; 0 for one per core. Never changes a result.",
        Recursive = true,
        Validators = { r => RequireAtLeast(r, 0) },
    };

    /// <summary>The option for a file that says which addresses are in which country.</summary>
    public static Option<string?> IpDatabaseOption { get; } = new("--ip-database")
    {
        Description = "A file that says which addresses are in which country, in MaxMind DB format or as lines of first address, last address and country; by default ip_database in dossier.yaml. Nothing is looked up on the network.",
    };

    /// <summary>Names the IP database that was asked for.</summary>
    public static void UseIpDatabase(Shell shell, ParseResult parsed, Dossier dossier)
    {
        if (parsed.GetValue(IpDatabaseOption) is { Length: > 0 } file)
        {
            dossier.IpDatabaseFile = Path.GetFullPath(file, shell.Folder);
        }
    }

    /// <summary>Refuses a number below <paramref name="least"/>.</summary>
    public static void RequireAtLeast(OptionResult result, int least)
    {
        if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, out var value) && value >= least))
        {
            result.AddError($"klikspaan: {result.IdentifierToken?.Value} takes a whole number from {least} on");
        }
    }

    /// <summary>The folder: as asked for, or the nearest upward; null when there is none.</summary>
    public static string? Find(Shell shell, ParseResult parsed)
    {
        if (parsed.GetValue(Option) is { } asked)
        {
            return Path.GetFullPath(asked, shell.Folder);
        }

        for (var folder = new DirectoryInfo(shell.Folder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Dossier.FileName)))
            {
                return folder.FullName;
            }
        }

        var made = Path.Combine(shell.Folder, DefaultName);
        return File.Exists(Path.Combine(made, Dossier.FileName)) ? made : null;
    }

    /// <summary>The folder of the dossier; where there is none it is made, and that is said.</summary>
    public static string FindOrMake(Shell shell, ParseResult parsed)
    {
        var folder = Find(shell, parsed) ?? Path.Combine(shell.Folder, DefaultName);
        if (!File.Exists(Path.Combine(folder, Dossier.FileName)))
        {
            Dossier.Create(folder);
            shell.Error.WriteLine($"klikspaan: made a new dossier in {Path.GetRelativePath(shell.Folder, folder)}");
        }

        return folder;
    }

    /// <summary>The folder of the dossier; where there is none, the message says how to get one.</summary>
    public static string Require(Shell shell, ParseResult parsed) =>
        Find(shell, parsed) ?? throw new DirectoryNotFoundException("there is no dossier here: 'klikspaan import FILE' makes one, or name one with -d DIR");

    /// <summary>Opens an existing dossier, adopts what was left half done, and brings its indexes up to date.</summary>
    public static async Task<Dossier> OpenAsync(Shell shell, ParseResult parsed, CancellationToken cancellation)
    {
        var dossier = Open(shell, parsed, Require(shell, parsed));
        try
        {
            await RefreshAsync(shell, dossier, cancellation);
            return dossier;
        }
        catch
        {
            dossier.Dispose();
            throw;
        }
    }

    /// <summary>Opens a dossier to assess it: first all mistakes in what it is assessed by, then as <see cref="OpenAsync"/>.</summary>
    public static async Task<Dossier> OpenToAssessAsync(Shell shell, ParseResult parsed, CancellationToken cancellation)
    {
        var dossier = Adopted(shell, Dossier.OpenToAssess(Require(shell, parsed), folders =>
        {
            var knowledge = ReadKnowledge(shell, parsed, folders, out var problems);
            return (knowledge, problems);
        }, shell.Time, parsed.GetValue(WorkersOption)));
        try
        {
            foreach (var fault in dossier.Umbrella?.Manifest.Faults ?? [])
            {
                await shell.Error.WriteLineAsync($"klikspaan: umbrella: {Terminal.Clean(fault)}; 'klikspaan -d {Terminal.Clean(dossier.File.Umbrella)} verify' checks all");
            }

            await RefreshAsync(shell, dossier, cancellation);
            return dossier;
        }
        catch
        {
            dossier.Dispose();
            throw;
        }
    }

    /// <summary>Opens a dossier with the knowledge in force, and adopts what was left half done.</summary>
    public static Dossier Open(Shell shell, ParseResult parsed, string folder) => Adopted(shell, OpenAsItIs(shell, parsed, folder));

    static Dossier Adopted(Shell shell, Dossier dossier)
    {
        foreach (var fault in dossier.Manifest.Faults)
        {
            shell.Error.WriteLine($"klikspaan: {Terminal.Clean(fault)}; 'klikspaan verify' checks all");
        }

        try
        {
            foreach (var adopted in dossier.Adopt())
            {
                shell.Error.WriteLine($"klikspaan: took in what an earlier run had left: {Terminal.Clean(adopted)}");
            }

            return dossier;
        }
        catch
        {
            dossier.Dispose();
            throw;
        }
    }

    /// <summary>Opens a dossier to record into: what a recording must know of the world may hold no mistake.</summary>
    public static Dossier OpenToRecord(Shell shell, ParseResult parsed, string folder)
    {
        var dossier = Open(shell, parsed, folder);
        try
        {
            RequireNone(dossier.Knowledge.RecordingProblems);
            return dossier;
        }
        catch
        {
            dossier.Dispose();
            throw;
        }
    }

    /// <summary>Opens a dossier with the knowledge in force, and changes nothing in it.</summary>
    public static Dossier OpenAsItIs(Shell shell, ParseResult parsed, string folder) =>
        Dossier.Open(folder, ReadKnowledge(shell, parsed, folder), shell.Time, parsed.GetValue(WorkersOption));

    /// <summary>Makes indexes that are missing or out of date.</summary>
    public static async Task<IReadOnlyList<ImportCounts>> RefreshAsync(Shell shell, Dossier dossier, CancellationToken cancellation)
    {
        var made = new List<ImportCounts>();
        foreach (var capture in dossier.Manifest.Captures.Where(c => !dossier.IsIndexed(c)).ToList())
        {
            await shell.Error.WriteLineAsync($"klikspaan: index of {Terminal.Clean(capture.File)} was missing, changed or made with other knowledge or planted values; making it again");
            made.Add(await Progress.RunAsync(shell, $"reading {capture.File}", capture.Bytes, p => dossier.IndexAsync(capture, p, cancellation)));
        }

        await MergeAsync(shell, dossier, cancellation);
        return made;
    }

    /// <summary>Finds out which requests several captures show, when that is not known, and says what came of it.</summary>
    public static async Task MergeAsync(Shell shell, Dossier dossier, CancellationToken cancellation)
    {
        if (dossier.IsMerged)
        {
            return;
        }

        await Progress.RunAsync(shell, "comparing captures", dossier.Manifest.Captures.Sum(c => c.Bytes), async p =>
        {
            await dossier.MergeAsync(p, cancellation);
            return 0;
        });
        foreach (var pair in dossier.Sightings.Comparisons)
        {
            var (first, second) = (Locator.Short(pair.First), Locator.Short(pair.Second));
            var text = pair.Problem.Length > 0 ? $"captures {first} and {second} were not compared ({pair.Problem}): a request that both show counts twice"
                : pair.Same > 0 ? $"{pair.Same:N0} of the requests of capture {second} stand in capture {first} too and count once ('klikspaan show sightings'); {Clock(pair)}"
                : "";
            if (text.Length > 0)
            {
                await shell.Error.WriteLineAsync($"klikspaan: {text}");
            }
        }
    }

    static string Clock(Comparison pair) => string.Create(CultureInfo.InvariantCulture, $"its clock was {(pair.Pairs > 0
        ? $"{Math.Abs(pair.ClockAhead):0.###} s {(pair.ClockAhead < 0 ? "behind" : "ahead")}, by {pair.Pairs:N0} requests that each shows once"
        : "taken as was said of it, or as alike: too few requests stand once in each to measure it")}");

    /// <summary>The facts in use for a dossier that is not opened, with the language of a form.</summary>
    public static KnowledgeBase KnowledgeOf(Shell shell, ParseResult parsed, string folder, string language)
    {
        var knowledge = ReadKnowledge(shell, parsed, folder);
        ReportCommand.RequireLanguage(knowledge, language);
        return knowledge;
    }

    static KnowledgeBase ReadKnowledge(Shell shell, ParseResult parsed, string folder)
    {
        var knowledge = ReadKnowledge(shell, parsed, UmbrellaFolder.Find(folder) is { } umbrella ? [umbrella, folder] : [folder], out var problems);
        RequireNone(problems);
        return knowledge;
    }

    /// <summary>Reads our facts, laid over them those beside dossiers, and those that the user names.</summary>
    static KnowledgeBase ReadKnowledge(Shell shell, ParseResult parsed, IReadOnlyList<string> dossiers, out IReadOnlyList<KnowledgeProblem> problems)
    {
        var own = parsed.GetValue(KnowledgeOption) is { } asked ? Path.GetFullPath(asked, shell.Folder) : null;
        if (own is not null && !Directory.Exists(own))
        {
            throw new DirectoryNotFoundException($"there is no knowledge folder {own}");
        }

        string?[] folders = [KnowledgeFolder.Own, .. dossiers.Select(d => Path.Combine(d, "knowledge")).Where(Directory.Exists), own];
        return KnowledgeReader.ReadForUse(KnowledgeFolder.ReadFacts(folders.OfType<string>()), out problems);
    }

    static void RequireNone(IReadOnlyList<KnowledgeProblem> problems)
    {
        if (problems.Count > 0)
        {
            throw new DossierException("the knowledge has mistakes ('klikspaan knowledge check FOLDER' checks a folder of your own)", problems);
        }
    }
}
