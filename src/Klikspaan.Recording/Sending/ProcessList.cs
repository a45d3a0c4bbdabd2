namespace Klikspaan.Recording.Sending;

/// <summary>The processes of the program that still live.</summary>
static class ProcessList
{
    /// <summary>All live processes in this network namespace, except this one and those named by their outer numbers; no zombies.</summary>
    public static IReadOnlyList<RunningProcess> Live(params IReadOnlyCollection<int> except) =>
        [.. ProcessTable.Ours().Where(p => !except.Contains(p.Pid)).Select(p => ProcessTable.Describe(p.Pid, p.Folder)).OfType<RunningProcess>()];
}
