namespace Klikspaan;

/// <summary>A planted value was found.</summary>
/// <param name="Label">Label of the planted value.</param>
/// <param name="Form">The form that was found: <c>raw</c>, <c>sha256/16</c> (first 16 digits), <c>base64</c>, ...</param>
/// <param name="Where">Where it stands.</param>
/// <param name="Chain">The layers it was found below, outermost first, and the form last.</param>
/// <param name="Inside">The digits in which the sender had packed what it stands in, so that it was not sent in clear: <c>base64</c>, <c>hex</c>, <c>base32</c>; empty for none.</param>
public sealed record PlantedHit(string Label, string Form, Locator Where, string Chain, string Inside)
{
    /// <summary>The form, and in which digits it was packed: <c>raw inside base64</c>.</summary>
    public string Written => Inside.Length > 0 ? $"{Form} inside {Inside}" : Form;
}
