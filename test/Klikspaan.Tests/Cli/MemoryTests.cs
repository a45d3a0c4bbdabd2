using System.Text;

namespace Klikspaan.Tests.Cli;

public sealed class MemoryTests
{
    const int Megabyte = 1 << 20;
    const int EntryBytes = 32 << 10;

    [Fact]
    public async Task Memory_does_not_grow_with_the_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "peak memory is read from /proc");
        using var place = new Workplace();

        // The smaller one is large enough for the collector to have come to its rest.
        var small = await PeakAsync(place, 96 * Megabyte);
        var large = await PeakAsync(place, 288 * Megabyte);

        Assert.True(large < small * 1.3, $"{small:N0} bytes for 96 MB, {large:N0} bytes for 288 MB");
    }

    [Fact]
    public async Task A_hundred_thousand_documented_events_are_taken_in_and_held_against_within_bounds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "peak memory is read from /proc");
        const int Events = 100_000;
        using var place = new Workplace();
        using (var page = File.CreateText(place.Path("page.md")))
        {
            page.Write("# Required events\n\n");
            for (var i = 0; i < Events; i++)
            {
                page.Write($"### Synthetic.Provider{i % 100}.Event{i}\n\nOne of many that were made for a test.\n\nThe following fields are available:\n\n");
                for (var f = 0; f < 5; f++)
                {
                    page.Write($"- **Field{f}**  The value of it in event {i}.\n");
                }

                page.Write('\n');
            }
        }

        var peak = Task.FromResult(0L);
        var import = await place.RunCommandAsync("dotnet", [Workplace.Program, "-d", "d", "documentation", "import", "page.md", "--vendor", "microsoft", "--product", "windows", "--edition", "all", "--date", "2025-01-02"], p => peak = WatchAsync(p.Id));
        Assert.True(import.Code == 0, import.Error);
        Assert.Contains(": 100,000 events, 0 groups of common fields, 500,000 fields", import.Out, StringComparison.Ordinal);
        var importPeak = await peak;

        var body = """{"ver":"4.0","name":"Synthetic.Provider99.Event99999","time":"2026-01-02T03:04:05Z","iKey":"o:0a89d516ae714e01ae89c96d185e9ae3","data":{"Field4":1,"Other":1}}""";
        place.Write("a.har", Workplace.Har(Workplace.Entry("https://v10.events.data.microsoft.com/OneCollector/1.0/", body)));
        await place.RunAsync("-d", "d", "import", "a.har", "--no-questions");
        var show = await place.RunCommandAsync("dotnet", [Workplace.Program, "-d", "d", "show", "conformance", "--format", "csv", "--columns", "path,result"], p => peak = WatchAsync(p.Id));
        var showPeak = await peak;

        Assert.Contains("/data/Field4,documented", show.Lines);
        Assert.Contains("/data/Other,undocumented", show.Lines);
        Assert.InRange(importPeak, 1, 700L * Megabyte);
        Assert.InRange(showPeak, 1, 400L * Megabyte);
    }

    /// <summary>Imports a capture of about this size with the real program, and gives the most memory that it held.</summary>
    static async Task<long> PeakAsync(Workplace place, int size)
    {
        Generate(place.Path("a.har"), size);
        var peak = Task.FromResult(0L);

        var run = await place.RunCommandAsync("dotnet", [Workplace.Program, "-d", $"d{size}", "import", "a.har"], p => peak = WatchAsync(p.Id));

        Assert.Equal(0, run.Code);
        Assert.Contains($"a.har: {size / EntryBytes:N0} requests", run.Out, StringComparison.Ordinal);
        Directory.Delete(place.Path($"d{size}"), recursive: true);
        return await peak;
    }

    static void Generate(string path, int size)
    {
        using var file = File.Create(path);
        file.Write("""{"log":{"version":"1.2","creator":{"name":"test","version":"1"},"entries":["""u8);
        var words = string.Concat(Enumerable.Repeat("all work and no play makes ", EntryBytes / 30));
        for (var i = 0; i < size / EntryBytes; i++)
        {
            file.Write(Encoding.UTF8.GetBytes((i == 0 ? "" : ",\n") + Workplace.Entry($"https://host.example/{i % 100}", $"{{\"n\":{i},\"text\":\"{words}\"}}")));
        }

        file.Write("]}}"u8);
    }

    /// <summary>The high-water mark of a process, read until it ends: it only rises.</summary>
    static async Task<long> WatchAsync(int process)
    {
        var peak = 0L;
        try
        {
            while (true)
            {
                var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (line is null)
                {
                    return peak;
                }

                peak = long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) * 1024;
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
        catch (IOException)
        {
            return peak;
        }
    }
}
