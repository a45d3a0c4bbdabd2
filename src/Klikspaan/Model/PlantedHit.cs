namespace Klikspaan;

/// <summary>A planted value was found.</summary>
/// <param name="Label">Label of the planted value.</param>
/// <param name="Form">The form that was found: <c>raw</c>, <c>sha256/16</c> (first 16 digits), <c>base64</c>, ...</param>
/// <param name="Where">Where it stands.</param>
/// <param name="Chain">The layers it was found below, outermost first, and the form last.</param>
/// <param name="IsInBase64">Whether the sender had packed it in base64, so that it was not sent in clear.</param>
public sealed record PlantedHit(string Label, string Form, Locator Where, string Chain, bool IsInBase64);
