using System.Text;
using Klikspaan.Replying;

namespace Klikspaan.Tests.Replying;

/// <summary>Replies that are made to do harm: told with their file and place, within bounds, never in silence. All are synthetic.</summary>
public sealed class ReplyHostileTests
{
    [Fact]
    public void A_line_without_an_end_is_read_in_pieces_of_which_none_cuts_a_word()
    {
        const int Words = 400_000;
        var (records, sink, _) = Replies.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, Words).Select(i => $"w{i:d6} "))), limits: new() { ValueBytes = 1 << 16 });

        Assert.Equal(Words, records.SelectMany(r => r[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct().Count());
        Assert.All(records.SelectMany(r => r[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries)), w => Assert.Equal(7, w.Length));
        Assert.Equal("limit", sink.Problems.Single().Kind);
    }

    [Fact]
    public void A_text_without_separators_is_read_in_pieces_that_overlap()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i:d5}"));
        var (records, _, _) = Replies.Read(Encoding.UTF8.GetBytes(text), limits: new() { ValueBytes = 1 << 16 });

        for (var i = 0; i + 20 <= text.Length; i += 7)
        {
            Assert.Contains(records, r => r.Contains(text.Substring(i, 20), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_gibibyte_of_one_line_is_read_in_the_memory_of_one_piece()
    {
        var pieces = 0L;
        var sink = new ReplySink("", ReplyLimits.Default, _ => pieces++);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var held = 0L;
        ReplyForms.TryCut(new Endless(1L << 30, () => held = Math.Max(held, GC.GetTotalMemory(true) - before)), new(1, "", 0, 1L << 30, ""), sink);

        Assert.InRange(pieces, 1000, 1100);
        Assert.True(held < 400L << 20, $"{held}");
        Assert.Equal(1, sink.ProblemCount);
    }

    [Fact]
    public void A_text_of_json_that_is_too_long_is_read_in_pieces_and_what_follows_as_text()
    {
        var (records, sink, _) = Replies.Read(Encoding.UTF8.GetBytes($"{{\"a\":\"first\",\"b\":\"{new string('x', 100_000)} needle\",\"c\":\"last\"}}"), limits: new() { ValueBytes = 1 << 16 });

        Assert.Contains("/a=first", records);
        Assert.Contains(records, r => r.Contains("needle", StringComparison.Ordinal));
        Assert.Contains(records, r => r.Contains("last", StringComparison.Ordinal));
        Assert.Contains(sink.Problems, p => p.Kind == "limit");
    }

    [Fact]
    public void More_levels_than_are_read_are_told_and_hide_nothing()
    {
        var (records, sink, _) = Replies.Read(Encoding.UTF8.GetBytes(new string('[', 100_000) + "\"needle\""));
        var (elements, told, _) = Replies.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 100_000)) + "needle" + string.Concat(Enumerable.Repeat("</a>", 100_000))));

        Assert.Contains(records, r => r.Contains("needle", StringComparison.Ordinal));
        Assert.Contains(elements, r => r.Contains("needle", StringComparison.Ordinal));
        Assert.Contains(sink.Problems, p => p.Kind == "json");
        Assert.Equal("limit", told.Problems.Single().Kind);
    }

    [Fact]
    public void Half_a_surrogate_pair_and_bytes_that_are_no_text_are_told_and_read()
    {
        var (records, sink, _) = Replies.Read([.. "{\"a\":\"x\\ud83dy\",\"b\":\""u8, 0xC3, 0x28, .. "\"}"u8]);

        Assert.Equal(["/a=x\uFFFDy /b=\uFFFD("], records);
        Assert.Equal(["json-string", "encoding"], sink.Problems.Select(p => p.Kind));
        Assert.Equal(7, sink.Problems[0].Where.Offset);
    }

    [Fact]
    public void Names_in_an_archive_lead_nowhere_and_a_bomb_is_told()
    {
        var bomb = Replies.Zip(("../../etc/passwd", Encoding.UTF8.GetBytes("a,b\n1,2\n")), ("/root/bomb.txt", new byte[3 << 20]), ("after.txt", Encoding.UTF8.GetBytes("after")));
        var (records, sink, _) = Replies.Read(bomb, "r.zip", new() { UnpackedBytes = 1 << 20 });

        Assert.Equal(["=a =b", "/a=1 /b=2", "=after"], records);
        var told = sink.Problems.Single();
        Assert.Equal(("limit", "r.zip//root/bomb.txt", 3, 1L), (told.Kind, told.Where.Path, told.Where.Exchange, sink.Unread));
        Assert.True(told.Where.Offset > 0);
    }

    [Fact]
    public void All_files_together_unpack_to_no_more_than_is_allowed()
    {
        var many = Replies.Zip([.. Enumerable.Range(0, 40).Select(i => ($"{i}.txt", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("word ", 20_000)))))]);
        var (_, sink, files) = Replies.Read(many, limits: new() { AllUnpackedBytes = 1 << 20 });

        Assert.InRange(files, 11, 13);
        Assert.Equal(1, sink.Unread);
    }

    [Fact]
    public void Archives_within_archives_have_a_bound_and_what_is_broken_or_of_another_form_is_told()
    {
        var deep = Replies.Zip(("a.txt", Encoding.UTF8.GetBytes("needle")));
        for (var i = 0; i < 4; i++)
        {
            deep = Replies.Zip(("z.zip", deep));
        }

        Assert.Equal(("limit", 1L), (Replies.Read(deep).Sink.Problems.Single().Kind, Replies.Read(deep).Sink.Unread));
        Assert.Contains(Replies.Read(Replies.Zip(("p.pdf", Encoding.UTF8.GetBytes("%PDF-1.4")))).Sink.Problems, p => p.Kind == "pdf" && p.Where.Path == "reply/p.pdf");
        Assert.Contains(Replies.Read([0x89, (byte)'P', (byte)'N', (byte)'G', 0, 1, 2]).Sink.Problems, p => p.Kind == "format");
        var whole = Replies.Zip(("a.txt", Encoding.UTF8.GetBytes(new string('a', 500) + " end")));
        Assert.Equal(1, Replies.Read(whole[..60]).Sink.Unread);
        whole[45] ^= 0xFF;
        Assert.NotEmpty(Replies.Read(whole).Sink.Problems);
    }

    [Fact]
    public void More_problems_than_are_kept_are_counted()
    {
        var (_, sink, _) = Replies.Read(Encoding.UTF8.GetBytes("{\"a\":1}\n" + string.Concat(Enumerable.Repeat("{\"x\":oops}\n", 500))));

        Assert.Equal((100, 500L), (sink.Problems.Count, sink.ProblemCount));
    }

    [Fact]
    public void More_values_than_are_held_of_one_record_are_all_given()
    {
        var (records, sink, _) = Replies.Read(Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, 25_000).Select(i => $"\"a\":{i}")) + "}"));

        Assert.Equal(25_000, records.Sum(r => r.Split(' ').Length));
        Assert.All(sink.Problems, p => Assert.Equal("limit", p.Kind));
    }

    /// <summary>So many bytes of one letter.</summary>
    sealed class Endless(long length, Action look) : MemoryStream
    {
        const long Often = 128 << 20;
        long left = length;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(left, count);
            buffer.AsSpan(offset, read).Fill((byte)'a');
            left -= read;
            if (left / Often != (left + read) / Often)
            {
                look();
            }

            return read;
        }
    }
}
