namespace Klikspaan.Reporting;

/// <summary>A kind of value that was sent: equal in event, path without positions, category and host.</summary>
/// <param name="Capture">The capture.</param>
/// <param name="Host">The host.</param>
/// <param name="Event">Name of the event; empty when no protocol file knows it.</param>
/// <param name="Path">Part of the request and pointer, with * for positions.</param>
/// <param name="Category">Id of the category.</param>
/// <param name="Rule">Rule or protocol entry that gives it.</param>
/// <param name="Count">How many.</param>
/// <param name="Exchange">Number of the exchange in which it stood first.</param>
/// <param name="Locator">Where it stood first.</param>
public sealed record ReportedKind(string Capture, string Host, string Event, string Path, string Category, string Rule, long Count, int Exchange, string Locator);
