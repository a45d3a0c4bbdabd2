namespace Klikspaan.Decoding;

/// <summary>What a request turned out to hold.</summary>
/// <param name="Items">Its values, in the order of parts and bytes.</param>
/// <param name="Events">The events that a protocol file found in it.</param>
/// <param name="Problems">What could not be read.</param>
/// <param name="ProblemsDropped">How many further problems were only counted.</param>
/// <param name="Chains">How each content was opened, outermost layer first.</param>
/// <param name="Coverage">Where its bytes went.</param>
public sealed record DecodedExchange(
    IReadOnlyList<DataItem> Items,
    IReadOnlyList<TelemetryEvent> Events,
    IReadOnlyList<Problem> Problems,
    int ProblemsDropped,
    IReadOnlyList<string> Chains,
    Coverage Coverage)
{
    /// <summary>The layers that were looked into, each after the one that it was found in; with those that came to nothing.</summary>
    internal IReadOnlyList<Layer> Layers { get; init; } = [];

    /// <summary>Id of the protocol file that knows this exchange; empty when none does.</summary>
    public string Protocol => Events.Count > 0 ? Events[0].Protocol : "";
}
