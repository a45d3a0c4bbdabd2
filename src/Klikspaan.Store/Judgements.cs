using Klikspaan.Assessing;

namespace Klikspaan.Store;

/// <summary>What people decided in a dossier.</summary>
/// <param name="Classes">On classes of data.</param>
/// <param name="Device">On the device itself.</param>
/// <param name="Assessment">On findings, risks and verdicts.</param>
sealed record Judgements(IReadOnlyList<ClassJudgement> Classes, IReadOnlyList<DeviceJudgement> Device, AssessmentJudgements Assessment);
