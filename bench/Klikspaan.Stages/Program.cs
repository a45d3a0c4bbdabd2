using Klikspaan.Cli;
using Klikspaan.Knowledge;
using Klikspaan.Store;

namespace Klikspaan.Stages;

/// <summary>Says what each stage of reading a capture costs; <c>bench/run stages</c> calls it.</summary>
static class Program
{
    const int Passes = 9;

    /// <summary>CAPTURE DOSSIER.YAML [ROOT]: prints the table; with the root of the sources it also writes each share into the comment of its stage.</summary>
    static async Task<int> Main(string[] words)
    {
        if (words is not [var capture, var values, .. var root])
        {
            Console.Error.WriteLine("CAPTURE DOSSIER.YAML [ROOT]");
            return 2;
        }

        var knowledge = KnowledgeReader.ReadForUse(KnowledgeFolder.ReadFacts([KnowledgeFolder.Own]), out var problems);
        if (problems.Count > 0)
        {
            throw new InvalidDataException(problems[0].ToString());
        }

        var dossier = DossierFile.Read(await File.ReadAllBytesAsync(values).ConfigureAwait(false));
        var path = new MeasuredPath(new(knowledge, dossier.Planted, Limits.Default, workers: 1), capture);

        // What runs first is compiled while it runs.
        await path.PassAsync(new()).ConfigureAwait(false);
        await path.PassAsync(new()).ConfigureAwait(false);
        var passes = new List<StageClock>();
        for (var i = 0; i < Passes; i++)
        {
            passes.Add(new());
            await path.PassAsync(passes[^1]).ConfigureAwait(false);
        }

        var costs = StageCost.Of(passes, path.Bytes);
        Console.Write(StageCost.Table(costs));
        foreach (var folder in root)
        {
            foreach (var cost in costs)
            {
                var file = Path.Combine(folder, cost.File);
                await File.WriteAllTextAsync(file, cost.Accept(await File.ReadAllTextAsync(file).ConfigureAwait(false))).ConfigureAwait(false);
            }
        }

        return 0;
    }
}
