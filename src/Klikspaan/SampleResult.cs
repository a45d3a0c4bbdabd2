using Klikspaan.Knowledge;

namespace Klikspaan;

/// <summary>What came of reading a sample.</summary>
/// <param name="Sample">Path of the sample within its folder.</param>
/// <param name="Protocol">Id of the protocol that it is beside.</param>
/// <param name="Exchanges">Requests in it.</param>
/// <param name="Events">Events in them.</param>
/// <param name="Values">Values in them.</param>
/// <param name="Problems">What is not as verified; empty when it passed.</param>
public sealed record SampleResult(string Sample, string Protocol, int Exchanges, int Events, int Values, IReadOnlyList<KnowledgeProblem> Problems);
