using System.Globalization;
using System.Security.Cryptography;
using Klikspaan.Knowledge;
using Klikspaan.Recording.Isolating;
using Klikspaan.Recording.Planting;
using Klikspaan.Recording.Writing;

namespace Klikspaan.Recording;

/// <summary>Records one program: invents what is planted, makes the place where it runs, and writes down all that comes.</summary>
public sealed class Recorder
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    readonly RecordingOptions options;
    readonly KnowledgeBase knowledge;
    readonly string tool;
    readonly TimeProvider time;
    readonly Persona persona;

    /// <summary>Prepares a recording.</summary>
    public Recorder(RecordingOptions options, KnowledgeBase knowledge, string tool, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(time);
        (this.options, this.knowledge, this.tool, this.time) = (options, knowledge, tool, time);
        if (options is { Mode: RecordingMode.Isolated, Dossier: { } dossier } && Paths.IsWithin(SystemCalls.RealPath(options.Folder), SystemCalls.RealPath(dossier)))
        {
            throw new RecordingException("this folder lies in the dossier, where the program could change what is recorded: start it from another folder, and name the dossier with -d DIR. Nothing was started");
        }

        persona = Of(options.Earlier, new PersonaInventor(knowledge.Recording.Persona ?? throw new RecordingException("the knowledge folder has no recording/persona.yaml: nothing can be planted")).Invent());
        Run = string.Create(CultureInfo.InvariantCulture, $"run-{time.GetUtcNow():yyyyMMdd'T'HHmmss}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");
    }

    /// <summary>Name of the recording while it has no digest.</summary>
    public string Run { get; }

    /// <summary>What is planted: invented for this recording, and unique to it. A proxy can plant nothing.</summary>
    public IReadOnlyList<PlantedValue> Planted => options.Mode == RecordingMode.Isolated ? [.. persona.Values.Where(IsPlanted)] : [];

    /// <summary>What came to be known of the machine and the program, by the keys of <c>import --meta</c>.</summary>
    public IReadOnlyDictionary<string, string> Established { get; private set; } = new Dictionary<string, string>();

    /// <summary>Records into a new file at <paramref name="path"/> until the program has ended or <paramref name="stop"/> says so.</summary>
    public async Task<RecordingResult> RunAsync(string path, IRecordingWatch watch, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(watch);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var alone = time.CreateTimer(_ => StopWhenAlone(either), null, Look, Look);
        stop = either.Token;
        var folder = Directory.CreateTempSubdirectory("klikspaan-").FullName;
        try
        {
            await using var file = WarcWriter.Create(path);
            await using var session = options.Mode == RecordingMode.Isolated
                ? await IsolatedSession.StartAsync(new(options, knowledge, tool, time, persona, Run, folder, file, watch), stop).ConfigureAwait(false)
                : (RecordingSession)await ProxySession.StartAsync(new(options, knowledge, tool, time, persona, Run, folder, file, watch), stop).ConfigureAwait(false);
            var result = await session.RunAsync(stop).ConfigureAwait(false);
            Established = new SortedDictionary<string, string>(session.Established.Concat(Circumstances()).ToDictionary(), StringComparer.Ordinal);
            return result;
        }
        finally
        {
            Remove(folder);
        }
    }

    /// <summary>The persona of an earlier recording, or its device with a new person; else the new one.</summary>
    static Persona Of(EarlierRecording? earlier, Persona invented)
    {
        if (earlier is null)
        {
            return invented;
        }

        var problems = new List<KnowledgeProblem>();
        var again = PersonaFile.Read(earlier.Planted, problems)
            ?? throw new RecordingException($"what was invented for the earlier recording cannot be used again: {string.Join("; ", problems)}. Nothing was started");
        return earlier.IsSamePerson ? again : invented with { Host = again.Host, Mac = again.Mac, MachineId = again.MachineId };
    }

    /// <summary>Which device, person and installation it was, as far as they were made for it: the tester's own home is not.</summary>
    IEnumerable<KeyValuePair<string, string>> Circumstances()
    {
        if (options.Mode != RecordingMode.Isolated)
        {
            yield break;
        }

        yield return new("device", options.Earlier?.Device ?? Run);
        if (!options.KeepHome)
        {
            yield return new("account", options.Earlier is { IsSamePerson: true } earlier ? earlier.Account : Run);
            yield return new("installation", Run);
        }
    }

    /// <summary>When who started us was killed, a recording that nobody waits for must not go on.</summary>
    static void StopWhenAlone(CancellationTokenSource stop)
    {
        try
        {
            if (NamespaceEntry.IsAlone)
            {
                stop.Cancel();
            }
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    bool IsPlanted(PlantedValue value) => !options.KeepHome || value.Label is not ("home" or "work-folder");

    /// <summary>A program may leave folders that not even their owner may write to.</summary>
    static void Remove(string folder)
    {
        try
        {
            foreach (var inside in Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }))
            {
                if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(inside) & UnixFileMode.UserWrite) == 0)
                {
                    File.SetUnixFileMode(inside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }
            }

            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder of invented things stays behind in the folder for temporary files.
        }
    }
}
