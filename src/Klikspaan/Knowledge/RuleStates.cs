namespace Klikspaan.Knowledge;

/// <summary>The states of rules in words.</summary>
public static class RuleStates
{
    /// <summary>The state as tables and language files write it; empty for none.</summary>
    public static string Name(this RuleState state) => state switch
    {
        RuleState.Measured => "measured",
        RuleState.NeedsConfirmation => "needs confirmation",
        _ => "",
    };
}
