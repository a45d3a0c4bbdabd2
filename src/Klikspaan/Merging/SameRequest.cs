namespace Klikspaan.Merging;

/// <summary>One request that two captures show.</summary>
/// <param name="First">Its number in the first capture.</param>
/// <param name="Second">Its number in the second.</param>
/// <param name="Apart">How far apart the two say that it was sent, once the clocks are set alike.</param>
/// <param name="More">Names of header fields that stand in the second alone, or with another value there.</param>
public sealed record SameRequest(int First, int Second, TimeSpan Apart, IReadOnlyList<string> More)
{
    /// <summary>How far apart two captures may say that one request was sent.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The requests that both captures show: same method, address and content, sent within the tolerance. Each is one of the other capture at most, so that
    /// a request that was sent again stays one of its own.
    /// </summary>
    /// <param name="first">Requests of the first capture.</param>
    /// <param name="second">Requests of the second.</param>
    /// <param name="by">The clock of the second less that of the first.</param>
    public static IReadOnlyList<SameRequest> Find(IReadOnlyList<RequestMark> first, IReadOnlyList<RequestMark> second, TimeSpan by)
    {
        var there = first.GroupBy(m => m.Digest).ToDictionary(g => g.Key, g => new Candidates([.. g.OrderBy(m => m.At).ThenBy(m => m.Exchange)]));
        var found = new List<SameRequest>();
        foreach (var mark in second.OrderBy(m => m.At).ThenBy(m => m.Exchange))
        {
            if (there.GetValueOrDefault(mark.Digest)?.Nearest(mark.At - by) is { } one)
            {
                found.Add(new(one.Exchange, mark.Exchange, mark.At - by - one.At, [.. mark.Fields.Except(one.Fields).Select(f => f.Name).Distinct().Order(StringComparer.Ordinal)]));
            }
        }

        return found;
    }

    /// <summary>Requests with the same digest, in order of time, each given once.</summary>
    sealed class Candidates(RequestMark[] marks)
    {
        int next;

        /// <summary>The one nearest to a moment, when it is within the tolerance; moments are asked for in order, so that what was passed over is too early for all that follow.</summary>
        public RequestMark? Nearest(DateTimeOffset at)
        {
            while (next + 1 < marks.Length && (marks[next + 1].At - at).Duration() <= (marks[next].At - at).Duration())
            {
                next++;
            }

            return next < marks.Length && (marks[next].At - at).Duration() <= Tolerance ? marks[next++] : null;
        }
    }
}
