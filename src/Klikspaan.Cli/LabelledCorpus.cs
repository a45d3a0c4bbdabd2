using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Klikspaan.Importing;
using Klikspaan.Knowledge;

namespace Klikspaan.Cli;

/// <summary>Measures rules on the captures of a corpus that is no part of the knowledge folder, of which values are labelled by their place.</summary>
sealed class LabelledCorpus(Shell shell, string folder)
{
    /// <summary>The option that names the folder of the corpus.</summary>
    public static Option<string?> MakeOption(string description) => new("--corpus") { Description = description };

    /// <summary>Measures, and writes what is wrong; null when a capture is not there or is another, or a label stands at no value.</summary>
    public async Task<CorpusFigures?> MeasureAsync(string knowledgeFolder, KnowledgeBase knowledge, IReadOnlyCollection<KnowledgeFile> files, CancellationToken cancellation)
    {
        var labelled = RuleMeasurement.Captures(knowledge, files);
        foreach (var capture in labelled.Where(c => !File.Exists(PathOf(c))))
        {
            await shell.Error.WriteLineAsync(Terminal.Clean($"klikspaan: the corpus has no {capture.Name}, of which {capture.File} labels values"));
        }

        if (labelled.Count == 0 || labelled.Any(c => !File.Exists(PathOf(c))))
        {
            return null;
        }

        var others = new List<string>();
        var room = Directory.CreateTempSubdirectory("klikspaan-corpus-");
        try
        {
            var day = DateOnly.FromDateTime(shell.Time.GetUtcNow().UtcDateTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var (figures, problems) = await RuleMeasurement.RunOnCorpusAsync(knowledge, files, c => ObserveAsync(c, knowledge, room.FullName, others), day, cancellation);
            foreach (var other in others)
            {
                await shell.Error.WriteLineAsync(Terminal.Clean($"klikspaan: {other} is another file than the one that was labelled"));
            }

            await KnowledgeCommand.WriteAsync(shell, knowledgeFolder, others.Count > 0 ? [] : problems);
            return others.Count > 0 || problems.Count > 0 ? null : figures;
        }
        finally
        {
            room.Delete(recursive: true);
        }
    }

    string PathOf(LabelledCapture capture) => Path.Combine(folder, capture.Name);

    async IAsyncEnumerable<Observation> ObserveAsync(LabelledCapture capture, KnowledgeBase knowledge, string room, List<string> others)
    {
        var isFound = false;
        foreach (var file in new CaptureFiles(room).Find(PathOf(capture)))
        {
            await using var stream = File.OpenRead(file.Path);
            var head = new byte[CaptureReaders.HeadBytes];
            var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false);
            stream.Position = 0;
            if (CaptureReaders.Recognise(head.AsSpan(0, read)) is not { } reader || Convert.ToHexStringLower(await SHA256.HashDataAsync(stream)) != capture.Sha256)
            {
                continue;
            }

            isFound = true;
            stream.Position = 0;
            await foreach (var observation in new Pipeline(knowledge, [], Limits.Default).ReadAsync(stream, reader, capture.Sha256))
            {
                yield return observation;
            }
        }

        if (!isFound)
        {
            others.Add(capture.Name);
        }
    }
}
