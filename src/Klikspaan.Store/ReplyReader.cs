using Klikspaan.Decoding;
using Klikspaan.Importing;
using Klikspaan.Replying;

namespace Klikspaan.Store;

/// <summary>Reads the files of a reply: the file itself, or those of an archive and of the archives in it. Nothing is written to a disk.</summary>
/// <param name="sink">Takes what is read, and what could not be.</param>
sealed class ReplyReader(ReplySink sink)
{
    readonly Limits zip = Limits.Default with { EntryBytes = sink.Limits.UnpackedBytes, LayerBytes = sink.Limits.UnpackedBytes };
    long unpacked;

    /// <summary>How many files were read, or tried.</summary>
    public int Files { get; private set; }

    /// <summary>Reads a reply.</summary>
    /// <param name="stream">The reply, which can be read again from its start.</param>
    /// <param name="name">The name that it had where it came from.</param>
    /// <param name="cancellation">Stops the work.</param>
    public Task ReadAsync(Stream stream, string name, CancellationToken cancellation) => PartAsync(stream, new(++Files, name, 0, stream.Length, ""), 0, cancellation);

    async Task PartAsync(Stream stream, ReplyPart part, int depth, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var head = new byte[ReplyForms.HeadBytes];
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        stream.Position = 0;
        var form = ReplyForms.Of(head.AsSpan(0, read), part.Name);
        switch (form)
        {
            case ReplyForm.Zip when depth >= sink.Limits.Archives:
                sink.Lose(part.Fault(sink.Reply, 0, stream.Length, "limit", $"archives of at most {sink.Limits.Archives} levels", "one more, which was not read: unpack it and import it by itself"));
                break;
            case ReplyForm.Zip:
                await ArchiveAsync(stream, part, depth, cancellation).ConfigureAwait(false);
                break;
            case ReplyForm.Utf16Little or ReplyForm.Utf16Big:
                Encoded(stream, part, form == ReplyForm.Utf16Big ? "utf-16be" : "utf-16le");
                break;
            case ReplyForm.Pdf:
                sink.Lose(part.Fault(sink.Reply, 0, stream.Length, "pdf", "text", depth > 0 ? "a PDF in an archive, of which the text was not made: unpack it and import it by itself" : "a PDF of which no text was made: install pdftotext (Debian: apt install poppler-utils) and import it again"));
                break;
            case ReplyForm.Binary:
                sink.Lose(part.Fault(sink.Reply, 0, stream.Length, "format", "CSV, JSON, XML, HTML, text, PDF or a ZIP archive", "bytes of another form, which were not read"));
                break;
            case ReplyForm.Empty:
                sink.Report(part.Fault(sink.Reply, 0, 0, "format", "CSV, JSON, XML, HTML, text, PDF or a ZIP archive", "an empty file"));
                break;
            default:
                ReplyForms.TryCut(stream, part, sink);
                break;
        }
    }

    void Encoded(Stream stream, ReplyPart part, string encoding)
    {
        var bytes = stream.Length <= sink.Limits.UnpackedBytes ? new byte[stream.Length] : null;
        if (bytes is not null && stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && Transforms.Find(encoding)!.TryDecode(bytes, zip, out var text, out _))
        {
            ReplyForms.TryCut(new MemoryStream(text), part with { Steps = Layer.Join(part.Steps, encoding) }, sink);
            return;
        }

        sink.Lose(part.Fault(sink.Reply, 0, stream.Length, "encoding", $"text in UTF-16 of at most {zip.LayerBytes} bytes as UTF-8", "more, or bytes that are none, which were not read: save it as UTF-8 and import that"));
    }

    async Task ArchiveAsync(Stream stream, ReplyPart part, int depth, CancellationToken cancellation)
    {
        await foreach (var file in new ZipFiles(stream, zip, _ => true).ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (file.Fault is { } fault)
            {
                sink.Lose(part.Fault(sink.Reply, file.Offset, file.Length, fault.Kind, fault.Expected, fault.Found));
            }

            if (file.Head is not { } head || head.Name.EndsWith('/'))
            {
                continue;
            }

            if (++Files > sink.Limits.Files)
            {
                sink.Lose(part.Fault(sink.Reply, file.Offset, 0, "limit", $"at most {sink.Limits.Files} files", "more, which were not read"));
                return;
            }

            var inner = part.Within(Files, VisibleText.Of(head.Name), file.PackedAt, file.PackedLength, file.IsDeflated ? "deflate" : "");
            if (Unpack(file, head, inner) is { } bytes)
            {
                await PartAsync(new MemoryStream(bytes), inner, depth + 1, cancellation).ConfigureAwait(false);
            }

            if (unpacked > sink.Limits.AllUnpackedBytes)
            {
                return;
            }
        }
    }

    /// <summary>The bytes of a file; null where they cannot be had, which is told.</summary>
    byte[]? Unpack(ZippedFile file, ZipHead head, ReplyPart inner)
    {
        // Of its bytes none is read yet, so the place is that of the packed ones.
        Problem Fault(string kind, string expected, string found) => new(new(sink.Reply, inner.Number, MessagePart.Whole, inner.Name, inner.Offset, inner.Length, inner.Steps), kind, expected, found);
        if (head.IsEncrypted || !(file.IsDeflated || head.Method == 0))
        {
            sink.Lose(Fault("zip", "a file that is stored or deflated", head.IsEncrypted ? "one that needs a password: unpack it and import it by itself" : "one that is compressed in another way: unpack it and import it by itself"));
            return null;
        }

        var most = (int)Math.Min(sink.Limits.UnpackedBytes, Math.Max(0, sink.Limits.AllUnpackedBytes - unpacked) + 1);
        var isTooLarge = !file.IsWhole;
        var bytes = isTooLarge ? null : file.IsDeflated ? ZipDeflated.Inflate(file.Packed, most, out isTooLarge) : file.Packed.ToArray();
        if (isTooLarge || bytes?.Length > most)
        {
            unpacked += most;
            sink.Lose(Fault("limit", $"a file of at most {sink.Limits.UnpackedBytes} bytes, and {sink.Limits.AllUnpackedBytes} with all others of the archive", "more, which were not read: unpack it and import it by itself"));
            return null;
        }

        if (bytes is null)
        {
            sink.Lose(Fault("zip", "bytes that can be unpacked", "broken ones, which were not read"));
            return null;
        }

        unpacked += bytes.Length;
        var sum = new Crc32();
        sum.Add(bytes);
        if (file.Checksum != sum.Value)
        {
            sink.Report(Fault("checksum", "the checksum that the archive holds", "another one: the file is read as it is"));
        }

        return bytes;
    }
}
