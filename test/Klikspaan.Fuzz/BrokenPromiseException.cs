namespace Klikspaan.Fuzz;

/// <summary>Something that the library promises for any bytes did not hold.</summary>
public sealed class BrokenPromiseException(string message) : Exception(message);
