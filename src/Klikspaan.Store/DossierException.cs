using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>A dossier that cannot be used as it is; the message says why and what to do.</summary>
public sealed class DossierException : Exception
{
    /// <summary>Says what is wrong with the dossier.</summary>
    public DossierException(string message, params IReadOnlyList<KnowledgeProblem> problems)
        : base(message) => Problems = problems;

    /// <summary>The mistakes in its files, each with line and column.</summary>
    public IReadOnlyList<KnowledgeProblem> Problems { get; }
}
