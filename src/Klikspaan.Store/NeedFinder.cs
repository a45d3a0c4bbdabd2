namespace Klikspaan.Store;

/// <summary>Finds for an exchange the statement of a tester that the step in which it was sent needs it. Asked from several cores at once.</summary>
/// <param name="causes">Says to what exchanges can be put down.</param>
/// <param name="needs">The statements of the scenario of the capture.</param>
sealed class NeedFinder(CauseFinder causes, IReadOnlyList<StepNeed> needs)
{
    /// <summary>The statement; null where there is none, or where it does not show that the exchange is of that step alone.</summary>
    public StepNeed? Of(Exchange exchange)
    {
        var about = exchange.Kind == ExchangeKind.Http ? needs.FirstOrDefault(n => n.IsAbout(exchange.Host, exchange.Path)) : null;
        return about is not null && causes.OnlyStep(exchange) is { } step ? needs.FirstOrDefault(n => n.Step == step && n.IsAbout(exchange.Host, exchange.Path)) : null;
    }
}
