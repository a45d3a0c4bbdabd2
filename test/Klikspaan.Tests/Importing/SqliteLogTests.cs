using System.Diagnostics;
using System.IO.Compression;
using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>A database with the log of its last changes.</summary>
public sealed class SqliteLogTests
{
    const string Event = "{\"ver\":\"4.0\",\"name\":\"A.B\",\"data\":{\"x\":1}}";

    /// <summary>Written by SQLite 3.40.1: rows were added, the log was written back and begun anew, and then came an update, a deletion and an insertion; behind them stand frames of the first log.</summary>
    const string RealDatabase = "H4sIAAAAAAACAwsO9MksSVVIyy/KTSxRMGZgYmBiYnBQUGBgADIZGDgZEIARiFnQ+IQAE4NeMiMvSDFjBwMQjQIcoIyRXVxXl7FRviQxKSc1tSw1r6Q4viC1qDizuCQ1BZ3P5Bzk6hjiqhDi6OTjqoAuq1GQWJmTn5iiUJJaUaKjkFaakxMPVhOfl5ibGp+RWJyhkJlXkpqeWqTJCrSbjfERyAmcjL8ZvzF+ZHzD+BwiMAqGCeDgBhLsXKCoBmVoVg5QTmYHEsysoLzJyqDOwPiWcStjGMNFIBMbaFRnZWkKZKxWylOyMtFRqlCyUqoYhECplqWRiYWliR3iUuMBcalSLXMsM0ujLcQNRtR2g1ItkxkTczEn2HRDEkxXqhVkZNbkAOszgOhTquUFF9K2DIyGQIJU0FjIztKcCvGn2eBNFdQMe7ZGHzaWZmmIn02HuJ+VasH5n5HhOQMIDWPQJMbB0qIPiTXzkZBSiYx/dkj8H2IAoSEatdacLC2VkKi1GI1a0uKfAxL/cxlAaPBFbQIXS6szJGotR6OWBvHPCYn/cgYQoiNoZuNmaeOHxKyhwWjUDlT8c0HiP4gBhKgUtdo8LG2R0Kg1HI3aQR3/3ACUbS5zABIAAA==";
    const string RealLog = "H4sIAAAAAAACAzOvZ2ti0H0kwcDAxAAEjM8jC+rzmOw6Q61jfk0PNucFirECMSdM/LLu4u2PDHe/AkkwMkxkAKFBAZpyOFhaoxmrlfKUrMx1lCqUrJQqRwFNQIVSLTswxJmR08XC/Fstk6rea/MyXGRgYVBnYHzLuJUxDMhQxxpbjeqsLE2BkNgygcRWxSAESrUsQMe2DnjijmVmabSFhJYRtUNLqZbJjIm5mBNsuiEJpivVCjIya3KA9RlA9CnVgtIEcrpYe3Kpe/KLG8mg8oKJwZ6BIQhEkAwEeZnVgf7PSSwuUbIqKSpNrU1u1uZhaYuEBIqh4eBNQ6MAmFK4GSAVDBMwXdSV2rKbTqxYu1X754sV4HTBuBVcXjCMgqEBqFteoKQLkbNvmMxqtgqD0gUzsAKB1iOjYOTVIyjpQkPQe0e/uK8IKF2wANsY0HRxcchHSSMTC0sTOyROjAekFlOqZR666UK+PSgt6Kk0K6Sjoo5IF0O93TmaLkhNF4ygCIali89sJX+fPQlcFBzok1mSqpCWX5SbWKJgDEw8TEwMDgoK0HTEgpQ2GLHwCQEmBr1kRnBfmLGDAYhGAQ5QxsgurqvL2ChfkpiUk5palppXUhxfkFpUnFlckpqCzmdyDnJ1DHFVCHF08nFVQJfVKEiszMlPTFEoSa0o0VFIK83JiQeric9LzE2Nz0gszlDIzCtJTU8t0oTGMzxdzP/zt2SFEqMGKzjOfoOkWCDUKBg5gJkVOn4BTxfV7fpZ6RLhsaP1yIivR0B1AAssXWz2LtxyI5DnHKSMN2QAolFAVLvWh42lWRoS56ZDfHRGqZYVPV1M7TrJMXX+txmQcS1bULqwJT2MCtlZmlMhYWQ2EkawlGrZhl+6QGl3uui+f+a4ueE3gXYn62i7c2S1O4+++X63/d+zp6zg8c5vIClWxt8QxigYAYCFHdbuBGP4OHj+It30Re8OQOZTnzOA0DAGTWIcLC36KLO0o9Mj0PlUlHpEyvHfis4ncW0E6hG20XpkZNUju3d/2fs6SNMA3IFl/AiSYgPVIxDmKBjOgJUDpR4B5X02WLpgfb6357joEei6nEMMIDREqwhrTpaWSkgVYTFaRZBWj3Cg1yPtd1jfVE5z+EmgHmEfrUdGVj2StzqyZa4Slz94YIPxDUiKHVKPQDijYFgCNk7MegTEYIeli48dy79Pm2TACqlH5jKA0OCrIhK4WFqdIVWE5WgVQYN6hBO9HhGZKv2f31DVkkA9wjFaj4yseiTG6MLi605TgsGDGozgwQsOWD3C+Hw0noYfYOfCUY+AeBywdMEhNcPlvPmvg5B6pJwBhOgImtm4Wdr4oYuDDUariIGqR7jQ65GgP3pz+/3FBQjUI5yj9cjIqkfYEm05RL0XTwQPbDA+AklxIuoRiMAoGCaAgxtfPQLbPwJOF/cDzEo8Ak+wQOqRIND+EWpVEaP7R4bQ/hEAAChBzKg4AAA=";

    static readonly byte[] Empty = new SqliteFile(512) { Version = 2 }.Bytes();

    /// <summary>A database as four transactions left it, one after the other.</summary>
    static readonly byte[][] States =
    [
        State(Event), State(Event, Long(1)), State(Event, Long(1), Long(2), Event), State(Event.Replace('1', '2'), Long(1), Long(2), Event, Long(3)),
    ];

    [Theory]
    [InlineData(512, false)]
    [InlineData(512, true)]
    [InlineData(4096, true)]
    [InlineData(65536, false)]
    public async Task The_newest_state_of_each_page_is_read_from_the_log_and_leads_back_to_it(int pageBytes, bool isBigEndian)
    {
        byte[] Of(params string[] payloads) => Transcripts.With(new SqliteFile(pageBytes) { Version = 2 }, payloads).Bytes();
        var (before, between, after) = (Of(Event, Long(900)), Of(Event.Replace('1', '3'), Long(900)), Of(Event.Replace('1', '2'), Long(900), Long(70_000)));
        var file = SqliteLogFile.Archive(before, new SqliteLogFile(pageBytes, isBigEndian).Transaction(before, between).Transaction(between, after).Bytes());
        var lines = await Transcripts.ReadAsync(file);

        Assert.IsType<TranscriptReader>(CaptureReaders.Recognise(file));
        Assert.Equal(".tar", new TranscriptReader().ExtensionFor(file));
        Assert.Equal(".db", new TranscriptReader().ExtensionFor(before));
        Assert.Empty(lines.Problems());
        Assert.Equal(WithoutSteps(await Transcripts.ReadAsync(after)).Where(l => l[0] != '!'), WithoutSteps(lines));
        await PipelineTests.PlacesAsync(file);
    }

    [Fact]
    public async Task A_value_that_stands_in_both_files_has_one_cut_that_joins_them()
    {
        var (before, after) = (State(Long(900)), State(Long(900), Event));
        var file = SqliteLogFile.Archive(before, new SqliteLogFile(512).Transaction(before, after).Bytes());
        var exchange = (await ExchangesAsync(file))[0];
        var content = exchange.Excerpts[0];

        Assert.True(content.Offset < DatabaseArchive.Block + before.Length);
        Assert.True(content.Offset + content.Length > new DatabaseArchive(before.Length, 0).LogAt);
        Assert.Equal(Long(900), System.Text.Encoding.UTF8.GetString(content.Bytes.Span));
        await PipelineTests.PlacesAsync(file);
    }

    [Fact]
    public async Task A_database_that_was_all_in_its_log_is_read()
    {
        var after = State(Event, Long(300));
        var file = SqliteLogFile.Archive(Empty, new SqliteLogFile(512).Transaction([], after).Bytes());

        Assert.IsType<TranscriptReader>(CaptureReaders.Recognise(file));
        Assert.Null(CaptureReaders.Recognise(Empty));
        Assert.Equal(Contents(await Transcripts.ReadAsync(after)), Contents(await Transcripts.ReadAsync(file)));
        Assert.Empty((await Transcripts.ReadAsync(file)).Problems());
        await PipelineTests.PlacesAsync(file);
    }

    [Fact]
    public async Task A_log_that_SQLite_wrote_is_read_and_what_an_earlier_one_left_behind_it_is_not()
    {
        var file = SqliteLogFile.Archive(Unpack(RealDatabase), Unpack(RealLog));
        var lines = await Transcripts.ReadAsync(file);

        Assert.Equal(
            [.. Enumerable.Range(0, 12).Where(n => n != 3).Select(n => $"{{\"n\":{n},\"x\":\"{(n == 7 ? new string('y', 259 / 3 * 4) + "x" : new string('x', n * 37))}\"}}"), "{\"last\":true}"],
            Contents(lines));
        Assert.Empty(lines.Problems());
        await PipelineTests.PlacesAsync(file);
    }

    [Fact]
    public async Task A_log_cut_anywhere_gives_what_the_last_whole_transaction_left_and_one_problem_unless_it_ends_with_one()
    {
        var (log, ends) = Log();
        for (var length = 1; length <= log.Length; length += length < 40 || (length - 32) % 536 is 0 or 1 or 23 or 24 or 25 or 535 ? 1 : 19)
        {
            var lines = await Transcripts.ReadAsync(SqliteLogFile.Archive(States[0], log[..length]));
            var frames = Math.Max(0, length - 32) / 536;
            var state = ends.Count(e => e <= frames);
            var isEnd = length >= 32 && (length - 32) % 536 == 0 && (state == 0 ? 0 : ends[state - 1]) == frames;

            Assert.Equal(await StateAsync(state), Contents(lines));
            var from = length < 32 ? 0 : 32 + (536 * (state == 0 ? 0 : ends[state - 1]));
            Assert.Equal(isEnd ? [] : [$"! {(length >= 32 && (length - 32) % 536 == 0 ? "wal" : "cut")} entry 0 @{LogAt + from}+{length - from}"], lines.Problems().Select(p => p.Split(':')[0]));
        }
    }

    [Fact]
    public async Task A_byte_changed_anywhere_in_a_log_gives_what_the_transaction_before_left_and_the_place()
    {
        var (log, ends) = Log();
        for (var at = 0; at < log.Length; at++)
        {
            var changed = log.ToArray();
            changed[at] ^= (byte)(1 << (at % 8));
            var lines = await Transcripts.ReadAsync(SqliteLogFile.Archive(States[0], changed));
            var frame = at < 32 ? -1 : (at - 32) / 536;

            Assert.Equal(await StateAsync(ends.Count(e => e <= frame)), Contents(lines));
            Assert.StartsWith($"! wal entry 0 @{LogAt + (frame < 0 ? 0 : 32 + (frame * 536))}+", Assert.Single(lines.Problems()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_archive_cut_anywhere_gives_events_as_some_transaction_left_them_and_one_problem()
    {
        var (log, _) = Log();
        var file = SqliteLogFile.Archive(States[0], log);
        List<string> all = [];
        for (var i = 0; i < States.Length; i++)
        {
            all.AddRange(await StateAsync(i));
        }

        for (var length = 612; length < file.Length; length += length % 512 < 2 ? 1 : 37)
        {
            var lines = await Transcripts.ReadAsync(file[..length]);

            Assert.StartsWith("! cut ", Assert.Single(lines.Problems()), StringComparison.Ordinal);
            Assert.Empty(Contents(lines).Except(all));
        }
    }

    [Fact]
    public async Task What_is_no_log_of_the_database_is_told_and_the_database_read()
    {
        async Task Told(byte[] file, string problem)
        {
            var lines = await Transcripts.ReadAsync(file);
            Assert.Equal(await StateAsync(0), Contents(lines));
            Assert.Equal("! " + problem, Assert.Single(lines.Problems()));
        }

        var whole = SqliteLogFile.Archive(States[0], new SqliteLogFile(512).Transaction(States[0], States[1]).Bytes());
        var other = whole.ToArray();
        other[LogAt - 512] ^= 1;
        await Told(other, $"frame entry 0 @{LogAt - 512}+512: expected the head of a log, found something else, so none of the last changes was read");
        await Told(
            SqliteLogFile.Archive(States[0], new SqliteLogFile(1024).Frame(1, new byte[1024], 1).Bytes()),
            $"wal entry 0 @{LogAt + 8}+4: expected a log of pages of 512 bytes, as its database has, found 1024, so none of its changes was read");
        await Told(
            SqliteLogFile.Archive(States[0], new SqliteLogFile(512).Transaction(States[0], States[1], isFinished: false).Bytes()),
            $"wal entry 0 @{LogAt + 32}+{new SqliteLogFile(512).Transaction(States[0], States[1]).Bytes().Length - 32}: expected a log that ends with a transaction, found changes of one that was not finished; {new SqliteLogFile(512).Transaction(States[0], States[1]).Frames} frames since the last transaction that was finished were not read");
        byte[] more = [.. SqliteLogFile.Archive(States[0], new SqliteLogFile(512).Bytes()), 1, 2];
        await Told(more, $"frame entry 0 @{more.Length - 2}+2: expected the end of an archive, found more bytes, which were not read");
    }

    [Fact]
    public async Task Frames_of_an_earlier_log_are_passed_over_but_not_a_changed_frame_between_those_of_this_one()
    {
        var log = new SqliteLogFile(512).Transaction(States[0], States[1]);
        var earlier = new SqliteLogFile(512, salts: 0x0102030305060709).Transaction(States[1], States[3]).Bytes()[32..];
        var passed = await Transcripts.ReadAsync(SqliteLogFile.Archive(States[0], [.. log.Bytes(), .. earlier]));
        var unfinished = await Transcripts.ReadAsync(SqliteLogFile.Archive(States[0], [.. new SqliteLogFile(512).Transaction(States[0], States[1]).Transaction(States[1], States[2], isFinished: false).Bytes(), .. earlier]));
        var between = await Transcripts.ReadAsync(SqliteLogFile.Archive(States[0], [.. log.Bytes(), .. earlier, .. new SqliteLogFile(512).Transaction(States[1], States[2]).Bytes()[32..]]));
        var zeros = await Transcripts.ReadAsync(SqliteLogFile.Archive(States[0], [.. log.Bytes(), .. new byte[536]]));

        Assert.All([passed, unfinished, between, zeros], lines => Assert.Equal(Contents(passed), Contents(lines)));
        Assert.Equal(await StateAsync(1), Contents(passed));
        Assert.Empty(passed.Problems());
        Assert.Contains("expected a log that ends with a transaction, found changes of one that was not finished", Assert.Single(unfinished.Problems()), StringComparison.Ordinal);
        Assert.Contains("expected a frame whose checksum follows from those before it, found another one", Assert.Single(between.Problems()), StringComparison.Ordinal);
        Assert.Contains("expected a frame whose checksum follows from those before it, found another one", Assert.Single(zeros.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_beyond_the_size_that_the_last_transaction_left_is_none()
    {
        var lines = await Transcripts.ReadAsync(SqliteLogFile.Archive(States[0], new SqliteLogFile(512).Frame(1, States[0].AsSpan(0, 512), 1).Bytes()));

        Assert.Contains(lines.Problems(), p => p.Contains("expected the number of a page of the file, found ", StringComparison.Ordinal));
        Assert.Empty(Contents(lines));
    }

    [Fact]
    public async Task Pages_that_neither_the_database_nor_its_log_has_are_told()
    {
        var after = State(Event, Long(5000));
        var log = new SqliteLogFile(512);
        for (var page = 0; page < 8; page++)
        {
            log.Frame((uint)page + 1, after.AsSpan(page * 512, 512), (uint)(after.Length / 512));
        }

        var lines = await Transcripts.ReadAsync(SqliteLogFile.Archive(Empty, log.Bytes()));

        Assert.StartsWith($"! cut entry 0 @{512 + Empty.Length}+0: expected {after.Length / 512} pages of 512 bytes", Assert.Single(lines.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_no_table_names_and_that_is_nowhere_is_told_too()
    {
        byte[] after = [.. State(Event), .. new byte[512]];
        var log = new SqliteLogFile(512).Transaction([], after[..^512]).Frame(1, after.AsSpan(0, 512), (uint)(after.Length / 512));
        var lines = await Transcripts.ReadAsync(SqliteLogFile.Archive(Empty, log.Bytes()));

        Assert.Equal(await StateAsync(0), Contents(lines));
        Assert.StartsWith($"! cut entry 0 @{512 + Empty.Length}+0: expected {after.Length / 512} pages of 512 bytes", Assert.Single(lines.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_the_log_that_is_named_twice_is_read_once_and_told()
    {
        var after = State([.. Enumerable.Repeat(Event, 20)]);

        // The root of the events is the second page; its first two cells come to name the same leaf.
        var (first, second) = ((after[512 + 12] << 8) + after[512 + 13], (after[512 + 14] << 8) + after[512 + 15]);
        var before = Contents(await Transcripts.ReadAsync(after)).Count;
        after.AsSpan(512 + first, 4).CopyTo(after.AsSpan(512 + second));
        var lines = await Transcripts.ReadAsync(SqliteLogFile.Archive(Empty, new SqliteLogFile(512).Transaction([], after).Bytes()));

        Assert.InRange(Contents(lines).Count, 1, before - 1);
        Assert.Contains("expected a page that stands in one place of one table, found page 3, which was met before", Assert.Single(lines.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_of_more_pages_than_are_held_is_not_read_at_all()
    {
        var log = new SqliteLogFile(512).Frame(1, new byte[512], 1).Frame(2, new byte[512], 2).Frame(2, new byte[512], 2).Bytes();
        var most = SqliteLog.Read(ReadAgain.Of(new MemoryStream(log)), 0, log.Length, 512, isCut: false, most: 2);
        var more = SqliteLog.Read(ReadAgain.Of(new MemoryStream(log)), 0, log.Length, 512, isCut: false, most: 1);

        Assert.Equal((2u, 56L, 1128L, null, (CaptureEntry?)null), (most.Pages, most.Find(1), most.Find(2), most.Find(3), most.Fault));
        Assert.Equal((0u, null, "limit"), (more.Pages, more.Find(1), more.Fault!.Fault!.Kind));
    }

    [Property(MaxTest = 150)]
    public void Any_damage_is_read_or_a_problem(NonNull<byte[]> bytes, PositiveInt at)
    {
        var file = SqliteLogFile.Archive(States[0], Log().Log);
        bytes.Get.AsSpan(0, Math.Min(bytes.Get.Length, file.Length - (at.Get % file.Length))).CopyTo(file.AsSpan(at.Get % file.Length));

        Assert.NotEmpty(Transcripts.ReadAsync(file).GetAwaiter().GetResult());
    }

    [Property(MaxTest = 150)]
    public void Any_pages_in_a_sound_log_are_read_or_a_problem(NonNull<byte[]> bytes, byte[] numbers)
    {
        var log = new SqliteLogFile(512).Transaction(States[0], States[1]);
        foreach (var number in numbers ?? [])
        {
            var page = States[1].AsSpan(number % 5 * 512, 512).ToArray();
            bytes.Get.AsSpan(0, Math.Min(bytes.Get.Length, 300)).CopyTo(page.AsSpan(number));
            log.Frame(number, page, (uint)(number / 2));
        }

        Assert.NotEmpty(Transcripts.ReadAsync(SqliteLogFile.Archive(States[0], log.Bytes())).GetAwaiter().GetResult());
    }

    [Fact]
    public async Task What_sqlite3_reads_of_a_database_and_a_log_that_it_wrote_is_what_is_read()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sqlite3"), "sqlite3 is not here");
        using var place = new Workplace();
        var (live, copy) = (place.Path("live.db"), place.Path("copy.db"));
        await File.WriteAllBytesAsync(live, Transcripts.With(new SqliteFile(1024), [.. Enumerable.Range(0, 60).Select(i => $"{{\"n\":{i},\"x\":\"{new string('x', i * i)}\"}}")]).Bytes(), TestContext.Current.CancellationToken);
        await SqliteAsync(
            live, "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;", "DELETE FROM events_persisted WHERE rowid % 3 = 0;", "UPDATE events_persisted SET payload = replace(payload, 'xxxx', 'yyyyyyyy');",
            "INSERT INTO events_persisted SELECT * FROM events_persisted;", "UPDATE events_persisted SET payload = 'z' || payload WHERE rowid < 9;", $".shell cp {live} {copy}", $".shell cp {live}-wal {copy}-wal");
        var (database, log) = (await File.ReadAllBytesAsync(copy, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(copy + "-wal", TestContext.Current.CancellationToken));
        var theirs = await SqliteAsync(copy, "SELECT payload FROM events_persisted ORDER BY rowid;");
        var ours = await Transcripts.ReadAsync(SqliteLogFile.Archive(database, log));

        Assert.Equal(80, theirs.Count);
        Assert.NotEqual(theirs, Contents(await Transcripts.ReadAsync(database)));
        Assert.Equal(theirs, Contents(ours));
        Assert.Empty(ours.Problems());
        await File.WriteAllBytesAsync(copy, States[0], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(copy + "-wal", Log().Log, TestContext.Current.CancellationToken);
        Assert.Equal(await StateAsync(3), await SqliteAsync(copy, "SELECT payload FROM events_persisted ORDER BY rowid;"));
    }

    static int LogAt => (int)new DatabaseArchive(States[0].Length, 0).LogAt;

    static byte[] State(params string[] payloads) => Transcripts.With(new SqliteFile(512) { Version = 2 }, payloads).Bytes();

    static string Long(int length) => $"{{\"a\":\"{new string((char)('a' + (length % 26)), length < 10 ? length * 300 : length)}\"}}";

    /// <summary>A log that leads from the first state to the last, and after how many frames each transaction ends.</summary>
    static (byte[] Log, List<int> Ends) Log()
    {
        var log = new SqliteLogFile(512);
        List<int> ends = [];
        for (var i = 1; i < States.Length; i++)
        {
            ends.Add(log.Transaction(States[i - 1], States[i]).Frames);
        }

        return (log.Bytes(), ends);
    }

    static async Task<List<string>> StateAsync(int state) => Contents(await Transcripts.ReadAsync(States[state]));

    static List<string> Contents(List<string> lines) => [.. lines.Where(l => l.StartsWith("  content: ", StringComparison.Ordinal)).Select(l => l[11..].Split(" |")[0])];

    static IEnumerable<string> WithoutSteps(IEnumerable<string> lines) => lines.Select(l => l.Split(" |")[0]);

    static byte[] Unpack(string text)
    {
        using var packed = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>All entries are cut first: their bytes must not change while the next are.</summary>
    static async Task<List<Exchange>> ExchangesAsync(byte[] file)
    {
        var reader = new TranscriptReader();
        var entries = new List<CaptureEntry>();
        await foreach (var entry in reader.SplitAsync(new MemoryStream(file), Limits.Default, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        return [.. entries.Where(e => e.Kind == EntryKind.Exchange).Select(e => reader.Read(e, Facts.Capture, [])!)];
    }

    static async Task<List<string>> SqliteAsync(string path, params string[] commands)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/sqlite3", ["-batch", path]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        await process.StandardInput.WriteAsync(string.Concat(commands.Select(c => c + "\n")));
        process.StandardInput.Close();
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
