namespace Klikspaan.Knowledge;

/// <summary>What is counted: <c>{n} request</c>, <c>{n} requests</c>.</summary>
/// <param name="One">For one.</param>
/// <param name="Other">For any other number.</param>
/// <param name="Line">Line in the file.</param>
public sealed record CountedUnit(string One, string Other, long Line);
