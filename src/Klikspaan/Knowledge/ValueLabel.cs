namespace Klikspaan.Knowledge;

/// <summary>What a value of a recorded sample is, beside what the protocol file says of its field.</summary>
/// <param name="Value">The value.</param>
/// <param name="Is">Ids of the categories that it is of, too; empty when it is nothing more.</param>
/// <param name="Because">Why, in one sentence.</param>
sealed record ValueLabel(string Value, IReadOnlyList<string> Is, string Because);
