namespace Klikspaan.Tests;

public sealed class ControlRequestTests
{
    [Fact]
    public async Task Every_form_that_is_looked_for_is_found_in_the_control_request()
    {
        var result = await ControlRequest.RunAsync(Facts.Knowledge, Limits.Default, TestContext.Current.CancellationToken);

        Assert.Empty(result.Missed);
        Assert.True(result.IsWhole);
        Assert.True(result.All > 900, $"{result.All} forms");
    }

    /// <summary>Bounds under which the longer ones of the control requests are not read.</summary>
    [Fact]
    public async Task What_this_run_cannot_find_fails_the_self_test_by_its_name()
    {
        var result = await ControlRequest.RunAsync(Facts.Knowledge, Limits.Default with { EntryBytes = 400 }, TestContext.Current.CancellationToken);

        Assert.False(result.IsWhole);
        Assert.InRange(result.Found, 1, result.All - 1);
        Assert.Contains("sha512", result.Missed);
    }

    [Fact]
    public async Task A_report_tells_what_the_self_test_came_to_and_puts_a_failed_one_on_top()
    {
        using var place = new Workplace();
        place.Plant(("id", "werkplek-0042"));
        await place.ImportAsync(Workplace.Har(Workplace.Entry(body: "id=werkplek-0042")));

        var report = (await place.DoAsync("report", "--to", "md", "--lang", "en", "-o", "-")).Out;
        Assert.Matches(@"\b(\d+) of \1 planted encodings found in the control request\.", report);

        using var dossier = Klikspaan.Store.Dossier.Open(place.Path(Workplace.Name), Facts.Knowledge, TimeProvider.System, limits: Limits.Default with { EntryBytes = 400 });
        var data = await Klikspaan.Store.ReportSource.GatherAsync(dossier, Klikspaan.Reporting.ReportLimits.Default, null, TestContext.Current.CancellationToken);
        var failed = new StringWriter();
        Klikspaan.Reporting.ReportWriters.Find("md")!.Write(Klikspaan.Reporting.ReportBuilder.Build(data, Facts.Knowledge, "nl"), failed);
        var text = failed.ToString();
        Assert.Contains("De zelftest van deze zoekactie is mislukt", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("De zelftest", StringComparison.Ordinal) < text.IndexOf("Samenvatting", StringComparison.Ordinal), "it stands before the summary");
    }
}
