using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Klikspaan.Importing;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>One investigation on disk. What is in <c>captures/</c> is the truth; <c>index/</c> can always be made again.</summary>
public sealed partial class Dossier : IDisposable
{
    /// <summary>Name of the file that makes a folder a dossier.</summary>
    public const string FileName = "dossier.yaml";

    static readonly IReadOnlyDictionary<string, string> NoMeta = new Dictionary<string, string>();
    readonly FileStream? claim;
    readonly TimeProvider time;

    Dossier(string folder, DossierFile file, Manifest manifest, KnowledgeBase knowledge, TimeProvider time, FileStream? claim)
    {
        (Folder, File, Manifest, Knowledge, this.time, this.claim) = (folder, file, manifest, knowledge, time, claim);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>What <c>dossier.yaml</c> says.</summary>
    public DossierFile File { get; }

    /// <summary>What came in.</summary>
    public Manifest Manifest { get; }

    /// <summary>The facts in use.</summary>
    public KnowledgeBase Knowledge { get; }

    /// <summary>The bounds in use.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>How many entries are read at the same time; 0 for one per core. It never changes a result.</summary>
    public int Workers { get; init; }

    /// <summary>Whether this process alone may write; otherwise another one is at work in the dossier.</summary>
    public bool MayWrite => claim is not null;

    /// <summary>Version of this program, as the manifest and the index name it.</summary>
    public static string Tool { get; } = "klikspaan " + typeof(Dossier).Assembly.GetName().Version!.ToString(3);

    /// <summary>Makes a dossier in <paramref name="folder"/>; what is there already stays.</summary>
    public static void Create(string folder)
    {
        // A dossier holds personal data and credentials: for its owner only.
        if (!OperatingSystem.IsWindows() && !Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Directory.CreateDirectory(Path.Combine(folder, "captures"));
        Directory.CreateDirectory(Path.Combine(folder, "index"));
        WriteNew(Path.Combine(folder, FileName), DossierFile.Template);
        WriteNew(Path.Combine(folder, ".gitignore"), "# Captures hold personal data: share them on purpose only.\ncaptures/\nreplies/\nindex/\nreports/\nexport/\n*.lock\n");
    }

    /// <summary>Opens the dossier in <paramref name="folder"/>; <see cref="DossierException"/> when it cannot be used as it is.</summary>
    public static Dossier Open(string folder, KnowledgeBase knowledge, TimeProvider time, int workers = 0, Limits? limits = null)
    {
        var path = Path.Combine(folder, FileName);
        if (!System.IO.File.Exists(path))
        {
            throw new DirectoryNotFoundException($"there is no dossier in {folder}: 'klikspaan init {folder}' makes one");
        }

        var file = DossierFile.Read(System.IO.File.ReadAllBytes(path));

        // The manifest is read once nobody else can add to it: a line chained to an old last line would break the chain.
        var claim = Claim(folder);
        try
        {
            return new(folder, file, Manifest.Read(Path.Combine(folder, ManifestName)), knowledge, time, claim) { Workers = workers, Limits = limits ?? Limits.Default };
        }
        catch
        {
            claim?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Takes in what an earlier process left half done: a <c>.part</c>, or a capture that the manifest does not name.
    /// Gives what was adopted, in words.
    /// </summary>
    public IReadOnlyList<string> Adopt()
    {
        var adopted = new List<string>();
        if (!MayWrite || !Directory.Exists(Captures))
        {
            return adopted;
        }

        var known = Manifest.Captures.Select(c => c.File).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(Captures).Order(StringComparer.Ordinal))
        {
            var name = $"captures/{Path.GetFileName(path)}";
            if (known.Contains(name))
            {
                continue;
            }

            var started = Manifest.Entries.LastOrDefault(e => e.Event is "import-started" or RecordingStarted && e.File == name);
            var size = new FileInfo(path).Length;
            var remark = started is null ? "found without a line in the manifest"
                : started.Event == RecordingStarted ? "the recording was cut off; what had been acknowledged is in it"
                : size == started.Bytes ? "taken in by a later command: the import had stopped after the copy"
                : string.Create(CultureInfo.InvariantCulture, $"the import was cut off: {size} of {started.Bytes} bytes");
            var digest = Digest(path);
            if (Manifest.Captures.FirstOrDefault(c => c.Sha256 == digest) is { } there)
            {
                adopted.AddRange(Settle(path, there));
                continue;
            }

            var entry = Name(path, digest, size, started?.Source ?? Path.GetFileName(path), remark, started?.Meta ?? NoMeta);
            adopted.Add($"{entry.File}: {remark}");
        }

        return adopted;
    }

    /// <summary>Whether the index of a capture is whole, and was made of this file, with this knowledge and these planted values.</summary>
    public bool IsIndexed(ManifestEntry capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        var index = PlainIndex(capture);
        return index.Seal is { } seal && seal.Capture == capture.Sha256 && seal.Tool == IndexTool
            && seal.Knowledge == Knowledge.Digest && seal.Planted == MadeWith(capture) && !index.Changed().Any();
    }

    /// <summary>The index of a capture.</summary>
    public CaptureIndex IndexOf(ManifestEntry capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return new(IndexFolder(capture), capture.Sha256, Sightings.Of(capture.Sha256));
    }

    /// <summary>Makes the index of a capture, in place of any that is there.</summary>
    public async Task<ImportCounts> IndexAsync(ManifestEntry capture, IProgress<long>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(capture);
        RequireWrite();
        var part = IndexPart();
        try
        {
            using var writer = new IndexWriter(part);
            await using var stream = new DigestStream(OpenCapture(capture));
            if (await ReaderOfAsync(capture, cancellation).ConfigureAwait(false) is { } reader)
            {
                await FillAsync(writer, stream, reader, PlantedIn(capture), progress, cancellation).ConfigureAwait(false);
                RequireUnchanged(capture, await stream.FinishAsync(cancellation).ConfigureAwait(false));
            }
            else
            {
                var batch = new IndexBatch(Limits);
                batch.Add(Unreadable(capture));
                writer.Add(batch);
            }

            Finish(capture, writer, part);
            return writer.Counts;
        }
        finally
        {
            Remove(part);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Umbrella?.Dispose();
        claim?.Dispose();
    }

    /// <summary>What the seal of an index names; the last number rises with each change of the index's rows.</summary>
    static string IndexTool => Tool + ", index 7";

    internal static string Digest(string path)
    {
        using var file = System.IO.File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    string Captures => Path.Combine(Folder, "captures");

    string IndexFolder(ManifestEntry capture) => Path.Combine(Folder, "index", Path.GetFileName(PathOf(capture)).Split('.')[0]);

    /// <summary>The same file came in again: it takes the place of one that is gone, and shows up one that was changed.</summary>
    void Restore(string part, ManifestEntry there)
    {
        var named = PathOf(there);
        if (System.IO.File.Exists(named))
        {
            System.IO.File.Delete(part);
            RequireUnchanged(there, Digest(named));
        }
        else
        {
            System.IO.File.Move(part, named);
        }
    }

    /// <summary>A second file of a capture that the manifest names: takes its place when that is empty; only our own remainder is removed.</summary>
    IEnumerable<string> Settle(string path, ManifestEntry there)
    {
        var named = PathOf(there);
        if (!System.IO.File.Exists(named))
        {
            System.IO.File.Move(path, named);
            yield return $"{there.File}: was gone, and was found again as captures/{Path.GetFileName(path)}";
        }
        else if (path.EndsWith(".part", StringComparison.Ordinal) && Digest(named) == there.Sha256)
        {
            System.IO.File.Delete(path);
        }
    }

    void Finish(ManifestEntry capture, IndexWriter writer, string part)
    {
        writer.Finish(capture.Sha256, IndexTool, Knowledge.Digest, MadeWith(capture));
        Remove(IndexFolder(capture));
        Directory.Move(part, IndexFolder(capture));
        ForgetLearned();
    }

    /// <summary>An empty folder for an index in the making; what an earlier process left there is of no use.</summary>
    string IndexPart()
    {
        var part = Path.Combine(Folder, "index", "new.part");
        Remove(part);
        Directory.CreateDirectory(part);
        return part;
    }

    static void WriteNew(string path, string text)
    {
        if (!System.IO.File.Exists(path))
        {
            System.IO.File.WriteAllText(path, text, new UTF8Encoding(false));
        }
    }

    static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static FileStream? Claim(string folder)
    {
        try
        {
            return new(Path.Combine(folder, "dossier.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    void RequireWrite()
    {
        if (!MayWrite)
        {
            throw new IOException($"{Folder} cannot be written: another klikspaan is at work there, or the folder is read-only");
        }
    }

    /// <summary>Gives a file in captures/ its name by digest, and its line in the manifest.</summary>
    ManifestEntry Name(string path, string digest, long bytes, string source, string remark, IReadOnlyDictionary<string, string> meta)
    {
        var head = new byte[CaptureReaders.HeadBytes];
        int length;
        using (var file = System.IO.File.OpenRead(path))
        {
            length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }

        var reader = CaptureReaders.Recognise(head.AsSpan(0, length));
        var extension = reader?.ExtensionFor(head.AsSpan(0, length)) ?? ".bin";
        var name = Locator.Short(digest) + extension;
        if (System.IO.File.Exists(Path.Combine(Captures, name)) && Path.GetFileName(path) != name)
        {
            // Two files can be made to share twelve digits; evidence is never overwritten.
            name = digest + extension;
        }

        var parts = reader?.Joined.Length > 0 ? CaptureInput.Describe(path) : "";
        remark += (remark.Length > 0 && parts.Length > 0 ? "; " : "") + parts;
        System.IO.File.Move(path, Path.Combine(Captures, name));
        var entry = new ManifestEntry("captured", time.GetUtcNow(), $"captures/{name}", digest, bytes, source, reader?.Format ?? "", Tool, Knowledge.Version, remark, meta) { ScenarioFiles = ScenarioDigests(meta) };
        Manifest.Append(entry);
        return entry;
    }
}
