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
