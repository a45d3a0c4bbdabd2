namespace Klikspaan.Knowledge;

/// <summary>How far what a rule says can be relied upon.</summary>
public enum RuleState
{
    /// <summary>No rule says it: a protocol file does, or nothing.</summary>
    None,

    /// <summary>Its precision was measured on enough labelled cases and is high enough.</summary>
    Measured,

    /// <summary>There are too few labelled cases for a figure, its precision is too low, or it is of a category that no rule can claim alone.</summary>
    NeedsConfirmation,
}
