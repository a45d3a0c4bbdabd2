namespace Klikspaan.Knowledge;

/// <summary>A mistake in a knowledge file or dossier.yaml.</summary>
/// <param name="File">Path of the file within its folder.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record KnowledgeProblem(string File, long Line, long Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
