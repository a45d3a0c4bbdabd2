namespace Klikspaan.Store;

/// <summary>Writes the index of one capture while it is read; memory grows with the distinct kinds of values, up to a limit.</summary>
sealed class IndexWriter : IDisposable
{
    readonly string folder;
    readonly Limits limits;
    readonly FileStream exchanges, planted, problems;
    readonly OrderedDictionary<DistinctKey, Tally> distinct = [];
    long dropped;
    bool isRecording;

    public IndexWriter(string folder, Limits limits)
    {
        (this.folder, this.limits) = (folder, limits);
        exchanges = Open(CaptureIndex.Files[0]);
        planted = Open(CaptureIndex.Files[2]);
        problems = Open(CaptureIndex.Files[3]);
    }

    /// <summary>How many exchanges, opaque bytes, bytes out and problems were seen.</summary>
    public ImportCounts Counts { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Adds the next batch, in the order of the capture.</summary>
    public void Add(IndexBatch batch)
    {
        isRecording |= batch.IsRecording;
        Counts = new(
            Counts.Exchanges + batch.Counts.Exchanges, Counts.BytesOut + batch.Counts.BytesOut, Counts.OpaqueBytes + batch.Counts.OpaqueBytes, Counts.Problems + batch.Counts.Problems);
        exchanges.Write(batch.Exchanges.WrittenSpan);
        planted.Write(batch.Planted.WrittenSpan);
        problems.Write(batch.Problems.WrittenSpan);
        foreach (var (key, span) in batch.Distinct)
        {
            Count(key, span);
        }
    }

    /// <summary>Writes what was gathered, and seals the index.</summary>
    public void Finish(string capture, string tool, string knowledge, string plantedDigest)
    {
        if (dropped > 0)
        {
            var last = new IndexBatch(limits);
            last.Add(new Problem(new("", 0, MessagePart.Whole, "", 0, 0, ""), "limit", $"at most {limits.DistinctRows} distinct kinds of values", $"{dropped} values of further kinds, which disclosures do not list"));
            Add(last);
        }

        WriteDistinct();
        Dispose();
        var files = CaptureIndex.Files.ToDictionary(f => f, f => CaptureIndex.Digest(Path.Combine(folder, f)));
        CaptureIndex.WriteSeal(folder, new(capture, tool, knowledge, plantedDigest, Counts.Exchanges, files, isRecording));
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

    void Count(DistinctKey key, DistinctSpan span)
    {
        if (distinct.TryGetValue(key, out var tally))
        {
            tally.Count += span.Count;
            tally.Last = span.Last;
        }
        else if (distinct.Count < limits.DistinctRows)
        {
            distinct.Add(key, new() { Count = span.Count, First = span.First, Last = span.Last });
        }
        else
        {
            dropped += span.Count;
        }
    }

    void WriteDistinct()
    {
        using var rows = Open(CaptureIndex.Files[1]);
        using var names = Open(CaptureIndex.Files[4]);
        DistinctFile.Write(rows, names, distinct.Select(d => (d.Key, d.Value.Count, d.Value.First, d.Value.Last)));
    }

    FileStream Open(string file) => new(Path.Combine(folder, file), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);

    sealed class Tally
    {
        public long Count { get; set; }

        public required DistinctPlace First { get; init; }

        public required DistinctPlace Last { get; set; }
    }
}
