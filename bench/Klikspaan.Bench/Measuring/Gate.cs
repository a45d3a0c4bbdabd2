namespace Klikspaan.Bench.Measuring;

/// <summary>Says of each floor whether it was kept, and counts.</summary>
static class Gate
{
    /// <summary>
    /// Writes a line for each check and, last, "N passed, N failed, N skipped"; <paramref name="unjudged"/> is why cpu and memory cannot be
    /// judged here, and empty when they can.
    /// </summary>
    public static int Write(IReadOnlyList<Check> checks, string unjudged, TextWriter output)
    {
        var judged = checks.Where(c => !c.IsShownOnly).Select(c => IsOfTheBuild(c) && unjudged.Length > 0 ? c with { Passed = null, Measured = $"{c.Measured}; {unjudged}" } : c).ToList();
        foreach (var check in judged)
        {
            output.WriteLine($"{check.Passed switch { true when check.IsHeld => "held, below the floor", true => "kept", false => "MISSED", null => "skipped" }}: {check.Name}: {check.Measured}; floor {check.Floor}, target {check.Target}; load {check.Load}");
        }

        foreach (var check in checks.Where(c => c.IsShownOnly))
        {
            output.WriteLine($"shown: {check.Name}: {check.Measured}");
        }

        var failed = judged.Count(c => c.Passed == false);
        output.WriteLine($"{judged.Count(c => c.Passed == true)} passed, {failed} failed, {judged.Count(c => c.Passed is null)} skipped");
        return failed == 0 ? 0 : 1;
    }

    static bool IsOfTheBuild(Check check) => check.Name.StartsWith("cpu", StringComparison.Ordinal) || check.Name.StartsWith("peak", StringComparison.Ordinal);
}
