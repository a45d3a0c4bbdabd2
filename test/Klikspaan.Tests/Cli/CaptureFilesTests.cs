using System.IO.Compression;
using Klikspaan.Cli;

namespace Klikspaan.Tests.Cli;

/// <summary>What a folder, an archive and a compressed file stand for, and each bound with what it leaves out.</summary>
public sealed class CaptureFilesTests
{
    static readonly byte[] Har = Workplace.Har(Workplace.Entry());

    [Fact]
    public void Of_a_folder_and_an_archive_with_too_many_files_the_first_are_read_and_the_rest_is_told()
    {
        using var place = new Workplace();
        for (var i = 0; i < 3; i++)
        {
            place.Write($"f/{i}.har", Har);
        }

        place.Write("two/0.har", Har);
        place.Write("two/1.har", Har);
        place.Write("a.zip", Zip([.. Enumerable.Range(0, 3).Select(i => ($"{i}.har", Har))]));

        Assert.Equal((2, "f: a folder of more than 2 files, of which the first that were found are read", true), Found(place, "f", mostFiles: 2));
        Assert.Equal((2, "a.zip: an archive of 3 files, of which the first 2 are read", true), Found(place, "a.zip", mostFiles: 2));
        Assert.Equal((2, "", false), Found(place, "two", mostFiles: 2));
        Assert.Equal((3, "", false), Found(place, "a.zip", mostFiles: 3));
    }

    [Fact]
    public void What_lies_deeper_than_archives_are_opened_is_told_as_that()
    {
        using var place = new Workplace();
        byte[] inner = Har;
        for (var i = 0; i < 3; i++)
        {
            inner = Zip(("in", inner));
        }

        place.Write("three.zip", inner);
        place.Write("four.zip", Zip(("in", inner)));
        place.Write("four.gz", Encode.Gzip(Encode.Gzip(Encode.Gzip(Encode.Gzip(Har)))));

        Assert.Equal((1, "", false), Found(place, "three.zip"));
        Assert.Equal((0, "four.zip/in/in/in: an archive, or a compressed file, within 3 others: it is not unpacked", true), Found(place, "four.zip"));
        Assert.Equal((0, "four.gz: an archive, or a compressed file, within 3 others: it is not unpacked", true), Found(place, "four.gz"));
    }

    [Fact]
    public void What_unpacks_to_more_than_it_may_is_told_with_the_bound()
    {
        using var place = new Workplace();
        place.Write("a.zip", Zip(("a.har", Har), ("b.har", new byte[1 << 20])));
        place.Write("b.gz", Encode.Gzip(new byte[1 << 20]));
        const string Why = "it unpacks to more than 100 times the size of its archive, and more than 1000 bytes";

        Assert.Equal((1, $"a.zip/b.har: {Why}", true), Found(place, "a.zip", mostFree: 1000));
        Assert.Equal((0, $"b.gz: {Why}", true), Found(place, "b.gz", mostFree: 1000));
    }

    [Theory]
    [InlineData("behind", ", found more bytes from byte ")]
    [InlineData("checksum", ", found others: any of them may have been changed; what comes before that is read")]
    [InlineData("cut", ", found the end of the file; what comes before that is read")]
    public async Task Of_a_compressed_file_that_is_broken_what_can_be_had_is_read_and_that_is_told(string how, string expected)
    {
        using var place = new Workplace();
        var whole = Encode.Gzip(Har);
        place.Write("a.har.gz", how switch { "behind" => [.. whole, .. "more"u8], "cut" => whole[..^5], _ => [.. whole[..^8], 1, 2, 3, 4, .. whole[^4..]] });
        var run = await place.DoAsync("import", "a.har.gz");

        Assert.Equal(3, run.Code);
        Assert.Contains("left out: a.har.gz: expected ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.StartsWith("a.har.gz, unpacked in part: 1 request, kept as ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_capture_within_a_compressed_file_is_told_by_the_name_that_the_user_gave()
    {
        using var place = new Workplace();
        place.Write("notes.gz", Encode.Gzip(Encode.Utf8("notes")));
        var run = await place.DoAsync("import", "notes.gz");

        Assert.Equal(2, run.Code);
        Assert.Contains("klikspaan: notes.gz: expected a capture (", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_file_that_is_not_there_no_dossier_is_made()
    {
        using var place = new Workplace();
        var run = await place.DoAsync("import", "nosuch.har", "nor.this");

        Assert.Equal((2, $"klikspaan: there is no file {place.Path("nosuch.har")}\nklikspaan: there is no file {place.Path("nor.this")}\n"), (run.Code, run.Error));
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Folder));
    }

    static (int Captures, string LeftOut, bool IsIncomplete) Found(Workplace place, string name, int mostFiles = 100, long mostFree = 1 << 20)
    {
        var room = Directory.CreateDirectory(place.Path("room-" + Guid.NewGuid().ToString("N")));
        var files = new CaptureFiles(room.FullName, mostFiles, mostFree);
        var captures = files.Find(place.Path(name)).Count();

        Assert.Empty(room.EnumerateFileSystemInfos());
        return (captures, string.Join('|', files.LeftOut.Select(l => $"{l.Name}: {l.Why}")), files.IsIncomplete);
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
}
