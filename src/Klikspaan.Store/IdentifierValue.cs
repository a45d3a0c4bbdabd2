using Klikspaan.Linking;

namespace Klikspaan.Store;

/// <summary>What is known of a value that may identify.</summary>
/// <param name="Text">The value as it is shown: a credential by its length.</param>
/// <param name="Form">Its form, and how much it can hold.</param>
sealed record IdentifierValue(string Text, IdentifyingForm Form)
{
    /// <summary>The value as it is shown.</summary>
    public string Text { get; private set; } = Text;

    /// <summary>Whether it was a credential anywhere.</summary>
    public bool IsSecret { get; private set; }

    /// <summary>It is a credential somewhere, so it is shown like one everywhere.</summary>
    public void Hide(string text) => (Text, IsSecret) = (text, true);

    /// <summary>Categories of the values, by the rules and protocol files.</summary>
    public SortedSet<string> Categories { get; } = new(StringComparer.Ordinal);

    /// <summary>The planted values that it is, or is a function of: label and form.</summary>
    public HashSet<(string Label, string Form)> Planted { get; } = [];

    /// <summary>When it was sent first and last; null when no capture says.</summary>
    public DateTimeOffset? First { get; set; }

    /// <inheritdoc cref="First"/>
    public DateTimeOffset? Last { get; set; }

    /// <summary>Where it stands first and last.</summary>
    public Locator FirstPlace { get; set; }

    /// <inheritdoc cref="FirstPlace"/>
    public Locator LastPlace { get; set; }
}
