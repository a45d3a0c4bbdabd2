using Klikspaan.Knowledge;

namespace Klikspaan.Recording;

/// <summary>What was invented for an earlier recording, to be used again: what a value follows shows when one thing differs and the rest does not.</summary>
/// <param name="Planted">The list <c>planted</c> of that recording, as YAML.</param>
/// <param name="Device">Code of its device.</param>
/// <param name="Account">Code of its person.</param>
/// <param name="IsSamePerson">Whether the person is used again too; else another one uses the same device.</param>
public sealed record EarlierRecording(KnowledgeFile Planted, string Device, string Account, bool IsSamePerson);
