using System.Globalization;
using System.Security.Cryptography;
using Klikspaan.Documenting;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>How a dossier keeps vendors' own lists of events.</summary>
public sealed partial class Dossier
{
    const string DocumentationFolder = "documentation";
    const int MostSnapshots = 1000;
    IReadOnlyList<SnapshotFile>? snapshots;

    /// <summary>The snapshots, in order of name. <see cref="DossierException"/> with all mistakes in their heads.</summary>
    public IReadOnlyList<SnapshotFile> Snapshots => snapshots ??= ReadSnapshots();

    /// <summary>Reads a file of a vendor and writes a snapshot of it; the second value tells whether the same was there already. <see cref="ArgumentException"/> where it cannot be known what it is of.</summary>
    public (SnapshotFile Snapshot, bool WasThere) ImportDocumentation(string source, DocumentationOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        RequireWrite();
        using var file = FileKind.Open(source);
        var start = new byte[DocumentationReaders.HeadBytes];
        var reader = DocumentationReaders.Recognise(start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)))
            ?? throw new ArgumentException($"{Path.GetFileName(source)} is in no form in which lists of events are read: {string.Join("; ", DocumentationReaders.All.Select(r => $"{r.Form} ({r.About})"))}");
        file.Position = 0;
        var draft = new DocumentationDraft(DocumentationLimits.Default);
        reader.Read(file, draft);
        if (draft.Events.Count == 0)
        {
            throw new ArgumentException($"{Path.GetFileName(source)}: no event was read{(draft.Unread.Count > 0 ? $"; line {draft.Unread[0].Line}: {draft.Unread[0].Message}" : "")}. It was taken for {reader.About}");
        }

        file.Position = 0;
        var digest = Convert.ToHexStringLower(SHA256.HashData(file));
        var head = new SnapshotNaming(Knowledge.Documentation).Name(options with { Url = Address(options.Url) }, draft) with
        {
            File = Path.GetFileName(source), Sha256 = digest, Bytes = file.Length, Form = reader.Form, Tool = Tool, Counts = SnapshotWriter.Count(draft),
            ImportedAt = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        if (Snapshots.FirstOrDefault(s => s.Head.Sha256 == digest && s.Head.Name == head.Name) is { } there)
        {
            return (there, true);
        }

        var name = NameOf(head);
        WriteSnapshot(name, head, draft);
        snapshots = null;
        return (new(name, head), false);
    }

    /// <summary>Opens a snapshot for reading. <see cref="DossierException"/> where it is no plain file.</summary>
    public FileStream OpenSnapshot(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var path = Path.Combine(Folder, name);
        return PlainFiles.IsPlain(path, long.MaxValue)
            ? new(path, FileMode.Open, FileAccess.Read, FileShare.Read)
            : throw new DossierException($"{DocumentationFolder}/ has mistakes", new KnowledgeProblem(name, 1, 1, "the file must be a plain file"));
    }

    /// <summary>Reads a snapshot whole, to hold it against values. <see cref="DossierException"/> with its mistakes.</summary>
    internal DocumentedList ReadList(SnapshotFile snapshot)
    {
        using var stream = OpenSnapshot(snapshot.Name);
        var problems = new List<KnowledgeProblem>();
        var reader = new SnapshotReader(stream, snapshot.Name, problems);
        var list = reader.ReadHead() is { } head ? new DocumentedList(head, reader, Knowledge.DocumentationOf(head.Id), Knowledge.Statements) : null;
        return problems.Count == 0 ? list! : throw new DossierException($"{snapshot.Name} has mistakes", problems);
    }

    List<SnapshotFile> ReadSnapshots()
    {
        var root = new DirectoryInfo(Path.Combine(Folder, DocumentationFolder));
        var (found, problems) = (new List<SnapshotFile>(), new List<KnowledgeProblem>());
        RequireNoLink(root);
        if (!root.Exists)
        {
            return found;
        }

        var count = 0;
        foreach (var folder in root.EnumerateDirectories().OrderBy(d => d.Name, StringComparer.Ordinal))
        {
            RequireNoLink(folder);
            foreach (var file in folder.EnumerateFiles("*.yaml").OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                if (++count > MostSnapshots)
                {
                    throw new DossierException($"{DocumentationFolder}/ holds more than {MostSnapshots} snapshots; move some away");
                }

                var name = $"{DocumentationFolder}/{folder.Name}/{file.Name}";
                using var stream = OpenSnapshot(name);
                if (new SnapshotReader(stream, name, problems).ReadHead() is { } head)
                {
                    found.Add(new(name, head));
                }
            }
        }

        return problems.Count == 0 ? found : throw new DossierException($"{DocumentationFolder}/ has mistakes", problems);
    }

    /// <summary>An address without what stands in it for one reader only: user and query.</summary>
    static string Address(string url)
    {
        var end = url.IndexOfAny(['?', '#']);
        var plain = end < 0 ? url : url[..end];
        var host = plain.IndexOf("//", StringComparison.Ordinal) is >= 0 and var slashes ? slashes + 2 : 0;
        var path = plain.IndexOf('/', host) is >= 0 and var slash ? slash : plain.Length;
        var user = plain.LastIndexOf('@', path - 1, path - host);
        return user < 0 ? plain : plain[..host] + plain[(user + 1)..];
    }

    /// <summary>A name that is free: by product, edition, level and day, and where another file has that, by the digest too.</summary>
    string NameOf(SnapshotHead head)
    {
        var parts = string.Join('-', ((string[])[head.Product, head.Edition, head.Level]).Select(SnapshotNaming.Slug).Where(p => p.Length > 0));
        var name = $"{DocumentationFolder}/{head.Vendor}/{parts}@{head.Day}";
        return System.IO.File.Exists(Path.Combine(Folder, name + ".yaml")) ? $"{name}.{Locator.Short(head.Sha256)}.yaml" : name + ".yaml";
    }

    void WriteSnapshot(string name, SnapshotHead head, DocumentationDraft draft)
    {
        var path = Path.Combine(Folder, name);
        RequireNoLink(new(Path.Combine(Folder, DocumentationFolder)));
        RequireNoLink(new(Path.GetDirectoryName(path)!));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        WholeFile.Write(path, s => SnapshotWriter.Write(s, head, draft), s => RequireReadable(name, s), overwrite: false);
    }

    /// <summary>A snapshot that could not be read back would stop every table.</summary>
    static void RequireReadable(string name, Stream written)
    {
        var problems = new List<KnowledgeProblem>();
        var reader = new SnapshotReader(written, name, problems);
        if (reader.ReadHead() is not null)
        {
            // Only what is wrong is kept of it.
            foreach (var _ in reader.ReadList(f => f))
            {
            }
        }

        if (problems.Count > 0)
        {
            throw new DossierException("the list was not taken in: what was read of it cannot be written so that it can be read back", problems);
        }
    }

    /// <summary>Links are not followed: a dossier can come from anybody, and they can lead anywhere. <see cref="DossierException"/> that tells of one.</summary>
    static void RequireNoLink(DirectoryInfo folder)
    {
        if (folder.LinkTarget is not null)
        {
            throw new DossierException($"{folder.Name}/ is a link: where it leads is not followed, as a dossier can come from anybody; put a folder in its place");
        }
    }
}
