namespace Klikspaan.Bench.Measuring;

/// <summary>The product under measurement: an import into a fresh dossier that holds the planted values.</summary>
sealed class Product(string program, string work)
{
    const int Incomplete = 3;
    readonly string dossier = Path.Combine(work, "dossier");

    /// <summary>Imports a capture and measures it; what it says goes nowhere.</summary>
    public Run Import(Inputs inputs)
    {
        Remove();
        Directory.CreateDirectory(dossier);
        File.Copy(inputs.Dossier, Path.Combine(dossier, "dossier.yaml"));
        var run = new Command(program, "-d", dossier, "import", inputs.Har).Measure();
        return run.Exit is 0 or Incomplete ? run : throw new InvalidOperationException($"{program} import ended with exit code {run.Exit}");
    }

    /// <summary>Writes a table of the last import to a file.</summary>
    public void Show(string table, string file)
    {
        var exit = new Command(program, "-d", dossier, "show", table, "--format", "ndjson").Execute(file);
        if (exit is not (0 or Incomplete))
        {
            throw new InvalidOperationException($"{program} show {table} ended with exit code {exit}");
        }
    }

    /// <summary>Measures another command on the last import.</summary>
    public Run Measure(Verb verb)
    {
        var run = new Command(program, ["-d", dossier, .. verb.Words.Split(' ')]).Measure();
        return run.Exit is 0 or Incomplete ? run : throw new InvalidOperationException($"{program} {verb.Words} ended with exit code {run.Exit}");
    }

    /// <summary>Removes the dossier, which holds a copy of the capture.</summary>
    public void Remove()
    {
        if (Directory.Exists(dossier))
        {
            Directory.Delete(dossier, recursive: true);
        }
    }
}
