using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>Lists of records in UTF-16, as Windows PowerShell saves text.</summary>
public sealed class TextFeedTests
{
    const string Lines = "{\"name\":\"A\",\"x\":\"é\uD83D\uDE00\"}\r\n\r\n  {\"name\":\"B\"}  \r\n{\"name\":\"C\"}";
    const string Odd = "Name,Timestamp,Payload\n\uD83D\uDE00é,\uD800x,\"{\"\"a\"\":\"\"\uDC00 \u20AC\"\"}\"\n\uFEFFb,\"\uFEFF\uFEFF\"\"c\",\uFEFF\n";

    public static TheoryData<string, Type> Samples { get; } = new()
    {
        { CsvReaderTests.Viewer, typeof(CsvReader) }, { CsvReaderTests.Portal, typeof(CsvReader) }, { CsvReaderTests.Cmdlet, typeof(CsvReader) }, { CsvReaderTests.SignIns[1..], typeof(CsvReader) },
        { Odd, typeof(CsvReader) }, { RecordReaderTests.Viewer, typeof(RecordReader) }, { RecordReaderTests.Audit, typeof(RecordReader) }, { RecordReaderTests.Workspace, typeof(RecordReader) },
        { RecordReaderTests.Viewer.Replace("\"A.B\",\"T", "\"\uFEFFé\uD83D\uDE00\uDC00\\u00e9\",\"T", StringComparison.Ordinal), typeof(RecordReader) }, { Lines, typeof(JsonLinesReader) },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Records_in_UTF_16_give_the_values_that_they_give_in_UTF_8_and_each_leads_back_to_its_bytes(string text, Type format)
    {
        var plain = Encode.Utf8(text.Replace("\uFEFF", "", StringComparison.Ordinal));
        var expected = await ReadAsync(plain, 7);
        Assert.Contains(expected, l => l[0] != '!');
        foreach (var isBigEndian in new[] { false, true })
        {
            var file = Wide(text, isBigEndian);
            Assert.IsType(format, CaptureReaders.Recognise(file));
            Assert.Null(CaptureReaders.Recognise(file.AsSpan(2)));
            Assert.Equal(expected, (await ReadAsync(file, 1 << 16)).Where(l => !l.Contains("pairs of surrogates", StringComparison.Ordinal)).Select(WithoutWide));
            Assert.All((await ReadAsync(file, 1 << 16)).Where(l => l.StartsWith("  ", StringComparison.Ordinal)), l => Assert.Contains(isBigEndian ? " |utf-16be" : " |utf-16le", l, StringComparison.Ordinal));
            Assert.Equal(await ReadAsync(file, 1), await ReadAsync(file, 1 << 16));
            Assert.Equal(await ReadAsync(file, 5), await ReadAsync(file, 1 << 16));
            await PipelineTests.PlacesAsync(file);
        }
    }

    [Fact]
    public async Task Places_are_right_across_blocks_wherever_these_end()
    {
        for (var shift = 0; shift < 6; shift++)
        {
            var text = new StringBuilder("Name,Timestamp,Payload\n");
            for (var i = 0; text.Length < 80_000; i++)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{new string('x', i == 0 ? shift : 0)}\uD83D\uDE00\uD83D\uDE00{i},\"é\n\u20AC\"\"\",{{}}\r\n");
            }

            var file = Wide(text.ToString(), isBigEndian: shift % 2 == 0);
            var lines = await ReadAsync(file, 1 << 20);

            Assert.Equal(await ReadAsync(Encode.Utf8(text.ToString()), 1 << 20), lines.Select(WithoutWide));
            Assert.InRange(lines.Count, 10_000, 100_000);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_file_cut_anywhere_gives_a_beginning_and_half_a_character_is_told(string text, Type format)
    {
        var file = Wide(text, isBigEndian: false);
        var reader = (ICaptureReader)Activator.CreateInstance(format)!;
        for (var length = 2; length < file.Length; length++)
        {
            var lines = await Hars.ReadAsync(new MemoryStream(file[..length]), file[..length], null, reader);

            var isUnknown = lines is ["! frame entry 0 @0+0: expected records of JSON that are known, found something else, or the end of the file"];
            Assert.Equal(length % 2 == 1 && !isUnknown, lines.Contains($"! cut entry 0 @{length - 1}+1: expected whole characters of UTF-16, found the end of the file"));
        }
    }

    [Fact]
    public async Task A_record_that_is_too_large_stands_where_it_stands_and_the_next_is_read()
    {
        var file = Wide("Name,Timestamp,Payload\na,b,c\né," + new string('x', 100) + ",d\r\ne,f,g\n", isBigEndian: false);
        var lines = await Hars.ReadAsync(new MemoryStream(file), file, new() { EntryBytes = 50 }, new CsvReader());
        var records = Wide("[{\"Name\":1,\"Timestamp\":2,\"Payload\":\"é" + new string('x', 100) + "\"},{\"Name\":1,\"Timestamp\":2,\"Payload\":\"3\"}]", isBigEndian: true);
        var others = await Hars.ReadAsync(new MemoryStream(records), records, new() { EntryBytes = 50 }, new RecordReader());

        Assert.Equal(["1", "3"], lines.Exchanges().Select(l => l[..1]));
        Assert.StartsWith($"! limit entry 2 @{2 + (29 * 2)}+{105 * 2}: expected a record of at most 50 bytes", Assert.Single(lines.Problems()), StringComparison.Ordinal);
        Assert.Equal(["2"], others.Exchanges().Select(l => l[..1]));
        Assert.StartsWith($"! limit entry 1 @4+{138 * 2}: expected a record of at most 50 bytes", Assert.Single(others.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_between_records_is_told_with_its_place_in_the_file()
    {
        var file = Wide("[{\"Name\":1,\"Timestamp\":2,\"Payload\":\"é\uD83D\uDE00\"} x ]]", isBigEndian: false);
        var lines = await Hars.ReadAsync(new MemoryStream(file), file, null, new RecordReader());

        Assert.Equal(
            [$"! frame entry 0 @{file.Length - 8}+0", $"! frame entry 0 @{file.Length - 2}+1"], lines.Problems().Select(l => l.Split(':')[0]));
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_told_with_its_place()
    {
        foreach (var (text, halves, at) in new[] { ("{\"a\":\"\uD800x\"}\n{\"a\":\"\uDC00\"}\n", 2, 6), ("{\"a\":1}\n{\"a\":\"\uD83D\uDE00\"}\n", 0, 0) })
        {
            var file = Wide(text, isBigEndian: true);
            var lines = await Hars.ReadAsync(new Dripping(file, [3]), file, null, new JsonLinesReader());

            Assert.Equal(halves == 0 ? [] : [$"! surrogate entry 0 @{2 + (2 * at)}+2: expected pairs of surrogates in UTF-16, found {halves} halves of one alone, of which this is the first; each was read as U+FFFD"], lines.Problems());
        }
    }

    public static TheoryData<string, string> OfLogs => LogReaderTests.Formats;

    [Theory]
    [MemberData(nameof(OfLogs))]
    public async Task A_log_in_UTF_16_tells_what_it_tells_in_UTF_8_and_each_value_leads_back_to_its_bytes(string log, string format)
    {
        // A name with letters that have two bytes in UTF-8, and one that has four in either.
        var text = log.Replace("near.example", "né\uD83D\uDE00ar.example", StringComparison.Ordinal);
        var plain = Encode.Utf8(text);
        var expected = (await Hars.ReadAsync(new MemoryStream(plain), plain, null, CaptureReaders.Find(format)!)).WithoutSteps().Select(l => l.Split('@')[0]);
        foreach (var isBigEndian in new[] { false, true })
        {
            var file = Wide(text, isBigEndian);
            var lines = await Hars.ReadAsync(new Dripping(file, [1, 7, 2]), file, null, CaptureReaders.Find(format)!);

            Assert.Equal(format, CaptureReaders.Recognise(file)?.Format);
            Assert.Equal(expected, lines.WithoutSteps().Select(l => l.Split('@')[0]));
            Assert.All(lines.Where(l => l.StartsWith("  ", StringComparison.Ordinal)), l => Assert.Contains(isBigEndian ? " |utf-16be" : " |utf-16le", l, StringComparison.Ordinal));
            await PipelineTests.PlacesAsync(file);
        }
    }

    [Fact]
    public async Task An_archive_in_UTF_16_is_refused_with_what_to_do()
    {
        using var place = new Workplace();
        place.Write("a.har", Wide(Hars.Of(Hars.Entry()), isBigEndian: false));
        var run = await place.DoAsync("import", "a.har");

        Assert.Equal(2, run.Code);
        Assert.Contains("found text in UTF-16, as some programs of Windows save it: save it as UTF-8 (Get-Content FILE | Set-Content -Encoding utf8 COPY) and import that", run.Error, StringComparison.Ordinal);
    }

    [Property(MaxTest = 200)]
    public void Any_units_are_read_or_a_problem(NonNull<string> text, NonNull<byte[]> bytes, bool isBigEndian)
    {
        byte[][] files =
        [
            Wide("Name,Timestamp,Payload\n" + text.Get, isBigEndian), [.. Wide("Name,Timestamp,Payload\n", isBigEndian), .. bytes.Get],
            Wide("[{\"Name\":1,\"Timestamp\":2,\"Payload\":\"" + text.Get, isBigEndian), [.. Wide("{\"a\":1}\n{\"a\":\"", isBigEndian), .. bytes.Get],
        ];
        foreach (var file in files)
        {
            foreach (var reader in new ICaptureReader[] { new CsvReader(), new RecordReader(), new JsonLinesReader() })
            {
                var one = Hars.ReadAsync(new MemoryStream(file), file, null, reader).GetAwaiter().GetResult();
                var other = Hars.ReadAsync(new Dripping(file, [1, 2, 5]), file, null, reader).GetAwaiter().GetResult();
                Assert.Equal(one, other);
            }
        }
    }

    internal static byte[] Wide(string text, bool isBigEndian)
    {
        var bytes = new byte[(text.Length + 1) * 2];
        for (var i = 0; i <= text.Length; i++)
        {
            var unit = i == 0 ? '\uFEFF' : text[i - 1];
            (bytes[2 * i], bytes[(2 * i) + 1]) = isBigEndian ? ((byte)(unit >> 8), (byte)unit) : ((byte)unit, (byte)(unit >> 8));
        }

        return bytes;
    }

    static string WithoutWide(string line) => line.Replace("|utf-16be", "|", StringComparison.Ordinal).Replace("|utf-16le", "|", StringComparison.Ordinal).Replace("||", "|", StringComparison.Ordinal) is var plain && plain.EndsWith(" |", StringComparison.Ordinal) ? plain[..^2] : plain;

    /// <summary>What is read, without places of problems: these differ.</summary>
    static async Task<List<string>> ReadAsync(byte[] file, int chunk)
    {
        var lines = await Hars.ReadAsync(new Dripping(file, [chunk]), file, null, CaptureReaders.Recognise(file)!);
        return [.. lines.Select(l => l[0] == '!' ? l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..] : l)];
    }
}
