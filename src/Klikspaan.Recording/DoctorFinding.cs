namespace Klikspaan.Recording;

/// <summary>Something that this machine can or cannot do for a recording.</summary>
/// <param name="Matter">What it is about.</param>
/// <param name="IsFine">Whether it can.</param>
/// <param name="What">What was found.</param>
/// <param name="Advice">What to do; empty for nothing.</param>
public sealed record DoctorFinding(string Matter, bool IsFine, string What, string Advice);
