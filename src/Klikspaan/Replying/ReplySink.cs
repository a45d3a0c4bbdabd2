namespace Klikspaan.Replying;

/// <summary>Takes what cutters read of a reply, and what they could not read.</summary>
/// <param name="reply">SHA-256 of the reply.</param>
/// <param name="limits">The bounds to keep.</param>
/// <param name="take">Is given each record, with which it is done when it returns.</param>
public sealed class ReplySink(string reply, ReplyLimits limits, Action<ReplyRecord> take)
{
    readonly List<Problem> problems = [];

    /// <summary>SHA-256 of the reply.</summary>
    public string Reply => reply;

    /// <summary>The bounds to keep.</summary>
    public ReplyLimits Limits => limits;

    /// <summary>What could not be read, in the order of the file, as many as are kept.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>How many problems there were.</summary>
    public long ProblemCount { get; private set; }

    /// <summary>How many of them tell of bytes that were not read at all: what is not found then can stand there.</summary>
    public long Unread { get; private set; }

    /// <summary>How many values came.</summary>
    public long Values { get; private set; }

    /// <summary>How many records came.</summary>
    public long Records { get; private set; }

    /// <summary>Takes a record; one without values is none.</summary>
    public void Take(ReplyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Values.Count > 0)
        {
            Values += record.Values.Count;
            Records++;
            take(record);
        }
    }

    /// <summary>Takes what was read in another way than it should be.</summary>
    public void Report(Problem problem)
    {
        ProblemCount++;
        if (problems.Count < limits.Problems)
        {
            problems.Add(problem);
        }
    }

    /// <summary>Takes what was not read at all.</summary>
    public void Lose(Problem problem)
    {
        Unread++;
        Report(problem);
    }
}
