using System.Diagnostics;
using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

public sealed class TranscriptReaderTests
{
    const string Event = "{\"ver\":\"4.0\",\"name\":\"A.B\",\"data\":{\"x\":1}}";
    static readonly string[] Columns =
    [
        "  record:/sid S-1-5-18", "  record:/timestamp 132736804262573347 |sqlite-int", "  record:/full_event_name Event.0", "  record:/full_event_name_hash 1000 |sqlite-int",
        "  record:/is_core 0 |sqlite-constant", "  record:/provider_group_id 1 |sqlite-constant", "  record:/producer_id 1 |sqlite-constant",
    ];

    static readonly string[] Joined =
    [
        "  record:/tags/0/tag_id 25 |sqlite-int", "  record:/tags/0/tag_name Product and Service Usage", "  record:/tags/1/tag_id 24 |sqlite-int",
        "  record:/producer_id_text a producer", "  record:/group_guid {4f50731a-89cf-4782-b3e0-dce8c90476ba}",
    ];

    [Fact]
    public async Task An_event_has_its_payload_as_content_and_beside_it_its_columns_privacy_tags_and_categories()
    {
        var file = Transcripts.Of(Event, Event);
        var lines = await Transcripts.ReadAsync(file);

        Assert.IsType<TranscriptReader>(CaptureReaders.Recognise(file));
        Assert.Equal(["1   ://  in  out 0 stored-event", $"  content: {Event}", .. Columns, .. Joined], lines.Take(14));
        Assert.Equal(
            [
                "  record:/tags/0/tag_id 1 |sqlite-constant", "  record:/tags/0/tag_name Browsing History", "  record:/categories/0/category_id 1 |sqlite-constant",
                "  record:/categories/0/category_id_text a category", "  record:/producer_id_text a producer", "  record:/group_guid {4f50731a-89cf-4782-b3e0-dce8c90476ba}",
            ],
            lines.Skip(23));
        await PipelineTests.PlacesAsync(file);
    }

    [Theory]
    [InlineData(512, false)]
    [InlineData(512, true)]
    [InlineData(4096, true)]
    [InlineData(65536, false)]
    public async Task A_payload_of_any_length_leads_back_to_each_of_its_pieces(int pageBytes, bool isReversed)
    {
        string[] payloads = [.. new[] { 1, 300, 420, 470, 475, 508, 509, 1000, 5000, 70_000, 200_000 }.Select(n => $"{{\"a\":\"{new string('x', n)}\"}}")];
        var file = Transcripts.With(new SqliteFile(pageBytes, isReversed), payloads).Bytes();
        var lines = await Transcripts.ReadAsync(file);

        Assert.Equal(payloads, lines.Where(l => l.StartsWith("  content: ", StringComparison.Ordinal)).Select(l => l[11..].Split(" |")[0]));
        Assert.Empty(lines.Problems());
        Assert.True(lines.Exists(l => l.Contains("|[", StringComparison.Ordinal)));
        await PipelineTests.PlacesAsync(file);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5000)]
    public async Task A_stream_that_cannot_be_gone_back_in_gives_the_same(int size)
    {
        var file = Transcripts.Of(512, Event, Event.Replace("x", new string('x', 2000), StringComparison.Ordinal), Event);

        Assert.Equal(await Transcripts.ReadAsync(file), await Hars.ReadAsync(new Dripping(file, [size, 1, size + 5]), file, null, new TranscriptReader()));
    }

    [Fact]
    public async Task A_stream_that_cannot_be_gone_back_in_and_is_too_long_to_hold_is_refused()
    {
        byte[] file = [.. Transcripts.Of(Event), .. new byte[16 << 20]];
        var lines = await Hars.ReadAsync(new Dripping(file, [1 << 16]), file, null, new TranscriptReader());

        Assert.StartsWith("! limit entry 0 @0+", Assert.Single(lines), StringComparison.Ordinal);
        Assert.Contains("  content: " + Event, await Transcripts.ReadAsync(file));
    }

    [Theory]
    [InlineData("CREATE TABLE events_persisted (a TEXT)", true)]
    [InlineData("CREATE TABLE something_else (a TEXT)", false)]
    public void A_database_is_recognised_by_its_table_where_the_first_page_names_all(string sql, bool expected)
    {
        var file = new SqliteFile(512).Table(sql).Bytes();

        Assert.Equal(expected, new TranscriptReader().Recognises(file));
        Assert.False(new TranscriptReader().Recognises([0, .. file]));
        for (var length = 0; length < file.Length; length++)
        {
            _ = new TranscriptReader().Recognises(file.AsSpan(0, length));
        }
    }

    [Fact]
    public async Task A_database_of_which_the_first_page_does_not_name_all_tables_may_be_one_and_that_it_is_none_is_a_problem()
    {
        var other = new SqliteFile(512);
        for (var i = 0; i < 20; i++)
        {
            other.Table($"CREATE TABLE t{i} (a_column_with_a_name TEXT)", ["x"]);
        }

        var file = other.Bytes();
        Assert.True(new TranscriptReader().Recognises(file));
        Assert.Equal(["! sqlite entry 0 @0+100: expected a table events_persisted, found none"], await Transcripts.ReadAsync(file));
    }

    [Fact]
    public async Task That_the_last_changes_can_stand_in_another_file_is_told_once()
    {
        var lines = await Transcripts.ReadAsync(Transcripts.With(new SqliteFile(4096) { Version = 2 }, Event, Event).Bytes());

        Assert.Equal(2, lines.Exchanges().Count);
        Assert.Equal(["! wal entry 0 @18+2: expected a database that holds all its changes, found one whose last changes can stand in a file of its own beside it (-wal), which is not part of this capture"], lines.Problems());
    }

    [Fact]
    public async Task Text_in_another_encoding_is_refused() =>
        Assert.Equal(["! sqlite entry 0 @0+100: expected a database with text in UTF-8, found encoding 2"], await Transcripts.ReadAsync(Transcripts.With(new SqliteFile(4096) { Encoding = 2 }, Event).Bytes()));

    [Fact]
    public async Task A_row_that_is_too_large_is_a_problem_and_the_next_is_read()
    {
        var lines = await Transcripts.ReadAsync(Transcripts.Of(Event, Event.Replace("x", new string('x', 5000), StringComparison.Ordinal), Event), new() { EntryBytes = 1000 });

        Assert.Equal(["1   ://  in  out 0 stored-event", "3   ://  in  out 0 stored-event"], lines.Exchanges());
        Assert.StartsWith("! limit entry 2 @", Assert.Single(lines.Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    public async Task A_file_cut_anywhere_gives_events_as_they_were_and_one_problem(int pageBytes)
    {
        var file = Transcripts.Of(pageBytes, Event, Event.Replace("x", new string('x', 1500), StringComparison.Ordinal), Event, Event);
        var whole = await Transcripts.ReadAsync(file);
        for (var length = 0; length < file.Length; length += length < 200 || length % pageBytes is 0 or 511 or 1023 ? 1 : 37)
        {
            var lines = await Transcripts.ReadAsync(file[..length]);

            Assert.StartsWith("! cut ", Assert.Single(lines.Problems()), StringComparison.Ordinal);
            Assert.Empty(lines.Where(l => l.StartsWith("  content", StringComparison.Ordinal)).Except(whole));
        }
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    public async Task A_byte_changed_anywhere_throws_nothing_and_rows_that_are_lost_are_told(int pageBytes)
    {
        var file = Transcripts.Of(pageBytes, Event, Event.Replace("x", new string('x', 700), StringComparison.Ordinal), Event);
        for (var at = 0; at < file.Length; at++)
        {
            foreach (var flip in new byte[] { 1, 0x80, 0xFF })
            {
                var changed = file.ToArray();
                changed[at] ^= flip;
                var lines = await Transcripts.ReadAsync(changed);

                Assert.InRange(lines.Count, 1, 100);

                // The number of cells in a page, a name of a table and a root have no second place that would show a change.
                Assert.True(lines.Exchanges().Count > 0 || lines.Problems().Count > 0, $"{at}");
            }
        }
    }

    [Fact]
    public async Task A_page_that_is_named_twice_is_read_once_and_told()
    {
        var file = Transcripts.Of(512, [.. Enumerable.Repeat(Event, 20)]);
        var before = (await Transcripts.ReadAsync(file)).Exchanges().Count;

        // The root of the events is the second page; its first two cells come to name the same leaf.
        var (first, second) = ((file[512 + 12] << 8) + file[512 + 13], (file[512 + 14] << 8) + file[512 + 15]);
        file.AsSpan(512 + first, 4).CopyTo(file.AsSpan(512 + second));
        var lines = await Transcripts.ReadAsync(file);

        Assert.InRange(lines.Exchanges().Count, 1, before - 1);
        Assert.StartsWith("! sqlite entry 0 @1024+512: expected a page that stands in one place of one table, found page 3, which was met before", Assert.Single(lines.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_length_that_is_a_lie_makes_no_room()
    {
        var file = Transcripts.Of(512, Event);
        var cell = 512 + (file[512 + 8] << 8) + file[512 + 9];
        byte[] lie = [0x86, 0xFF, 0xFF, 0x7F];
        lie.CopyTo(file, cell);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = await Transcripts.ReadAsync(file);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact]
    public async Task Of_more_tags_than_an_event_has_the_rest_is_told()
    {
        var file = new SqliteFile(4096).Table("CREATE TABLE events_persisted (payload, full_event_name_hash)", [["{}", 5L]])
            .Table("CREATE TABLE event_tags (full_event_name_hash INTEGER, tag_id INTEGER)", [.. Enumerable.Range(2, 40).Select(i => (object?[])[5L, (long)i])]).Bytes();
        var lines = await Transcripts.ReadAsync(file);

        Assert.Equal(32, lines.Count(l => l.Contains("/tag_id ", StringComparison.Ordinal)));
        Assert.Equal(["! limit whole: expected at most 32 privacy tags or categories of an event, found more, which are left out"], lines.Problems());
    }

    [Fact]
    public async Task An_event_without_a_payload_and_values_of_other_kinds_are_told()
    {
        var file = new SqliteFile(4096).Table("CREATE TABLE [events_persisted] (\"a ( , b\" TEXT CHECK (length(x) > 0, 1), payload, `c``d` REAL)", [["x", null, 1.5], ["", "{}", new byte[] { 1 }], ["y"]]).Bytes();
        Assert.Equal(["a ( , b", "payload", "c`d"], SqliteTable.ColumnsOf("CREATE TABLE x (\"a ( , b\" TEXT CHECK (length(x) > 0, 1), payload, `c``d` REAL, PRIMARY KEY (payload))"));
        Assert.Equal(["[x"], SqliteTable.ColumnsOf("CREATE TABLE x ([[x]"));
        Assert.Empty(SqliteTable.ColumnsOf("CREATE TABLE x"));
        Assert.NotEmpty(await Transcripts.ReadAsync(file));
    }

    [Property(MaxTest = 150)]
    public void Any_damage_is_read_or_a_problem(NonNull<byte[]> bytes, PositiveInt at)
    {
        var file = Transcripts.Of(512, Event, Event.Replace("x", new string('x', 900), StringComparison.Ordinal));
        bytes.Get.AsSpan(0, Math.Min(bytes.Get.Length, file.Length - (at.Get % file.Length))).CopyTo(file.AsSpan(at.Get % file.Length));

        Assert.NotEmpty(Transcripts.ReadAsync(file).GetAwaiter().GetResult());
    }

    [Fact]
    public async Task What_the_writer_of_these_tests_writes_is_what_sqlite3_reads_and_the_other_way_round()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sqlite3"), "sqlite3 is not here");
        using var place = new Workplace();
        string[] payloads = [.. Enumerable.Range(0, 60).Select(i => $"{{\"n\":{i},\"x\":\"{new string('x', i * i * 3)}\"}}")];
        var path = place.Path("ours.db");
        await File.WriteAllBytesAsync(path, Transcripts.With(new SqliteFile(1024, isReversed: true), payloads).Bytes(), TestContext.Current.CancellationToken);

        Assert.Equal(["ok", .. payloads], await SqliteAsync(path, "PRAGMA integrity_check; SELECT payload FROM events_persisted;"));
        await SqliteAsync(path, "DELETE FROM events_persisted WHERE rowid % 3 = 0; UPDATE events_persisted SET payload = replace(payload, 'xxxx', 'yyyyyyyy'); INSERT INTO events_persisted SELECT * FROM events_persisted;");
        var theirs = await SqliteAsync(path, "SELECT payload FROM events_persisted ORDER BY rowid;");
        var ours = await Transcripts.ReadAsync(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(80, theirs.Count);
        Assert.Equal(theirs, ours.Where(l => l.StartsWith("  content: ", StringComparison.Ordinal)).Select(l => l[11..].Split(" |")[0]));
        Assert.Empty(ours.Problems());
    }

    [Fact]
    public async Task A_database_with_changes_beside_it_that_were_not_finished_is_not_taken_in()
    {
        using var place = new Workplace();
        place.Write("events.db", Transcripts.Of(Event));
        place.Write("events.db-journal", "x");
        var refused = await place.RunAsync("-d", "d", "import", "events.db");
        place.Write("events.db-journal", "");
        place.Write("events.db-wal", "");
        var taken = await place.RunAsync("-d", "d", "import", "events.db");
        var items = await place.RunAsync("-d", "d", "show", "items", "--format", "csv", "--columns", "path,value,grade");

        Assert.Equal(2, refused.Code);
        Assert.Contains("events.db-journal beside it, of changes that were not finished", refused.Error, StringComparison.Ordinal);
        Assert.Contains("events.db: 1 stored event, which is not shown to have been sent, kept as captures/", taken.Out, StringComparison.Ordinal);
        Assert.Equal(0, taken.Code);
        Assert.Contains("record:/tags/0/tag_name,Product and Service Usage,stored", items.Lines);
        Assert.Contains("content:/name,A.B,stored", items.Lines);
    }

    static async Task<List<string>> SqliteAsync(string path, string sql)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/sqlite3", ["-batch", path, sql]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
