using FsCheck.Xunit;
using Klikspaan.Reporting;

namespace Klikspaan.Tests.Reporting;

public sealed class ByteLinesTests
{
    static readonly HashSet<int> None = [];

    [Fact]
    public void Lines_with_a_planted_value_come_before_the_first_and_these_before_those_that_are_cited()
    {
        var marks = new int[20 * ByteLine.Width];
        marks[15 * ByteLine.Width] = 7;
        marks[^1] = 8;

        Assert.Equal([15], Shown(marks, [7], [8], 1));
        Assert.Equal([0, 1, 2, 3, 15], Shown(marks, [7], [8], 5));
        Assert.Equal([0, 1, 2, 3, 15, 19], Shown(marks, [7], [8], 6));
        Assert.Equal([0, 1, 2, 3, 4, 15, 19], Shown(marks, [7], [8], 7));
    }

    [Fact]
    public void A_value_that_is_masked_is_not_a_reason_to_show_its_line()
    {
        var marks = new int[20 * ByteLine.Width];
        marks[^1] = ByteLine.Masked;

        Assert.Equal([0, 1, 2, 3, 4], Shown(marks, [ByteLine.Masked], [], 5));
    }

    [Property]
    public bool What_is_shown_and_what_is_left_out_add_up_in_order(ushort length, byte at, byte most)
    {
        var bytes = Enumerable.Range(0, length % 1000).Select(i => (byte)i).ToArray();
        var marks = new int[bytes.Length];
        if (bytes.Length > 0)
        {
            marks[at % bytes.Length] = 1;
        }

        var next = 0L;
        foreach (var line in ByteLines.Of(bytes, marks, new HashSet<int> { 1 }, None, most))
        {
            if (line.Offset != next || (line.Omitted > 0) == (line.Bytes.Length > 0) || line.Bytes.Length != line.Marks.Count || !line.Bytes.Span.SequenceEqual(bytes.AsSpan((int)next, line.Bytes.Length)))
            {
                return false;
            }

            next += line.Omitted + line.Bytes.Length;
        }

        return next == bytes.Length;
    }

    static IEnumerable<int> Shown(int[] marks, HashSet<int> planted, HashSet<int> cited, int most) =>
        ByteLines.Of(new byte[marks.Length], marks, planted, cited, most).Where(l => l.Omitted == 0).Select(l => (int)l.Offset / ByteLine.Width);
}
