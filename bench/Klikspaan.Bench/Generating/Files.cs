using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Klikspaan.Bench.Generating;

/// <summary>The files that a capture and its measurement need, side by side in one folder.</summary>
static class Files
{
    /// <summary>Writes the archive with FILE.truth.jsonl, FILE.near.jsonl and FILE.shapes.jsonl, and beside it what is the same for each size.</summary>
    public static int Write(long bytes, ulong seed, string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "dossier.yaml"), Dossier());
        File.WriteAllText(Path.Combine(folder, "values.tsv"), Values());
        File.WriteAllLines(Path.Combine(folder, "patterns.txt"), Patterns().Select(p => p.Literal));
        var generator = new Generator(bytes, seed);
        using var archive = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        using var truth = new StreamWriter(file + ".truth.jsonl");
        using var near = new StreamWriter(file + ".near.jsonl");
        using var shapes = new StreamWriter(file + ".shapes.jsonl");
        generator.Write(archive, truth, near, shapes);
        return generator.Entries;
    }

    /// <summary>Each literal that a plain search would need; cuts of digests are left out, for they would be found by accident.</summary>
    public static IEnumerable<Spelled> Patterns() => PlantedValues.All.SelectMany(Forms.Of).Where(s => !s.Form.IsBinary && !s.Form.IsCut);

    static string Dossier()
    {
        var text = new StringBuilder("version: 1\nname: \"Measurement\"\nplanted:\n");
        foreach (var planted in PlantedValues.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - label: {planted.Label}\n    value: {JsonSerializer.Serialize(planted.Text)}\n    kind: {planted.Kind}\n");
        }

        return text.ToString();
    }

    static string Values() => string.Concat(PlantedValues.All.Select((p, i) => $"{i}\t{p.Text}\n"));
}
