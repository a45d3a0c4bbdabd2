namespace Klikspaan.Reporting;

/// <summary>Something that was seen, but of which no content was: a look-up, a handshake that was not completed, an attempt, a file that was left, a contact in a log.</summary>
/// <param name="Capture">The capture.</param>
/// <param name="Kind">What was seen.</param>
/// <param name="Host">The name or address; of a file its path.</param>
/// <param name="Count">How often.</param>
/// <param name="Exchange">Number of the first exchange.</param>
/// <param name="First">When first.</param>
/// <param name="WasContacted">Of a look-up: whether something else was observed at that name.</param>
public sealed record ReportedContact(string Capture, ExchangeKind Kind, string Host, long Count, int Exchange, DateTimeOffset? First, bool WasContacted);
