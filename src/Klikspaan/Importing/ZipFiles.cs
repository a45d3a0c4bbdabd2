using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>
/// Reads a ZIP archive from its beginning to its end, file by file, by the head of each. What is neither head nor directory is passed over
/// and reported once. The directory at the end is held against what was read: bytes within a file that look like a head would not fit it.
/// </summary>
/// <param name="stream">The archive.</param>
/// <param name="limits">The bounds to keep.</param>
/// <param name="isKept">Whether the bytes of a file of this name are wanted, and not only the first of them.</param>
sealed class ZipFiles(Stream stream, Limits limits, Func<string, bool> isKept)
{
    /// <summary>How much is kept of a file that is not wanted, or is too large.</summary>
    public const int BeginningBytes = 64 << 10;

    /// <summary>Larger than the largest head.</summary>
    const int LargestHead = 256 << 10;

    readonly CaptureSource source = new(stream, Math.Max(limits.EntryBytes, LargestHead));
    readonly ZipDirectory directory = new();
    long strayFrom = -1;

    /// <summary>The files in the order of the archive; those without a head say what is wrong with the archive.</summary>
    public async IAsyncEnumerable<ZippedFile> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            source.Keep();
            if (!await TakeAsync(4, cancellation).ConfigureAwait(false))
            {
                yield return Cut("the rest of the archive");
                yield break;
            }

            var signature = BinaryPrimitives.ReadUInt32LittleEndian(source.Kept.Span);
            if (signature != ZipHead.Signature && !ZipDirectory.IsPart(signature))
            {
                strayFrom = strayFrom < 0 ? source.KeptFrom : strayFrom;
                await SearchAsync(cancellation).ConfigureAwait(false);
                continue;
            }

            if (strayFrom >= 0)
            {
                yield return new(strayFrom, source.KeptFrom - strayFrom, null, new("frame", "a file of the archive, or its directory", $"{source.KeptFrom - strayFrom} bytes that are none, and were not read"));
                strayFrom = -1;
            }

            var file = signature == ZipHead.Signature ? await FileAsync(cancellation).ConfigureAwait(false) : await DirectoryAsync(signature, cancellation).ConfigureAwait(false);
            if (file is not null)
            {
                yield return file;
            }

            if (file?.Fault is { Kind: "cut" })
            {
                yield break;
            }

            if (signature == ZipDirectory.EndSignature)
            {
                break;
            }
        }

        source.Keep();
        if (await source.HasMoreAsync(cancellation).ConfigureAwait(false))
        {
            yield return new(source.Position, 0, null, new("frame", "the end of the file after the archive", "more bytes, which were not read"));
        }

        if (directory.Fault is { } fault)
        {
            yield return new(source.Position, 0, null, fault);
        }
    }

    async ValueTask<ZippedFile?> FileAsync(CancellationToken cancellation)
    {
        var offset = source.KeptFrom;
        if (!await TakeAsync(ZipHead.FixedLength - 4, cancellation).ConfigureAwait(false))
        {
            return Cut("the rest of the head of a file");
        }

        var (name, extra) = ZipHead.Variable(source.Kept.Span);
        if (!await TakeAsync(name + extra, cancellation).ConfigureAwait(false))
        {
            return Cut("the rest of the head of a file");
        }

        var head = ZipHead.Read(source.Kept.Span);
        directory.Found(offset);
        source.Keep();
        var file = new ZippedFile(offset, 0, head) { PackedAt = source.Position, PackedLength = head.PackedLength, Inflated = head.Length, Checksum = head.Checksum };
        var read = head.HasDescriptor ? await UnknownAsync(file, cancellation).ConfigureAwait(false) : await KnownAsync(file, cancellation).ConfigureAwait(false);
        return read is null
            ? new(offset, source.Position - offset, head, new("cut", "the rest of a file", "the end of the file"))
            : read with { Length = source.Position - offset };
    }

    /// <summary>Reads a file of which the head says how long it is; null when the archive ends within it.</summary>
    async ValueTask<ZippedFile?> KnownAsync(ZippedFile file, CancellationToken cancellation)
    {
        var first = (int)Math.Min(file.PackedLength, BeginningBytes);
        if (!await TakeAsync(first, cancellation).ConfigureAwait(false))
        {
            return null;
        }

        var beginning = source.Kept.ToArray();
        var isWanted = isKept(file.Head!.Name) && file.PackedLength <= limits.EntryBytes;
        if (!await TakeAsync(file.PackedLength - first, cancellation).ConfigureAwait(false))
        {
            return null;
        }

        return file with { Packed = isWanted ? source.Kept.ToArray() : beginning };
    }

    /// <summary>Reads a file of which sizes and checksum follow; null when the archive ends within it.</summary>
    async ValueTask<ZippedFile?> UnknownAsync(ZippedFile file, CancellationToken cancellation)
    {
        var end = GzipEnd.Broken;
        var inflation = new Inflation(source);
        if (file.IsDeflated && !file.Head!.IsEncrypted)
        {
            end = await inflation.ReadAsync(0, default, Math.Max(limits.LayerBytes, BeginningBytes) * 64L, cancellation).ConfigureAwait(false);
        }

        if (end == GzipEnd.Cut)
        {
            return null;
        }

        if (end != GzipEnd.Whole && !source.IsTooLarge)
        {
            // How far it was gone through depends on how the bytes came; what follows must not.
            source.Return(0);
        }

        var packed = source.Position - file.PackedAt;
        var bytes = source.Kept[..(int)Math.Min(source.Kept.Length, isKept(file.Head!.Name) && packed <= limits.EntryBytes ? packed : BeginningBytes)].ToArray();
        if (end != GzipEnd.Whole)
        {
            return await UpToDescriptorAsync(file, packed, bytes, cancellation).ConfigureAwait(false);
        }

        source.Keep();
        while (source.Position - source.KeptFrom < ZipDescriptor.Longest && await TakeAsync(1, cancellation).ConfigureAwait(false))
        {
        }

        var descriptor = ZipDescriptor.Read(source.Kept.Span, packed, inflation.Inflated);
        if (descriptor is null && source.Kept.Length < ZipDescriptor.Longest)
        {
            return null;
        }

        source.Return(descriptor?.Length ?? 0);
        return file with
        {
            PackedLength = packed,
            Packed = bytes,
            Start = inflation.Start.ToArray(),
            Inflated = inflation.Inflated,
            Checksum = descriptor?.Checksum ?? inflation.Checksum,
            Fault = descriptor is null ? new("zip", "sizes and checksum after the file, as they are", "others, or none") : null,
        };
    }

    /// <summary>Goes to what says that it stands after as many bytes as there are: the way where the bytes do not tell their own end.</summary>
    async ValueTask<ZippedFile?> UpToDescriptorAsync(ZippedFile file, long count, byte[] beginning, CancellationToken cancellation)
    {
        var seen = new ArrayBufferWriter<byte>();
        seen.Write(beginning);
        var search = new ZipDescriptorSearch(file.Head!.Method == 0 && !file.Head.IsEncrypted, count);
        source.Keep();
        while (search.Found is null)
        {
            if (!await source.HasMoreAsync(cancellation).ConfigureAwait(false))
            {
                return null;
            }

            var take = search.Take(source.Next.Span);
            seen.Write(source.Next.Span[..(count > 0 ? 0 : Math.Clamp(BeginningBytes - seen.WrittenCount, 0, take))]);
            source.Take(take);
        }

        var packed = search.Count - search.Found.Value.Length;
        var isWanted = count == 0 && isKept(file.Head.Name) && packed <= limits.EntryBytes && !source.IsTooLarge;
        var bytes = isWanted ? source.Kept[..(int)packed] : seen.WrittenMemory[..(int)Math.Min(seen.WrittenCount, packed)];
        return file with { PackedLength = packed, Packed = bytes.ToArray(), Inflated = search.Found.Value.Inflated, Checksum = search.Found.Value.Checksum };
    }

    async ValueTask<ZippedFile?> DirectoryAsync(uint signature, CancellationToken cancellation)
    {
        if (!await TakeAsync(ZipDirectory.Fixed(signature) - 4, cancellation).ConfigureAwait(false))
        {
            return Cut("the rest of the directory");
        }

        var more = ZipDirectory.Variable(signature, source.Kept.Span);
        if (more > LargestHead)
        {
            return null;
        }

        if (!await TakeAsync(more, cancellation).ConfigureAwait(false))
        {
            return Cut("the rest of the directory");
        }

        directory.Listed(signature, source.Kept.Span);
        return null;
    }

    async ValueTask<bool> TakeAsync(long count, CancellationToken cancellation)
    {
        while (count > 0)
        {
            if (!await source.HasMoreAsync(cancellation).ConfigureAwait(false))
            {
                return false;
            }

            var take = (int)Math.Min(count, source.Next.Length);
            source.Take(take);
            count -= take;
        }

        return true;
    }

    /// <summary>Goes to what may be the beginning of a head, after where the source kept from.</summary>
    async Task SearchAsync(CancellationToken cancellation)
    {
        source.ReturnToSearch();
        while (await source.HasMoreAsync(cancellation).ConfigureAwait(false))
        {
            var at = source.Next.Span.IndexOf((byte)'P');
            if (at == 0)
            {
                return;
            }

            source.Take(at < 0 ? source.Next.Length : at);
        }
    }

    ZippedFile Cut(string expected)
    {
        var from = strayFrom >= 0 ? strayFrom : source.KeptFrom;
        return new(from, source.Position - from, null, new("cut", expected, "the end of the file"));
    }
}
