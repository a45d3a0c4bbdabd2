using Klikspaan.Importing;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>Takes a capture of packets in, and what could be opened of its encrypted connections as a capture of its own that belongs to it.</summary>
static class DecryptedImport
{
    /// <summary>Takes a file in, with what it says of it, and tells of the line in the manifest.</summary>
    public delegate Task<int> TakeIn(CaptureFile file, IReadOnlyDictionary<string, string> meta, Action<ManifestEntry>? taken);

    /// <summary>Does that; gives the exit code.</summary>
    /// <param name="shell">Where to say what was done.</param>
    /// <param name="dossier">The dossier.</param>
    /// <param name="file">The capture.</param>
    /// <param name="keys">A key log; null where the capture holds the secrets.</param>
    /// <param name="room">A folder of our own.</param>
    /// <param name="takeIn">Takes a file in.</param>
    /// <param name="meta">What a person says of the capture.</param>
    /// <param name="maxOpaque">Percentage of bytes that may stay unopened.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static async Task<int> RunAsync(
        Shell shell, Dossier dossier, CaptureFile file, string? keys, string room, TakeIn takeIn, IReadOnlyDictionary<string, string> meta, double maxOpaque, CancellationToken cancellation)
    {
        if (!IsOfPackets(file.Path))
        {
            await shell.Error.WriteLineAsync($"klikspaan: {Terminal.Clean(file.Name)} is no capture of packets: {(keys is null ? "--decrypt" : "--keys")} had nothing to do");
            return await takeIn(file, meta, null);
        }

        if (keys is null && !await HoldsSecretsAsync(file.Path, cancellation))
        {
            await shell.Error.WriteLineAsync($"klikspaan: nothing of {Terminal.Clean(file.Name)} was opened: it holds no secrets, and no key log was given with --keys");
            return await takeIn(file, meta, null);
        }

        ManifestEntry? entry = null;
        await takeIn(file, meta, e => entry = e);
        var opened = Path.Combine(room, Guid.NewGuid().ToString("N"));
        try
        {
            return await OpenAsync(shell, dossier, file, entry!, keys, opened, takeIn, meta, maxOpaque, cancellation);
        }
        finally
        {
            File.Delete(opened);
        }
    }

    static async Task<int> OpenAsync(
        Shell shell, Dossier dossier, CaptureFile file, ManifestEntry entry, string? keys, string opened, TakeIn takeIn, IReadOnlyDictionary<string, string> meta, double maxOpaque, CancellationToken cancellation)
    {
        var tool = await Decryption.RunAsync(file.Path, keys, opened, cancellation);
        var flows = new OpenedFlows();
        await using (var stream = File.OpenRead(opened))
        {
            await flows.AddAsync(stream, cancellation);
        }

        int count, all;
        await using (var stream = File.OpenRead(file.Path))
        {
            (count, all) = await flows.CountAsync(stream, cancellation);
        }

        await shell.Error.WriteLineAsync($"klikspaan: {Terminal.Clean(file.Name)}: {count} of {all} encrypted {(all == 1 ? "connection was" : "connections were")} opened{(count == 0 && all > 0 ? ": the secrets are of other connections, or do not suffice" : "")}");
        var code = ExitCode.Done;
        if (flows.Count > 0)
        {
            code = await takeIn(new(opened, $"{file.Name}, opened by {tool}", true, false), new Dictionary<string, string>(meta) { [CaptureMeta.OpenedFrom] = entry.Sha256 }, null);
        }

        // What was opened is told in the other capture, and no more as not seen in this one.
        var counts = dossier.IsIndexed(entry) ? dossier.IndexOf(entry).Counts() : await Progress.RunAsync(shell, $"reading {entry.File}", entry.Bytes, p => dossier.IndexAsync(entry, p, cancellation));
        return Math.Max(code, await ImportCommand.CompletenessAsync(shell, counts, maxOpaque));
    }

    static bool IsOfPackets(string path)
    {
        using var start = File.OpenRead(path);
        var head = new byte[CaptureReaders.HeadBytes];
        return CaptureReaders.Recognise(head.AsSpan(0, start.ReadAtLeast(head, head.Length, throwOnEndOfStream: false))) is PacketReader;
    }

    static async Task<bool> HoldsSecretsAsync(string path, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        return await PacketReader.HoldsSecretsAsync(stream, cancellation);
    }
}
