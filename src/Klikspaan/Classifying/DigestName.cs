namespace Klikspaan.Classifying;

/// <summary>What a digest that is looked up is called, and how long it is.</summary>
/// <param name="Name">The digest.</param>
/// <param name="Of">The digest of which it is the digest; empty for none.</param>
/// <param name="Length">How many bytes it has.</param>
readonly record struct DigestName(string Name, string Of, int Length);
