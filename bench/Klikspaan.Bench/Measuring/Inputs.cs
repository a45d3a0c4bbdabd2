namespace Klikspaan.Bench.Measuring;

/// <summary>The same traffic in the forms that the programs read, made when they are first asked for.</summary>
/// <param name="Har">The generated capture.</param>
/// <param name="Peers">The folder with converters and what node needs.</param>
sealed record Inputs(string Har, string Peers)
{
    const string Python = "/usr/bin/python3";

    public double Megabytes => new FileInfo(Har).Length / 1e6;

    public string Values => Beside("values.tsv");

    public string Patterns => Beside("patterns.txt");

    public string Dossier => Beside("dossier.yaml");

    public string Flows => Converted("to_flows.py", ".flows");

    public string Packets => Converted("to_pcapng.py", ".pcapng");

    /// <summary>Reads the capture once, so that no run pays for the disk.</summary>
    public void Warm()
    {
        using var stream = File.OpenRead(Har);
        stream.CopyTo(Stream.Null, 1 << 20);
    }

    string Beside(string name) => Path.Combine(Path.GetDirectoryName(Har)!, name);

    string Converted(string script, string extension)
    {
        var file = Har + extension;
        if (!File.Exists(file) && new Command(Python, Path.Combine(Peers, script), Har, file + ".part").Execute(null) == 0)
        {
            File.Move(file + ".part", file);
        }

        return File.Exists(file) ? file : throw new InvalidOperationException($"{script} could not convert {Har}");
    }
}
