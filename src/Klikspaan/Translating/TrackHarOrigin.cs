namespace Klikspaan.Translating;

/// <summary>Which edition of TrackHAR a file of adapters is of.</summary>
/// <param name="Version">The version, as its publisher counts.</param>
/// <param name="Date">The day of the edition or, if that is not known, the day on which it was read.</param>
public sealed record TrackHarOrigin(string Version, DateOnly Date);
