namespace Klikspaan.Importing;

/// <summary>Every format of capture that can be read.</summary>
public static class CaptureReaders
{
    /// <summary>How many bytes of a file's start are enough to recognise it.</summary>
    public const int HeadBytes = 64 << 10;

    /// <summary>The readers.</summary>
    public static IReadOnlyList<ICaptureReader> All { get; } =
    [
        // Before lines of JSON: what a vendor's service wrote is not to be taken for what a device stored, nor a line of a log.
        new RecordReader(),
        new HarReader(), new WarcReader(), new FlowReader(), new BurpReader(), new SazReader(), new CharlesReader(), new PacketReader(),
        new TranscriptReader(),
        .. LogFormats.All.Select(f => new LogReader(f)),
        new CsvReader(),
        new JsonLinesReader(),
    ];

    /// <summary>The reader for a file that starts with <paramref name="head"/>; null when none recognises it.</summary>
    public static ICaptureReader? Recognise(ReadOnlySpan<byte> head)
    {
        foreach (var reader in All)
        {
            if (reader.Recognises(head))
            {
                return reader;
            }
        }

        return null;
    }

    /// <summary>The reader of a format by name; null when there is none.</summary>
    public static ICaptureReader? Find(string format) => All.FirstOrDefault(r => r.Format == format);
}
