namespace Klikspaan.Tests.Reporting;

/// <summary>A dossier gives the same report, to the byte.</summary>
public sealed class SameReportTests : IAsyncLifetime
{
    readonly Workplace place = new();

    public async ValueTask InitializeAsync() => await BusyCapture.TakeInAsync(place, 25, 20);

    public ValueTask DisposeAsync()
    {
        place.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("html")]
    [InlineData("md")]
    [InlineData("json")]
    public async Task A_dossier_gives_the_same_report_each_time_with_any_number_of_workers_and_anywhere(string format)
    {
        var first = await ReportAsync(Workplace.Name, format);
        Copy(place.Path(Workplace.Name), place.Path("else", "where"));

        Assert.Equal(first, await ReportAsync(Workplace.Name, format, "--workers", "1"));
        Assert.Equal(first, await ReportAsync(Workplace.Name, format, "--workers", "4"));
        Assert.Equal(first, await ReportAsync(Path.Combine("else", "where"), format));
    }

    async Task<string> ReportAsync(string dossier, string format, params string[] options)
    {
        var run = await place.RunAsync(["-d", dossier, "report", "--lang", "nl", "--to", format, "-o", "out", .. options]);
        Assert.True(run.Code == 0, run.Error);
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(place.Path("out"), TestContext.Current.CancellationToken)));
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
