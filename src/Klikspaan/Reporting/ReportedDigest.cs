namespace Klikspaan.Reporting;

/// <summary>A value with the form of a digest that a word of a small set, or a planted value with salt, explains.</summary>
/// <param name="Word">The word; empty where it is a planted value.</param>
/// <param name="Label">Label of the planted value; empty where it is a word.</param>
/// <param name="Form">The digest, and how the word was spelled.</param>
/// <param name="By">The set of words, or the field that holds the salt.</param>
/// <param name="Field">The field in which it was sent.</param>
/// <param name="Host">The host.</param>
/// <param name="Requests">In how many requests.</param>
/// <param name="Captures">SHA-256 of the captures.</param>
/// <param name="First">Where it stands first.</param>
public sealed record ReportedDigest(string Word, string Label, string Form, string By, string Field, string Host, long Requests, IReadOnlyList<string> Captures, Locator First);
