using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

/// <summary>To what an exchange is put down, by its time and by what it holds.</summary>
public sealed class CauseFinderTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    static readonly ScenarioStep[] Steps = [Step("a", 10, 20), Step("b", 21, 30), Step("own", 31, 40) with { By = "tester-own" }, Step("last", 60, null)];

    [Theory]
    [InlineData(7.9, CauseKind.Unknown, CauseGround.BeforeFirst, "a")]
    [InlineData(8, CauseKind.Step, CauseGround.Near, "a")]
    [InlineData(10, CauseKind.Step, CauseGround.Within, "a")]
    [InlineData(18.9, CauseKind.Step, CauseGround.Within, "a")]
    [InlineData(19.5, CauseKind.Step, CauseGround.Several, "a", "b")]
    [InlineData(21.5, CauseKind.Step, CauseGround.Several, "b", "a")]
    [InlineData(29.5, CauseKind.Unknown, CauseGround.Several, "b", "own")]
    [InlineData(35, CauseKind.Tester, CauseGround.Within, "own")]
    [InlineData(42.1, CauseKind.Unknown, CauseGround.Between)]
    [InlineData(9000, CauseKind.Unknown, CauseGround.NoEnd, "last")]
    public void Time_ties_an_exchange_to_the_steps_that_clocks_allow(double at, CauseKind kind, CauseGround ground, params string[] steps)
    {
        var cause = Finder(Steps).Of(At(at), null, hasEvents: false);

        Assert.Equal((kind, ground), (cause.Kind, cause.Ground));
        Assert.Equal(steps, cause.Steps);
    }

    [Fact]
    public void A_program_that_notes_its_own_steps_on_the_machine_that_records_has_its_clock()
    {
        ScenarioStep[] own = [Step("a", 10, 20) with { By = "program" }, Step("b", 20.5, 30) with { By = "program" }];

        Assert.Equal(["a"], Finder(own, isRecording: true).Of(At(19.9), null, false).Steps);
        Assert.Equal(["a", "b"], Finder(own).Of(At(19.9), null, false).Steps);
        Assert.Equal(CauseGround.Between, Finder(own, isRecording: true).Of(At(20.2), null, false).Ground);
    }

    [Fact]
    public void What_was_planted_goes_before_time_and_what_has_no_time_is_unknown()
    {
        var planted = new Dictionary<int, (List<string> Steps, bool IsMarker)> { [1] = (["a"], false), [2] = ([], true), [3] = (["own"], false) };
        var finder = new CauseFinder(Capture, Steps, TimeSpan.FromSeconds(2), false, false, [], planted, new HashSet<string> { "own" }, new HashSet<string> { "kmxvbtqrdw" });

        Assert.Equal("step 'a' (holds a value that was planted in it)", finder.Of(At(35, 1), null, false).ToString());
        Assert.Equal("tester (holds the marker by which clocks are compared)", finder.Of(At(15, 2), null, false).ToString());
        Assert.Equal("tester 'own' (holds a value that was planted in it)", finder.Of(At(15, 3), null, false).ToString());
        Assert.Equal(CauseGround.Marker, finder.Of(At(15, 4) with { Host = "kmxvbtqrdw.klikspaan.invalid" }, null, false).Ground);
        Assert.Equal("unknown (the capture does not say when it was sent)", finder.Of(At(15, 5) with { StartedAt = null }, null, false).ToString());
        Assert.Equal("step 'a' or 'b' (sent where these meet, as far as the clocks are known)", finder.Of(At(19.5, 6), null, false).ToString());
    }

    [Theory]
    [InlineData("/v1/events", "/v1/events")]
    [InlineData("/v1/users/123/x", "/v1/users/*/x")]
    [InlineData("/f/0a1b2c3d-0000-4000-8000-000000000000?x=1", "/f/*")]
    [InlineData("/deadbeef/decade", "/deadbeef/decade")]
    [InlineData("/a/abcdefghijklmnopqrstuvwxyz0", "/a/*")]
    public void Identifiers_in_a_path_do_not_tell_requests_apart(string path, string shape) => Assert.Equal(shape, RequestShape.Path(path));

    [Theory]
    [InlineData(null, new[] { 90.0, 91.0, 95.0 }, ClockSource.Marker, 91, 6)]
    [InlineData(null, new[] { -90.0 }, ClockSource.Marker, -90, 2)]
    [InlineData(5.0, new[] { 90.0 }, ClockSource.Stated, 5, 2)]
    [InlineData(null, new double[0], ClockSource.NotEstablished, 0, 2)]
    public void A_clock_is_the_median_of_its_markers_and_what_they_differ_by_is_said(double? said, double[] markers, ClockSource source, double ahead, double within)
    {
        var clock = CaptureClock.Of(said is { } s ? TimeSpan.FromSeconds(s) : null, [.. markers.Select(m => TimeSpan.FromSeconds(m))], 3);

        Assert.Equal((source, ahead, within, markers.Length), (clock.Source, clock.Ahead.TotalSeconds, clock.Within.TotalSeconds, clock.Found));
    }

    static ManifestEntry Capture { get; } = new("captured", Noon, "captures/a.har", new string('a', 64), 1, "a.har", "har", "", "", "", new Dictionary<string, string>());

    static CauseFinder Finder(ScenarioStep[] steps, bool isRecording = false) =>
        new(Capture, steps, TimeSpan.FromSeconds(2), isRecording, false, [], [], new HashSet<string>(), new HashSet<string>());

    static ScenarioStep Step(string name, double start, double? end) => new(name, Noon.AddSeconds(start), end is { } e ? Noon.AddSeconds(e) : null);

    static Exchange At(double seconds, int number = 1) => new() { Number = number, Offset = 0, Length = 0, StartedAt = Noon.AddSeconds(seconds), Host = "h.example", Method = "GET", Path = "/" };
}
