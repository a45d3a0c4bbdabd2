namespace Klikspaan;

/// <summary>What a knowledge file says of a path: a category, or that it is left out, and why.</summary>
/// <param name="Rule">The file and place that say it, such as <c>vendor/endpoint:/tags/host</c>.</param>
/// <param name="Category">Id of the data category; null when the value is ignored.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Source">The source, as <c>file#source</c>; empty when the reason stands by itself.</param>
/// <param name="Placeholders">Fixed texts that stand for "no value" at this path.</param>
public sealed record Mapping(string Rule, string? Category, string Reason, string Source, IReadOnlyList<string> Placeholders)
{
    /// <summary>Texts that stand for "no value" anywhere in this protocol, in any case and with any space around them.</summary>
    public IReadOnlyList<string> CommonPlaceholders { get; init; } = [];

    /// <summary>Whether a value is a text that stands for "no value".</summary>
    internal bool IsPlaceholder(ReadOnlySpan<byte> value)
    {
        for (var i = 0; i < Placeholders.Count; i++)
        {
            if (Utf8Text.Same(value, Placeholders[i]))
            {
                return true;
            }
        }

        return CommonPlaceholders.Count > 0 && IsCommon(value.Trim(" \t\r\n"u8));
    }

    bool IsCommon(ReadOnlySpan<byte> value)
    {
        for (var i = 0; i < CommonPlaceholders.Count; i++)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(value, CommonPlaceholders[i]))
            {
                return true;
            }
        }

        return false;
    }
}
