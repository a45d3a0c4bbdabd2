namespace Klikspaan.Recording.Planting;

/// <summary>An environment variable of the tester that the program does not get; its value is not kept.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Why">Why: <c>opt-out</c>, <c>identity</c>, <c>channel</c> or <c>not on the list</c>.</param>
sealed record RemovedVariable(string Name, string Why);
