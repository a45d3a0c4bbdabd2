using System.Diagnostics;
using System.Text;
using Klikspaan.Cli;
using Klikspaan.Store;

namespace Klikspaan.Tests;

/// <summary>A temporary folder with the command line in it: run in this process, or as the real program.</summary>
sealed class Workplace : IDisposable
{
    /// <summary>The dossier that commands are about unless they name another.</summary>
    public const string Name = "d";

    /// <summary>The program as it was built.</summary>
    public static string Program { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "klikspaan.dll");

    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("klikspaan-test-").FullName;

    /// <summary>Whether the commands believe that a person sees what they print.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>What was printed, and the exit code.</summary>
    public sealed record Run(int Code, string Out, string Error)
    {
        public string[] Lines => Out.TrimEnd('\n').Split('\n');
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Path of a file in the folder.</summary>
    public string Path(params string[] parts) => System.IO.Path.Combine([Folder, .. parts]);

    /// <summary>Path of a file in the dossier.</summary>
    public string InDossier(params string[] parts) => Path([Name, .. parts]);

    /// <summary>The files in <c>captures/</c>, by name.</summary>
    public List<string> Captures() => [.. Directory.EnumerateFiles(InDossier("captures")).Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    /// <summary>Writes a file in the folder, and gives its name.</summary>
    public string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllBytes(Path(name), bytes);
        return name;
    }

    /// <summary>Writes a file in the folder, and gives its name.</summary>
    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Makes the dossier, with these planted values.</summary>
    public void Plant(params (string Label, string Value)[] planted)
    {
        Dossier.Create(Path(Name));
        Write($"{Name}/dossier.yaml", "version: 1\nplanted:\n" + string.Concat(planted.Select(p => $"  - label: {p.Label}\n    value: {Facts.Json(p.Value)}\n")));
    }

    /// <summary>Writes a capture in the folder and imports it.</summary>
    public Task<Run> ImportAsync(byte[] har, string name = "a.har") => DoAsync("import", Write(name, har));

    /// <summary>Takes captures into the dossier without the command line, which reads the knowledge anew each time.</summary>
    public async Task TakeInAsync(params IEnumerable<(string Name, byte[] Har)> captures)
    {
        Dossier.Create(Path(Name));
        using var dossier = Open();
        foreach (var (name, har) in captures)
        {
            var (entry, _) = await dossier.ImportAsync(Path(Write(name, har)), new Dictionary<string, string>(), null, TestContext.Current.CancellationToken);
            await dossier.IndexAsync(entry, null, TestContext.Current.CancellationToken);
        }

        await dossier.MergeAsync(null, TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a command about the dossier.</summary>
    public Task<Run> DoAsync(params string[] arguments) => RunAsync(["-d", Name, .. arguments]);

    /// <summary>Runs a command.</summary>
    public Task<Run> RunAsync(params string[] arguments) => RunAsync(TextReader.Null, Clock.Fixed, arguments);

    /// <summary>Runs a command on another day than that on which all others run.</summary>
    public Task<Run> RunOnAsync(DateOnly day, params string[] arguments) => RunAsync(TextReader.Null, new Clock(day), arguments);

    /// <summary>Runs a command, about the dossier unless it names another, while a tester types.</summary>
    public Task<Run> TypeAsync(TypedLines lines, params string[] arguments) => RunAsync(lines, lines.Clock, arguments[0] is "-d" or "init" ? arguments : ["-d", Name, .. arguments]);

    async Task<Run> RunAsync(TextReader input, TimeProvider time, string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var shell = new Shell(output, error, time, Folder, IsTerminal, IsInteractive: false, input);
        var code = await Commands.RunAsync(shell, arguments, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs the real program in the folder.</summary>
    public Task<Run> RunProgramAsync(params string[] arguments) => RunCommandAsync("dotnet", [Program, .. arguments]);

    /// <summary>Runs any command in the folder.</summary>
    public async Task<Run> RunCommandAsync(string command, IEnumerable<string> arguments, Action<Process>? started = null)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        })!;
        process.StandardInput.Close();
        started?.Invoke(process);
        var cancellation = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Opens the dossier without adopting or indexing anything.</summary>
    public Dossier Open(int workers = 0) => Dossier.Open(Path(Name), Facts.Knowledge, Clock.Fixed, workers);

    /// <summary>A HAR of these entries.</summary>
    public static byte[] Har(params IEnumerable<string> entries) =>
        Encoding.UTF8.GetBytes($$$"""{"log":{"version":"1.2","creator":{"name":"test","version":"1"},"entries":[{{{string.Join(",\n", entries)}}}]}}""");

    /// <summary>One entry of a HAR.</summary>
    public static string Entry(string url = "https://host.example/path", string body = "", string method = "POST", params (string Name, string Value)[] headers)
    {
        var fields = string.Join(',', headers.Select(h => $$"""{"name":{{Facts.Json(h.Name)}},"value":{{Facts.Json(h.Value)}}}"""));
        var content = body.Length == 0 ? "" : $$""","postData":{"mimeType":"text/plain","text":{{Facts.Json(body)}}}""";
        return $$$$"""{"startedDateTime":"2026-01-02T03:04:05Z","request":{"method":{{{{Facts.Json(method)}}}},"url":{{{{Facts.Json(url)}}}},"headers":[{{{{fields}}}}]{{{{content}}}}},"response":{"status":200,"content":{"size":2}}}""";
    }

    /// <summary>A clock that stands still.</summary>
    sealed class Clock(DateOnly day) : TimeProvider
    {
        public static readonly Clock Fixed = new(new(2026, 3, 4));

        public override DateTimeOffset GetUtcNow() => new(day, new(5, 6, 7), TimeSpan.Zero);
    }
}
