using Klikspaan.Bench.Scoring;

namespace Klikspaan.Bench.Measuring;

/// <summary>The programs that the product is measured against: a row each. Floors and targets are for a capture of 100 MB.</summary>
static class Peers
{
    const string Npm = "npm ci --ignore-scripts --prefix bench/peers";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Peer> All { get; } =
    [
        new("TrackHAR 1.0.0, adapters only", "node", Npm, i => TrackHar(i)) { Floor = 0.55, Held = 0.6, Target = 0.35, Largest = 500, Needs = "node_modules/trackhar" },
        new("TrackHAR 1.0.0 with the 85 values", "node", Npm, i => TrackHar(i, i.Values)) { Floor = 0.06, Held = 0.075, Target = 0.035, Largest = 100, Needs = "node_modules/trackhar", Hits = PeerHits.OfTrackHar },
        new("jq, entries counted", "jq", Apt("jq"), i => new("jq", "-c", ".log.entries|length", i.Har)) { Floor = 0.75, Held = 1.05, Target = 0.45 },
        new("ripgrep -F with the same forms", "rg", Apt("ripgrep"), i => new("rg", "-a", "-c", "-F", "-f", i.Patterns, i.Har))
        {
            Floor = 0.45, Held = 0.65, Target = 0.27, Hits = PeerHits.OfRipgrep, Finding = i => new("rg", "-a", "-o", "-b", "-N", "-F", "-f", i.Patterns, i.Har),
        },
        new("mitmdump -nr, flows of the same traffic", "mitmdump", Apt("mitmproxy"), i => new("mitmdump", "-q", "-nr", i.Flows)) { Floor = 0.20, Held = 0.27, Target = 0.12, Largest = 100 },
        new("tshark, bodies, packets of the same traffic", "tshark", Apt("tshark"), i => new("tshark", "-r", i.Packets, "-Y", "http.file_data", "-T", "fields", "-e", "http.file_data")) { Floor = 0.25, Held = 0.3, Target = 0.13, Largest = 100 },
        new("DuckDB, entries counted by read_json", "dotnet", "the .NET SDK", i => new("dotnet", typeof(Peers).Assembly.Location, "duckdb", i.Har)) { Largest = 100 },
    ];

    static string Apt(string package) => $"apt-get install -y --no-install-recommends {package}";

    static Command TrackHar(Inputs inputs, params string[] values) =>
        new("node", ["--max-old-space-size=16000", Path.Combine(inputs.Peers, "trackhar.mjs"), inputs.Har, .. values]);
}
