namespace Klikspaan.Reporting;

/// <summary>Chooses the lines of a dump when there is no room for each: those with a planted value, the first, those on which another finding rests, then the rest in order.</summary>
static class ByteLines
{
    const int First = 4;

    /// <summary>At most <paramref name="most"/> lines of <paramref name="bytes"/>; what is left out between them is counted.</summary>
    public static List<ByteLine> Of(ReadOnlyMemory<byte> bytes, int[] marks, IReadOnlySet<int> planted, IReadOnlySet<int> cited, int most)
    {
        var count = (bytes.Length + ByteLine.Width - 1) / ByteLine.Width;
        var shown = Choose(count, marks, planted, cited, most);
        var lines = new List<ByteLine>();
        var left = 0;
        for (var line = 0; line <= count; line++)
        {
            var at = line * ByteLine.Width;
            if (line < count && !shown.Contains(line))
            {
                left += Math.Min(ByteLine.Width, bytes.Length - at);
                continue;
            }

            if (left > 0)
            {
                lines.Add(new(Math.Min(at, bytes.Length) - left, default, [], left));
                left = 0;
            }

            if (line < count)
            {
                var to = Math.Min(at + ByteLine.Width, bytes.Length);
                lines.Add(new(at, bytes[at..to], marks[at..to], 0));
            }
        }

        return lines;
    }

    static HashSet<int> Choose(int count, int[] marks, IReadOnlySet<int> planted, IReadOnlySet<int> cited, int most)
    {
        IEnumerable<int> With(IReadOnlySet<int> wanted) => wanted.Count == 0 ? [] : Enumerable.Range(0, marks.Length).Where(i => marks[i] > 0 && wanted.Contains(marks[i])).Select(i => i / ByteLine.Width).Distinct();
        var shown = new HashSet<int>();
        foreach (var line in With(planted).Concat(Enumerable.Range(0, Math.Min(First, count))).Concat(With(cited)).Concat(Enumerable.Range(0, count)))
        {
            if (shown.Count >= most)
            {
                break;
            }

            shown.Add(line);
        }

        return shown;
    }
}
