namespace Klikspaan.Store;

/// <summary>Writes the index of one capture while it is read; it holds nothing but counts.</summary>
sealed class IndexWriter : IDisposable
{
    readonly string folder;
    readonly FileStream exchanges, planted, problems;
    bool isRecording;

    public IndexWriter(string folder)
    {
        this.folder = folder;
        exchanges = Open(CaptureIndex.Files[0]);
        planted = Open(CaptureIndex.Files[1]);
        problems = Open(CaptureIndex.Files[2]);
    }

    /// <summary>How many exchanges, opaque bytes, bytes out and problems were seen.</summary>
    public ImportCounts Counts { get; private set; } = ImportCounts.None;

    /// <summary>Adds the next batch, in the order of the capture.</summary>
    public void Add(IndexBatch batch)
    {
        isRecording |= batch.IsRecording;
        Counts += batch.Counts;
        exchanges.Write(batch.Exchanges.WrittenSpan);
        planted.Write(batch.Planted.WrittenSpan);
        problems.Write(batch.Problems.WrittenSpan);
    }

    /// <summary>Seals the index.</summary>
    public void Finish(string capture, string tool, string knowledge, string plantedDigest)
    {
        Dispose();
        var files = CaptureIndex.Files.ToDictionary(f => f, f => CaptureIndex.Digest(Path.Combine(folder, f)));
        CaptureIndex.WriteSeal(folder, new(capture, tool, knowledge, plantedDigest, Counts, files, isRecording));
    }

    public void Dispose()
    {
        // Each of them writes what it still holds, which fails on a full disk: the others are closed all the same.
        using (exchanges)
        using (planted)
        using (problems)
        {
        }
    }

    FileStream Open(string file) => new(Path.Combine(folder, file), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
}
