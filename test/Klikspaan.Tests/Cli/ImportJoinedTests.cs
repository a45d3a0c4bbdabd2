using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Klikspaan.Tests.Importing;

namespace Klikspaan.Tests.Cli;

/// <summary>What import makes of a database and the log of its last changes.</summary>
public sealed class ImportJoinedTests
{
    static readonly byte[] Database = Transcripts.With(new SqliteFile(512) { Version = 2 }, "{\"a\":\"old\"}").Bytes();
    static readonly byte[] Log = new SqliteLogFile(512).Transaction(Database, Transcripts.With(new SqliteFile(512) { Version = 2 }, "{\"a\":\"new\"}", "{\"a\":\"more\"}").Bytes()).Bytes();

    [Fact]
    public async Task Both_are_one_capture_of_which_each_value_leads_back_and_the_digest_of_each_is_sealed()
    {
        using var place = new Workplace();
        place.Write("events.db", Database);
        place.Write("events.db-wal", Log);
        var run = await place.DoAsync("import", "events.db");
        var capture = Assert.Single(place.Captures());
        var file = await File.ReadAllBytesAsync(place.InDossier("captures", capture), TestContext.Current.CancellationToken);
        var before = await IndexAsync(place);

        Assert.Equal(0, run.Code);
        Assert.DoesNotContain("incomplete", run.Error, StringComparison.Ordinal);
        Assert.Contains("events.db: 2 stored events, none of which is shown to have been sent, kept as captures/", run.Out, StringComparison.Ordinal);
        Assert.Equal(".tar", Path.GetExtension(capture));
        Assert.Equal(SqliteLogFile.Archive(Database, Log), file);
        Assert.Contains(
            $"put together of two files, byte for byte, as a TAR archive: database.db, {Database.Length} bytes from byte 512, SHA-256 {Digest(Database)}; database.db-wal, {Log.Length} bytes from byte {Database.Length + 1024}, SHA-256 {Digest(Log)}",
            (await place.DoAsync("show", "captures", "--format", "csv", "--columns", "remark")).Out, StringComparison.Ordinal);
        var items = await place.DoAsync("show", "items", "--format", "csv", "--columns", "value,locator", "--where", "path = 'content:/a'");
        Assert.Equal(["new", "more"], items.Lines.Skip(1).Select(l => l.Split(',')[0]));
        Assert.All(items.Lines.Skip(1), l => Assert.True(int.Parse(l.Split('@')[1].Split('+')[0], System.Globalization.CultureInfo.InvariantCulture) > Database.Length + 1024));
        Assert.Equal(0, (await place.DoAsync("verify")).Code);
        Assert.Equal(0, (await place.DoAsync("rebuild")).Code);
        Assert.Equal(before, await IndexAsync(place));
        Assert.Contains("events.db is in the dossier already", (await place.DoAsync("import", "events.db")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_program_that_opens_archives_gives_both_files_back()
    {
        using var place = new Workplace();
        place.Write("events.db", Database);
        place.Write("events.db-wal", Log);
        await place.DoAsync("import", "events.db");
        await using var reader = new TarReader(File.OpenRead(place.InDossier("captures", place.Captures()[0])));
        List<(string Name, TarEntryType Type, byte[] Bytes)> files = [];
        while (await reader.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
        {
            var bytes = new MemoryStream();
            await entry.DataStream!.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            files.Add((entry.Name, entry.EntryType, bytes.ToArray()));
        }

        Assert.Equal([("database.db", TarEntryType.RegularFile), ("database.db-wal", TarEntryType.RegularFile)], files.Select(f => (f.Name, f.Type)));
        Assert.Equal([Database, Log], files.Select(f => f.Bytes));
    }

    [Fact]
    public async Task In_a_folder_a_log_goes_with_its_database_and_one_without_is_left_out()
    {
        using var place = new Workplace();
        place.Write("all/a.db", Database);
        place.Write("all/a.db-wal", Log);
        place.Write("all/b.db-wal", Log);
        place.Write("all/c.db", Database);
        place.Write("all/c.db-journal", Log);
        var run = await place.DoAsync("import", "all");

        Assert.Equal(2, run.Code);
        Assert.StartsWith("all/a.db: 2 stored events", run.Out, StringComparison.Ordinal);
        Assert.Contains("klikspaan: all/c.db: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("c.db-journal beside it", run.Error, StringComparison.Ordinal);
        Assert.Equal([".tar"], place.Captures().Select(Path.GetExtension));
    }

    [Fact]
    public async Task In_an_archive_a_log_goes_with_its_database_and_what_belongs_to_nothing_is_left_out()
    {
        using var place = new Workplace();
        place.Write("any.zip", Zip(("x/a.db", Database), ("x/a.db-wal", Log), ("x/b.db-wal", Log), ("x/n.txt", [1]), ("x/n.txt-wal", [2])));
        var room = Directory.EnumerateFileSystemEntries(place.Folder, "*", SearchOption.AllDirectories).Count();
        var run = await place.DoAsync("import", "any.zip");

        Assert.Equal(0, run.Code);
        Assert.StartsWith("any.zip/x/a.db: 2 stored events", run.Out, StringComparison.Ordinal);
        Assert.Equal(
            ["any.zip/x/b.db-wal", "any.zip/x/n.txt", "any.zip/x/n.txt-wal"],
            run.Error.Split('\n').Where(l => l.StartsWith("klikspaan: left out: ", StringComparison.Ordinal)).Select(l => l.Split(": ")[2]));
        Assert.Equal(SqliteLogFile.Archive(Database, Log), await File.ReadAllBytesAsync(place.InDossier("captures", Assert.Single(place.Captures())), TestContext.Current.CancellationToken));
        Assert.Equal(room, Directory.EnumerateFileSystemEntries(place.Folder, "*", SearchOption.AllDirectories).Count(f => !f.StartsWith(place.InDossier(), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task In_an_archive_a_database_with_changes_that_were_not_finished_is_not_taken_in()
    {
        using var place = new Workplace();
        place.Write("any.zip", Zip(("a.db", Database), ("a.db-journal", Log)));
        var run = await place.DoAsync("import", "any.zip");

        Assert.Equal(2, run.Code);
        Assert.Contains("a.db-journal beside it, of changes that were not finished", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("left out", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_import_that_was_cut_off_left_is_taken_in_as_what_it_is()
    {
        using var place = new Workplace();
        place.Plant();
        var whole = SqliteLogFile.Archive(Database, Log);
        place.Write("d/captures/0.part", whole);
        place.Write("d/captures/1.part", whole[..^1500]);
        var run = await place.DoAsync("show", "captures", "--format", "csv", "--columns", "file,problems,remark");

        Assert.Equal([".tar", ".tar"], place.Captures().Select(Path.GetExtension));
        Assert.Contains($".tar,0,\"found without a line in the manifest; put together of two files, byte for byte, as a TAR archive: database.db, {Database.Length} bytes from byte 512, SHA-256 {Digest(Database)}", run.Out, StringComparison.Ordinal);
        Assert.Contains(".tar,1,\"found without", run.Out, StringComparison.Ordinal);
    }

    static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(bytes);
            }
        }

        return archive.ToArray();
    }

    static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    static async Task<string> IndexAsync(Workplace place) => (await place.DoAsync("show", "items", "--format", "csv")).Out;
}
