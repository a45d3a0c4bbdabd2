namespace Klikspaan.Knowledge;

/// <summary>An environment variable by which programs learn whom to trust.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it names: <c>bundle</c>, <c>authority</c>, <c>empty-folder</c> or <c>java-options</c>.</param>
/// <param name="Source">Id of the source in <c>recording/trust.yaml</c>.</param>
public sealed record TrustVariable(string Name, string Value, string Source)
{
    /// <summary>What a variable can name.</summary>
    public static IReadOnlyList<string> Values { get; } = ["bundle", "authority", "empty-folder", "java-options"];
}
