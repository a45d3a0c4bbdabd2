namespace Klikspaan.Bench.Generating;

/// <summary>An invented value, as a person would list it in <c>dossier.yaml</c>.</summary>
sealed record Planted(string Label, string Text, string Kind);
