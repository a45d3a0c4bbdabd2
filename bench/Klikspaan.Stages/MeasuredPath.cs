using Klikspaan.Decoding;
using Klikspaan.Importing;
using Klikspaan.Store;

namespace Klikspaan.Stages;

/// <summary>The path of <c>import</c> on one thread, one stage after the other, so that the time of each can be told.</summary>
sealed class MeasuredPath(Pipeline pipeline, string capture)
{
    const int BatchBytes = 1 << 20;
    const int BlockBytes = 1 << 18;

    /// <summary>How large the capture is.</summary>
    public long Bytes { get; } = new FileInfo(capture).Length;

    /// <summary>Reads the capture once.</summary>
    public async Task PassAsync(StageClock clock)
    {
        var bytes = await DigestAsync(clock).ConfigureAwait(false);
        var reader = CaptureReaders.Recognise(bytes.AsSpan(0, Math.Min(bytes.Length, 4096))) ?? throw new InvalidDataException($"{capture}: no capture");
        var room = new DecodingRoom(Limits.Default, Kept.Nothing) { Clock = clock };
        var pairs = new List<(JsonText Name, JsonText Value)>();
        var batch = new IndexBatch(Limits.Default);
        long inBatch = 0;
        clock.Restart();
        await foreach (var entry in reader.SplitAsync(new MemoryStream(bytes), Limits.Default, default).ConfigureAwait(false))
        {
            clock.Lap(Stage.Split);
            entry.Pairs = pairs;
            var observation = pipeline.Observe(entry, reader, "", room);
            clock.Restart();
            batch.Add(observation);
            entry.Return();
            clock.Lap(Stage.Rows);
            inBatch += entry.Length;
            if (inBatch > BatchBytes)
            {
                inBatch = 0;
                batch.Clear();
                clock.Lap(Stage.Rows);
            }
        }
    }

    /// <summary>Reads, digests and copies the file as an import does; gives its bytes.</summary>
    async Task<byte[]> DigestAsync(StageClock clock)
    {
        var copy = capture + ".copy";
        try
        {
            clock.Restart();
            await using var input = new FileStream(capture, FileMode.Open, FileAccess.Read, FileShare.Read, 0, useAsync: true);
            await using var output = new FileStream(copy, FileMode.Create, FileAccess.Write, FileShare.Read, 0, useAsync: true);
            await using var stream = new DigestStream(input, output);
            var block = new byte[BlockBytes];
            while (await stream.ReadAsync(block).ConfigureAwait(false) > 0)
            {
            }

            await stream.FinishAsync(default).ConfigureAwait(false);
            clock.Lap(Stage.Digest);
        }
        finally
        {
            File.Delete(copy);
        }

        return await File.ReadAllBytesAsync(capture).ConfigureAwait(false);
    }
}
