namespace Klikspaan.Knowledge;

/// <summary>Kinds of consequences for data subjects, and kinds of threats, by id; read from <c>consequences.yaml</c>.</summary>
/// <param name="Of">Consequences: what can happen to people.</param>
/// <param name="Threats">Threats of LINDDUN: what in a system can make it happen.</param>
public sealed record Consequences(IReadOnlyDictionary<string, LocalText> Of, IReadOnlyDictionary<string, LocalText> Threats);
