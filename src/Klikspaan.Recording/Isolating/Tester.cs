namespace Klikspaan.Recording.Isolating;

/// <summary>Who runs the recorder, as the machine knows them outside of the namespaces.</summary>
/// <param name="User">User id.</param>
/// <param name="Group">Group id.</param>
/// <param name="Cards">Hardware addresses of the machine's network cards.</param>
public sealed record Tester(uint User, uint Group, IReadOnlyList<string> Cards);
