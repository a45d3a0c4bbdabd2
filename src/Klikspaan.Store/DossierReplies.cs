using System.Security.Cryptography;
using System.Text;
using Klikspaan.Replying;

namespace Klikspaan.Store;

/// <summary>How a dossier keeps replies to requests for access: evidence in <c>replies/</c>, of which nothing counts as sent.</summary>
public sealed partial class Dossier
{
    const string ReplyFolder = "replies", Replied = "replied", ReplyTextMade = "reply-text", TextOf = "text_of", ByKey = "by";

    /// <summary>The replies, in order of arrival; of one that came in for one subject several times what was said last.</summary>
    public IReadOnlyList<AccessReply> Replies =>
    [
        .. Manifest.Entries.Where(e => e.Event == Replied).GroupBy(e => (e.Sha256, AccessReplyAnswers.Of(e.Meta).Subject))
            .Select(g => new AccessReply(g.Last(), Manifest.Entries.LastOrDefault(t => t.Event == ReplyTextMade && t.Meta.GetValueOrDefault(TextOf, "") == g.Key.Sha256))),
    ];

    /// <summary>Copies a reply in, and gives it as it is kept; the second value tells whether the same was said of the same file already.</summary>
    /// <param name="source">The file.</param>
    /// <param name="answers">What a person says of it.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<(AccessReply Reply, bool WasThere)> ImportReplyAsync(string source, AccessReplyAnswers answers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var name = Path.GetFileName(source);
        var entry = await TakeReplyAsync(source, (sha256, bytes, file, form) => new(Replied, time.GetUtcNow(), file, sha256, bytes, name, form, Tool, Knowledge.Version, "", answers.Meta), cancellation).ConfigureAwait(false);
        var wasThere = entry.WasThere;
        return (Replies.Last(r => r.Entry.Sha256 == entry.Entry.Sha256 && r.Answers.Subject == answers.Subject), wasThere);
    }

    /// <summary>Keeps the text that another program made of a reply, beside it.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="text">The file with the text.</param>
    /// <param name="by">The program, with its version.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<AccessReply> AddReplyTextAsync(AccessReply reply, string text, string by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var meta = new Dictionary<string, string> { [TextOf] = reply.Entry.Sha256, [ByKey] = by };
        await TakeReplyAsync(text, (sha256, bytes, file, form) => new(ReplyTextMade, time.GetUtcNow(), file, sha256, bytes, reply.Entry.Source, form, Tool, Knowledge.Version, $"text of {reply.Entry.File}, by {by}", meta), cancellation).ConfigureAwait(false);
        return Replies.Last(r => r.Entry.Sha256 == reply.Entry.Sha256 && r.Answers.Subject == reply.Answers.Subject);
    }

    /// <summary>Opens the file that is read of a reply. <see cref="DossierException"/> where it is gone or is no plain file.</summary>
    public FileStream OpenReply(AccessReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var path = ReplyPath(reply.Read);
        return PlainFiles.IsPlain(path, long.MaxValue) ? new(path, FileMode.Open, FileAccess.Read, FileShare.Read) : throw new DossierException($"{reply.Read.File} is gone, or is no plain file: 'klikspaan verify' checks all");
    }

    /// <summary>What is not as the manifest says in <c>replies/</c>, in words; empty when all is.</summary>
    internal IEnumerable<string> ReplyFaults()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in Manifest.Entries.Where(e => e.Event is Replied or ReplyTextMade).DistinctBy(e => (e.File, e.Sha256)))
        {
            known.Add(entry.File);
            if (!IsInReplies(entry))
            {
                yield return $"manifest.jsonl names '{entry.File}', which is not in {ReplyFolder}/";
            }
            else if (!System.IO.File.Exists(ReplyPath(entry)))
            {
                yield return $"{entry.File}: the file is gone";
            }
            else if (!PlainFiles.IsPlain(ReplyPath(entry), long.MaxValue) || Digest(ReplyPath(entry)) != entry.Sha256)
            {
                yield return $"{entry.File}: it is not the file that came in (SHA-256 {entry.Sha256}): the file was changed";
            }
        }

        var folder = Path.Combine(Folder, ReplyFolder);
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            var name = $"{ReplyFolder}/{Path.GetFileName(path)}";
            if (!known.Contains(name))
            {
                yield return name.EndsWith(".part", StringComparison.Ordinal) ? $"{name}: what an import that was cut off left; import the reply again and remove this" : $"{name}: the manifest does not name it";
            }
        }
    }

    /// <summary><see cref="DossierException"/> when the file that is read of a reply is not the one that came in.</summary>
    internal void RequireUnchanged(AccessReply reply) => RequireUnchanged(reply.Read, Digest(ReplyPath(reply.Read)));

    async Task<(ManifestEntry Entry, bool WasThere)> TakeReplyAsync(string source, Func<string, long, string, string, ManifestEntry> line, CancellationToken cancellation)
    {
        RequireWrite();
        Directory.CreateDirectory(Path.Combine(Folder, ReplyFolder));
        Ignore();
        var part = Path.Combine(Folder, ReplyFolder, $"{Guid.NewGuid():N}.part");
        try
        {
            var (digest, bytes, form) = await CopyReplyAsync(source, part, cancellation).ConfigureAwait(false);
            var file = FileOf(digest, form);
            var path = Path.Combine(Folder, file);
            if (System.IO.File.Exists(path))
            {
                RequireUnchanged(line(digest, bytes, file, ""), Digest(path));
            }
            else
            {
                System.IO.File.Move(part, path);
            }

            var entry = line(digest, bytes, file, form.ToString().ToLowerInvariant());
            var said = Manifest.Entries.LastOrDefault(e => e.Event == entry.Event && e.Sha256 == digest && Subject(e) == Subject(entry));
            if (said is not null && said.Meta.Count == entry.Meta.Count && entry.Meta.All(m => said.Meta.GetValueOrDefault(m.Key) == m.Value))
            {
                return (said, true);
            }

            Manifest.Append(entry);
            return (entry, false);
        }
        finally
        {
            System.IO.File.Delete(part);
        }

        static string Subject(ManifestEntry entry) => AccessReplyAnswers.Of(entry.Meta).Subject;
    }

    /// <summary>The name by its digest; where another file has that, by all its digits.</summary>
    string FileOf(string digest, ReplyForm form)
    {
        var known = Manifest.Entries.FirstOrDefault(e => e.Event is Replied or ReplyTextMade && e.Sha256 == digest && IsInReplies(e));
        var name = $"{ReplyFolder}/{Locator.Short(digest)}{ReplyForms.Extension(form)}";
        return known?.File ?? (Manifest.Entries.Any(e => e.File == name) ? $"{ReplyFolder}/{digest}{ReplyForms.Extension(form)}" : name);
    }

    static async Task<(string Digest, long Bytes, ReplyForm Form)> CopyReplyAsync(string source, string part, CancellationToken cancellation)
    {
        using var input = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, 0, useAsync: true);
        if (!input.CanSeek)
        {
            throw new IOException($"{source} is a pipe or device: save what it gives as a file first");
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var output = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, useAsync: true);
        var block = new byte[1 << 20];
        var form = ReplyForm.Empty;
        var bytes = 0L;
        int read;
        while ((read = await input.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false)) > 0)
        {
            form = bytes > 0 ? form : ReplyForms.Of(block.AsSpan(0, Math.Min(read, ReplyForms.HeadBytes)), Path.GetFileName(source));
            digest.AppendData(block, 0, read);
            await output.WriteAsync(block.AsMemory(0, read), cancellation).ConfigureAwait(false);
            bytes += read;
        }

        output.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(digest.GetHashAndReset()), bytes, form);
    }

    /// <summary>A dossier that was made before there were replies does not keep them out of git: they hold more personal data than anything else.</summary>
    void Ignore()
    {
        var path = Path.Combine(Folder, ".gitignore");
        if (PlainFiles.IsPlain(path) && System.IO.File.ReadAllText(path) is var text && !text.Split('\n').Any(l => l.Trim() == $"{ReplyFolder}/"))
        {
            System.IO.File.WriteAllText(path, $"{text}{(text.EndsWith('\n') || text.Length == 0 ? "" : "\n")}{ReplyFolder}/\n", new UTF8Encoding(false));
        }
    }

    string ReplyPath(ManifestEntry entry) => IsInReplies(entry) ? Path.Combine(Folder, entry.File) : throw new DossierException($"manifest.jsonl names '{entry.File}', which is not in {ReplyFolder}/");

    static bool IsInReplies(ManifestEntry entry) => Path.GetFileName(entry.File) is var name && entry.File == $"{ReplyFolder}/{name}" && name is not ("" or "." or "..");
}
