using System.IO.Compression;
using Klikspaan.Packets;

namespace Klikspaan.Tests.Cli;

/// <summary>What import takes for more than one capture, and what it opens before.</summary>
public sealed class ImportSourcesTests
{
    [Fact]
    public async Task A_pipe_and_a_link_in_a_folder_are_told_and_not_opened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs mkfifo");
        using var place = new Workplace();
        place.Write("f/a.har", Workplace.Har(Workplace.Entry()));
        Assert.Equal(0, (await place.RunCommandAsync("mkfifo", [place.Path("f", "pipe"), place.Path("pipe")])).Code);
        File.CreateSymbolicLink(place.Path("f", "link"), "/etc/passwd");
        Directory.CreateSymbolicLink(place.Path("f", "round"), place.Path("f"));

        var folder = await place.DoAsync("import", "f");
        var alone = await place.DoAsync("import", "pipe");

        Assert.Contains("left out: f/pipe: a pipe, socket or device", folder.Error, StringComparison.Ordinal);
        Assert.Contains("left out: f/link: a link: where it leads is not followed", folder.Error, StringComparison.Ordinal);
        Assert.Contains("left out: f/round: a link: where it leads is not followed", folder.Error, StringComparison.Ordinal);
        Assert.Single(place.Captures());
        Assert.Equal((2, "klikspaan: pipe is a pipe or device: save what it gives as a file first\n"), (alone.Code, alone.Error.Replace(place.Folder + "/", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_folder_stands_for_the_captures_in_it_and_says_what_it_left_out()
    {
        using var place = new Workplace();
        place.Write("all/b.har", Workplace.Har(Workplace.Entry("https://b.example/1")));
        place.Write("all/deep/a.har.gz", Encode.Gzip(Workplace.Har(Workplace.Entry("https://a.example/1"))));
        place.Write("all/notes.txt", "not a capture");
        var run = await place.DoAsync("import", "all");
        var shown = await place.DoAsync("show", "captures", "--format", "csv");

        Assert.Equal(0, run.Code);
        Assert.Contains("klikspaan: left out: all/notes.txt: no capture of a format that is read\n", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("all/b.har: 1 request, kept as captures/", run.Out, StringComparison.Ordinal);
        Assert.Contains("\nall/deep/a.har.gz: 1 request, kept as captures/", run.Out, StringComparison.Ordinal);
        Assert.Equal([".har", ".har"], place.Captures().Select(Path.GetExtension));
        Assert.Contains(",all/deep/a.har.gz,", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_name_in_an_archive_leads_anywhere_and_what_cannot_be_read_of_it_is_told()
    {
        using var place = new Workplace();
        var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in new[] { ("../../out.har", Workplace.Har(Workplace.Entry())), ("readme.txt", Encode.Utf8("text")), ("inner.zip", Encode.Utf8("PK\u0003\u0004 and no archive")) })
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(bytes);
            }
        }

        place.Write("any.zip", archive.ToArray());
        var before = Directory.EnumerateFileSystemEntries(place.Folder, "*", SearchOption.AllDirectories).Count();
        var run = await place.DoAsync("import", "any.zip");

        Assert.Equal(3, run.Code);
        Assert.StartsWith("any.zip/../../out.har: 1 request, kept as captures/", run.Out, StringComparison.Ordinal);
        Assert.Contains("left out: any.zip/readme.txt: no capture of a format that is read\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("left out: any.zip/inner.zip: a ZIP archive that cannot be opened: its directory is broken or is not there, as when the file was cut\n", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.GetFullPath(place.Path("..", "..", "out.har"))));
        Assert.All(Directory.EnumerateFileSystemEntries(place.Folder, "*", SearchOption.AllDirectories).Skip(before), f => Assert.StartsWith(place.InDossier(), f, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_archive_whose_directory_is_too_large_to_be_held_is_left_out()
    {
        using var place = new Workplace();
        place.Write("any.zip", [.. "PK\u0003\u0004"u8, .. new byte[40], .. "PK\u0005\u0006"u8, .. new byte[8], 0, 0, 0, 2, .. new byte[6]]);
        var run = await place.DoAsync("import", "any.zip");

        Assert.Equal(2, run.Code);
        Assert.Contains("left out: any.zip: a ZIP archive with a directory of more than 16777216 bytes\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PK\u0003\u0004 and no archive")]
    [InlineData("\u001F\u008B and nothing compressed")]
    public async Task A_broken_archive_holds_no_capture(string text)
    {
        using var place = new Workplace();
        place.Write("any", [.. text.Select(c => (byte)c)]);
        var run = await place.DoAsync("import", "any");

        Assert.Equal(2, run.Code);
        Assert.Contains("klikspaan: any holds no capture of a format that is read\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("klikspaan: left out: any: ", run.Error, StringComparison.Ordinal);
    }

    /// <summary>These captures were decrypted by others before: what was in them is known.</summary>
    [Theory]
    [InlineData("http2-brotli.pcapng", 1, null, "https://192.168.122.33/test.txt", "This is a test file for testing brotli decompression in Wireshark")]
    [InlineData("tls12-dsb.pcapng", 2, null, "https://example.com/", "")]
    [InlineData("http2-data-reassembly.pcap", 1, "http2-data-reassembly.keys", "https://172.16.5.10/wireshark.png", "")]
    public async Task What_another_program_decrypts_is_a_capture_of_its_own(string name, int connections, string? keys, string url, string content)
    {
        var path = Repository.InCorpus("captures", "pcap", name);
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "tshark"))), "tshark is not installed");
        using var place = new Workplace();
        var run = await place.DoAsync(["import", path, .. keys is null ? (string[])["--decrypt"] : ["--keys", Repository.InCorpus("captures", "pcap", keys)]]);
        var shown = await place.DoAsync("show", "exchanges", "--format", "csv");

        Assert.Contains($"{name}, opened by TShark", run.Out, StringComparison.Ordinal);
        Assert.Equal(2, place.Captures().Count);
        Assert.Contains(url.Split('/')[2], shown.Out, StringComparison.Ordinal);
        Assert.Contains($"klikspaan: {name}: {connections} of {connections} encrypted {(connections == 1 ? "connection was" : "connections were")} opened\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(",contact,", shown.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(",encrypted,", (await place.DoAsync("show", "problems", "--format", "csv")).Out, StringComparison.Ordinal);
        Assert.Contains(",http,", shown.Out, StringComparison.Ordinal);
        if (content.Length > 0)
        {
            Assert.Equal(content, await ContentAsync(place.Captures().Select(c => place.InDossier("captures", c)).Single(c => new FileInfo(c).Length < 2_000)));
        }
    }

    [Fact]
    public async Task A_key_log_of_other_connections_opens_nothing_and_that_is_said()
    {
        var path = Repository.InCorpus("captures", "pcap", "http2-data-reassembly.pcap");
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "tshark"))), "tshark is not installed");
        using var place = new Workplace();
        place.Write("wrong.keys", $"CLIENT_RANDOM {new string('a', 64)} {new string('b', 96)}\n");
        var run = await place.DoAsync("import", "--keys", "wrong.keys", path);

        Assert.Equal(3, run.Code);
        Assert.Contains(": 0 of 1 encrypted connection was opened: the secrets are of other connections, or do not suffice\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("the evidence is incomplete: ", run.Error, StringComparison.Ordinal);
        Assert.Single(place.Captures());
    }

    [Fact]
    public async Task Of_a_capture_whose_connections_another_one_holds_they_do_not_count_as_not_seen_and_a_rebuild_makes_the_same()
    {
        var path = Repository.InCorpus("captures", "pcap", "http2-data-reassembly.pcap");
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "tshark"))), "tshark is not installed");
        using var place = new Workplace();
        await place.DoAsync("import", path);
        var before = await place.DoAsync("show", "problems", "--format", "csv");
        await place.DoAsync("import", "--keys", Repository.InCorpus("captures", "pcap", "http2-data-reassembly.keys"), path);
        var after = await place.DoAsync("show", "problems", "--format", "csv");
        await place.DoAsync("rebuild");

        Assert.Contains(",encrypted,", before.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(",encrypted,", after.Out, StringComparison.Ordinal);
        Assert.Equal(after.Out, (await place.DoAsync("show", "problems", "--format", "csv")).Out);
        Assert.Equal(0, (await place.DoAsync("verify")).Code);
    }

    [Fact]
    public async Task Of_what_is_no_capture_of_packets_nothing_can_be_opened_and_that_is_said()
    {
        using var place = new Workplace();
        place.Write("a.har", Workplace.Har(Workplace.Entry()));
        var run = await place.DoAsync("import", "--decrypt", "a.har");

        Assert.Equal(0, run.Code);
        Assert.Contains("klikspaan: a.har is no capture of packets: --decrypt had nothing to do\n", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The content of the answer, as it was before it was compressed.</summary>
    static async Task<string> ContentAsync(string file)
    {
        var answers = new Http2Messages(isClient: false, Limits.Default);
        var (packets, segments, at) = (new PacketFile(new MemoryStream(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), Limits.Default), new Segments(), 0L);
        while (await packets.NextAsync(TestContext.Current.CancellationToken))
        {
            if (segments.Read(packets.Current) is { Flow.SourcePort: 443 } segment)
            {
                answers.Add(segment.Payload, at);
                at += segment.Payload.Length;
            }
        }

        using var brotli = new BrotliStream(new MemoryStream(Assert.Single(answers.Take()).Content.ToArray()), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli);
        return (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
    }
}
