using System.Text;
using Klikspaan.Decoding;
using Klikspaan.Exporting;

namespace Klikspaan.Store;

/// <summary>Writes a dossier in formats that other programs read. The same dossier and versions give the same bytes.</summary>
/// <param name="source">What is written.</param>
/// <param name="folder">The folder to write to; it is made if absent.</param>
public sealed class Exporter(TableSource source, string folder)
{
    const string Csv = "csv", Parquet = "parquet", Har = "har", Warc = "warc";

    /// <summary>The formats of tables.</summary>
    public static IReadOnlyList<string> OfTables { get; } = [Csv, Parquet];

    /// <summary>Every format.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. OfTables, Har, Warc];

    /// <summary>How many exchanges had no place in the format.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Writes in one format, and gives the names of the files; <see cref="ArgumentException"/> where that would show what was not asked for.</summary>
    public async Task<IReadOnlyList<string>> WriteAsync(string format, CancellationToken cancellation)
    {
        if (format is Har or Warc && !source.Reveal)
        {
            throw new ArgumentException((format == Har ? "an HTTP Archive" : "a WARC file") + " holds requests as they were sent, with cookies and tokens: add --show-secrets if that is what you want");
        }

        Directory.CreateDirectory(folder);
        var written = new List<string>();
        if (format == Har)
        {
            foreach (var (capture, _) in source.Captures)
            {
                written.Add(Path.Combine(folder, Locator.Short(capture.Sha256) + ".har"));
                await HarAsync(capture, written[^1], cancellation).ConfigureAwait(false);
            }

            return written;
        }

        if (format == Warc)
        {
            foreach (var (capture, _) in source.Captures)
            {
                written.Add(Path.Combine(folder, Locator.Short(capture.Sha256) + ".warc.gz"));
                await WarcAsync(capture, written[^1], cancellation).ConfigureAwait(false);
            }

            return written;
        }

        foreach (var table in Tables.All)
        {
            written.Add(Path.Combine(folder, $"{table.Name}.{format}"));
            await (format == Csv ? CsvAsync(table, written[^1], cancellation) : ParquetAsync(table, written[^1], cancellation)).ConfigureAwait(false);
        }

        return written;
    }

    async Task HarAsync(ManifestEntry capture, string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
        using var archive = new HarWriter(file, capture.Sha256, Dossier.Tool);
        await foreach (var observation in source.Dossier.ObserveAsync(capture, null, cancellation).ConfigureAwait(false))
        {
            if (observation is { Exchange: { } exchange, Decoded: { } decoded })
            {
                archive.Add(exchange with { Problems = Told(observation, exchange, decoded) });
            }
        }

        archive.Finish();
        LeftOut += archive.LeftOut;
    }

    async Task WarcAsync(ManifestEntry capture, string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
        var archive = new WarcArchiveWriter(file, capture.Sha256, capture.At, Dossier.Tool);
        await foreach (var observation in source.Dossier.ObserveAsync(capture, null, cancellation).ConfigureAwait(false))
        {
            if (observation is { Exchange: { } exchange, Decoded: { } decoded })
            {
                archive.Add(exchange with { Problems = Told(observation, exchange, decoded) });
            }
        }

        archive.Finish();
    }

    /// <summary>What is wrong with an exchange in its capture; what the decoding could not make out it will tell again when the file is read.</summary>
    static IReadOnlyList<Problem> Told(Observation observation, Exchange exchange, DecodedExchange decoded) =>
        [.. observation.Problems.Take(observation.Problems.Count - decoded.Problems.Count), .. exchange.Problems];

    async Task ParquetAsync(Table table, string path, CancellationToken cancellation)
    {
        await using var query = await Query.LoadAsync(table, "", source, cancellation).ConfigureAwait(false);
        query.WriteParquet(table, path);
    }

    async Task CsvAsync(Table table, string path, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\r\n" };
        await writer.WriteLineAsync(CsvRows.Head(table.Columns)).ConfigureAwait(false);
        await foreach (var row in table.Rows(source, cancellation).ConfigureAwait(false))
        {
            await writer.WriteLineAsync(CsvRows.Write(row)).ConfigureAwait(false);
        }
    }
}
