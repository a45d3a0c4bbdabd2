namespace Klikspaan.Classifying;

/// <summary>A form of a planted value that is looked for; what it is called is put together when it was found.</summary>
/// <param name="Label">Label of the value.</param>
/// <param name="Name">The encoding or the digest.</param>
/// <param name="Of">The digest of which it is the digest; empty for none.</param>
/// <param name="Spelling">How the value is spelled; empty for as planted.</param>
/// <param name="Digits">How many hexadecimal digits a digest has; 0 for what is never cut.</param>
/// <param name="Pattern">What is scanned for; null for what is looked up.</param>
readonly record struct SoughtForm(string Label, string Name, string Of, string Spelling, int Digits, FormPattern? Pattern)
{
    /// <summary>The form as tables name it.</summary>
    /// <param name="writing">How what is looked up was written: 0 for hexadecimal digits, or one more than its place in <see cref="WrittenForm.Writings"/>.</param>
    /// <param name="length">How many bytes of it were found.</param>
    public string Written(int writing, int length)
    {
        if (Pattern is null && Digits == 0)
        {
            // Bytes that are no digest.
            return (writing == 1 ? "base64" : Name) + (Spelling.Length > 0 ? $" ({Spelling})" : "");
        }

        var name = (Of.Length > 0 ? WrittenForm.Nested(Name, Of) : Name) + (writing > 0 ? WrittenForm.Writings[writing - 1].Mark : "") + (Spelling.Length > 0 ? $" ({Spelling})" : "");
        var digits = writing switch { 0 => length, 1 => length * 6 / 8 * 2, _ => Digits };
        return digits < Digits ? WrittenForm.CutTo(name, digits) : name;
    }
}
