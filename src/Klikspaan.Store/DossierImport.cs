using System.Collections.Concurrent;
using Klikspaan.Decoding;
using Klikspaan.Importing;

namespace Klikspaan.Store;

/// <summary>How a file comes into a dossier.</summary>
public sealed partial class Dossier
{
    /// <summary>Copies a file in, makes its index on the way, and gives its line in the manifest; the second value tells whether it was there already.</summary>
    /// <param name="source">The file.</param>
    /// <param name="meta">What a person says of it.</param>
    /// <param name="progress">Is told how many bytes were read.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <param name="named">The name that it had where it came from, when that is not its own: of a file of an archive.</param>
    public async Task<(ManifestEntry Entry, bool WasThere)> ImportAsync(
        string source, IReadOnlyDictionary<string, string> meta, IProgress<long>? progress, CancellationToken cancellation, string? named = null)
    {
        RequireWrite();
        Directory.CreateDirectory(Captures);
        var (input, _) = CaptureInput.Open(source);
        await using var open = input.ConfigureAwait(false);
        if (!input.CanSeek)
        {
            throw new IOException($"{source} is a pipe or device: save what it gives as a file first");
        }

        var head = new byte[CaptureReaders.HeadBytes];
        var length = await input.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        var name = named ?? Path.GetFileName(source);
        RequireFormat(name, head.AsSpan(0, length));
        RequireWhole(source, name, CaptureReaders.Recognise(head.AsSpan(0, length))!);
        input.Position = 0;

        var part = Path.Combine(Captures, $"{Guid.NewGuid():N}.part");
        Manifest.Append(new("import-started", time.GetUtcNow(), $"captures/{Path.GetFileName(part)}", "", input.Length, name, "", Tool, Knowledge.Version, "", NoMeta));
        var index = IndexPart();
        try
        {
            var reader = CaptureReaders.Recognise(head.AsSpan(0, length))!;
            var (digest, writer) = await TakeInAsync(input, part, index, reader, PlantedWith(meta), progress, cancellation).ConfigureAwait(false);
            using (writer)
            {
                if (Manifest.Captures.FirstOrDefault(c => c.Sha256 == digest) is { } there)
                {
                    Restore(part, there);
                    return (there, true);
                }

                var entry = Name(part, digest, new FileInfo(part).Length, name, "", meta);
                if (writer is null)
                {
                    await IndexAsync(entry, progress, cancellation).ConfigureAwait(false);
                }
                else
                {
                    Finish(entry, writer, index);
                }

                return (entry, false);
            }
        }
        finally
        {
            // Nothing is lost: the original is where it was, so a remainder would only take room.
            System.IO.File.Delete(part);
            Remove(index);
        }
    }

    /// <summary>
    /// Copies, digests and reads a file in one pass, so that its bytes pass the memory once. Where that fails, as on a full disk, the
    /// index gives up its room, and the capture, which is the truth, is copied alone.
    /// </summary>
    async Task<(string Digest, IndexWriter? Index)> TakeInAsync(
        Stream input, string part, string index, ICaptureReader reader, IReadOnlyList<PlantedValue> planted, IProgress<long>? progress, CancellationToken cancellation)
    {
        var writer = new IndexWriter(index);
        try
        {
            return (await CopyAsync(input, part, s => FillAsync(writer, s, reader, planted, progress, cancellation), cancellation).ConfigureAwait(false), writer);
        }
        catch (IOException)
        {
            Abandon(writer, index);
            System.IO.File.Delete(part);
            input.Position = 0;
            return (await CopyAsync(input, part, _ => Task.CompletedTask, cancellation).ConfigureAwait(false), null);
        }
        catch
        {
            Abandon(writer, index);
            throw;
        }
    }

    static void Abandon(IndexWriter writer, string index)
    {
        try
        {
            writer.Dispose();
        }
        catch (IOException)
        {
            // What it still held does not fit either.
        }

        Remove(index);
    }

    static async Task<string> CopyAsync(Stream input, string part, Func<DigestStream, Task> read, CancellationToken cancellation)
    {
        await using var output = new FileStream(part, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 0, useAsync: true);
        var stream = new DigestStream(input, output);
        await using (stream.ConfigureAwait(false))
        {
            await read(stream).ConfigureAwait(false);
            var digest = await stream.FinishAsync(cancellation).ConfigureAwait(false);
            output.Flush(flushToDisk: true);
            return digest;
        }
    }

    async Task FillAsync(
        IndexWriter writer, DigestStream stream, ICaptureReader reader, IReadOnlyList<PlantedValue> planted, IProgress<long>? progress, CancellationToken cancellation)
    {
        var pipeline = new Pipeline(Knowledge, planted, Limits, Workers);
        var spare = new ConcurrentBag<IndexBatch>();
        await foreach (var batch in pipeline.ReadAsync(
            stream, reader, "", () => spare.TryTake(out var free) ? free : new(Limits), (b, o) => b.Add(o), Kept.Nothing, cancellation).ConfigureAwait(false))
        {
            writer.Add(batch);
            batch.Clear();
            spare.Add(batch);
            progress?.Report(stream.Position);
        }
    }

    static void RequireFormat(string name, ReadOnlySpan<byte> head)
    {
        if (CaptureReaders.Recognise(head) is null)
        {
            var formats = string.Join(", ", CaptureReaders.All.Select(r => r.Format));
            throw new CaptureException(new(
                new("", 0, MessagePart.Whole, name, 0, head.Length, ""), "format", $"a capture ({formats})", Describe(head)));
        }
    }

    /// <summary>A file of which part stands in another that cannot be read is not taken in: what it says would not be what was stored.</summary>
    static void RequireWhole(string source, string name, ICaptureReader reader)
    {
        foreach (var ending in reader.Besides.Where(b => new FileInfo(source + b) is { Exists: true, Length: > 0 }))
        {
            var file = Path.GetFileName(name);
            throw new CaptureException(new(
                new("", 0, MessagePart.Whole, name, 0, 0, ""), "journal", "a database that holds what was stored and no more",
                $"{file}{ending} beside it, of changes that were not finished: keep both files as they are, copy them to another folder, run there sqlite3 {file} \"PRAGMA quick_check\", which takes these changes back in the copy, and import that"));
        }
    }

    /// <summary>What a file starts with, in words that show nothing of its contents.</summary>
    static string Describe(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        return head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? "text in UTF-16, as some programs of Windows save it: save it as UTF-8 (Get-Content FILE | Set-Content -Encoding utf8 COPY) and import that"
            : text.IsEmpty ? "an empty file"
            : text[0] == '{' ? "JSON of another kind: an object that begins neither with \"log\", as an HTTP Archive, nor with records or events that are known"
            : text[0] == '[' ? "JSON of another kind: a list that begins with no transaction of a session, record or event that is known"
            : text[0] == '<' ? "XML or HTML"
            : head.ContainsAnyInRange((byte)0, (byte)8) ? "a binary file of another format"
            : "text of another format";
    }
}
