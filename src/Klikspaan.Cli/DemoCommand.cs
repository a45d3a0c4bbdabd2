using System.CommandLine;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan demo</c>: the first run, on a real recording that ships with the program.</summary>
static class DemoCommand
{
    /// <summary>The example that the demo takes in.</summary>
    public static string Example => Path.Combine(AppContext.BaseDirectory, "examples", "dotnet-cli");

    public static Command Make(Shell shell)
    {
        var folder = new Argument<string>("folder") { Description = "The dossier to make.", DefaultValueFactory = _ => "klikspaan-demo" };
        var command = new Command("demo", "Take in a real recording of the .NET SDK's command line and say what it sent, and to whom.") { folder };
        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            var path = Path.GetFullPath(parsed.GetValue(folder)!, shell.Folder);
            Prepare(path, Path.GetRelativePath(shell.Folder, path));
            using var dossier = DossierChoice.Open(shell, parsed, path);
            var meta = CaptureMeta.Read("meta.yaml", await File.ReadAllBytesAsync(Path.Combine(Example, "meta.yaml"), cancellation));
            var files = Directory.GetFiles(Example, "*.har").Order(StringComparer.Ordinal).ToList();
            var code = await ImportCommand.RunAsync(shell, dossier, files, meta, 100, cancellation);
            var name = Path.GetRelativePath(shell.Folder, path);
            await shell.Out.WriteLineAsync($"The dossier is in {name}. Look further:");
            await shell.Out.WriteLineAsync($"  klikspaan -d {name} show items --where \"category = 'network.hostname'\"");
            await shell.Out.WriteLineAsync($"  klikspaan -d {name} show planted");
            await shell.Out.WriteLineAsync("  klikspaan import FILE.har      # a recording of your own");
            return code == ExitCode.Usage ? code : ExitCode.Done;
        }));
        return command;
    }

    /// <summary>Makes the demo's dossier; one that is there is used again only when it is the demo's own.</summary>
    static void Prepare(string path, string name)
    {
        var example = File.ReadAllBytes(Path.Combine(Example, Dossier.FileName));
        var own = Path.Combine(path, Dossier.FileName);
        if (File.Exists(own) && !File.ReadAllBytes(own).AsSpan().SequenceEqual(example))
        {
            throw new ArgumentException($"{name} is a dossier of its own, where the demo does not belong: name another folder");
        }

        Directory.CreateDirectory(path);
        File.WriteAllBytes(own, example);
        Dossier.Create(path);
    }
}
