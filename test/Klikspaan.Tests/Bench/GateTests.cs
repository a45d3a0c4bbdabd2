using Klikspaan.Bench.Generating;
using Klikspaan.Bench.Measuring;

namespace Klikspaan.Tests.Bench;

public sealed class GateTests
{
    static readonly TruthRow Planted = new(1, "a", "raw", "body", [], "literal", 0, 1);
    static readonly Peer Jq = Peers.All.Single(p => p.Program == "jq");

    [Fact]
    public void The_ratio_is_the_median_of_the_pairs_and_not_the_ratio_of_the_medians()
    {
        var pairs = new Pairs([(Took(1), Took(2)), (Took(9), Took(10)), (Took(6), Took(5))]);

        Assert.Equal((0.9, 0.5, 1.2), (pairs.Cpu, pairs.CpuLow, pairs.CpuHigh));
    }

    [Fact]
    public void Pairs_are_run_in_turn_until_the_time_is_up_and_at_least_once()
    {
        var order = "";
        Run Note(char who)
        {
            order += who;
            return Took(1);
        }

        Pairs.Measure(() => Note('a'), () => Note('b'), 2, TimeSpan.FromHours(1));
        Assert.Equal("abab", order);
        Pairs.Measure(() => Note('c'), () => Note('d'), 5, TimeSpan.Zero);
        Assert.Equal("ababcd", order);
    }

    [Theory]
    [InlineData(0.74, null, true, false)]
    [InlineData(0.76, null, false, false)]
    [InlineData(0.74, 0.9, true, false)]
    [InlineData(0.89, 0.9, true, true)]
    [InlineData(0.91, 0.9, false, false)]
    public void A_ratio_over_its_floor_is_missed_unless_it_is_held_to_less_for_now(double cpu, double? held, bool isKept, bool isHeld)
    {
        var result = Result(100, cpu, 50);
        var check = Named(Checks.Of([result with { Peers = [result.Peers[0] with { Peer = Jq with { Held = held } }] }]), "cpu of ours / jq");

        Assert.Equal((isKept, isHeld), (check.Passed, check.IsHeld));
        Assert.StartsWith(isHeld ? "held, below the floor: " : isKept ? "kept: " : "MISSED: ", Written([check]).Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 2.2, true)]
    [InlineData(10, 2.4, false)]
    public void A_small_file_is_judged_against_the_cpu_that_a_peer_takes_for_it(int size, double cpu, bool isKept) =>
        Assert.Equal(isKept, Named(Checks.Of([Result(size, cpu, 50)]), "cpu of ours / jq").Passed);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void The_largest_peak_is_held_to_its_floor(double over, bool isKept)
    {
        Assert.InRange(Checks.LargestPeak, 96, 96 + (16 * Environment.ProcessorCount));
        Assert.Equal(isKept, Named(Checks.Of([Result(100, 0.1, Checks.LargestPeak + over)]), "peak memory, 100 MB").Passed);
    }

    [Theory]
    [InlineData(66, true)]
    [InlineData(67, false)]
    public void Memory_may_not_follow_the_size_of_the_file(double peak, bool isKept) =>
        Assert.Equal(isKept, Named(Checks.Of([Result(100, 0.1, 50), Result(300, 0.1, peak)]), "peak memory, 300 MB more than 100 MB").Passed);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Each_other_command_is_held_to_the_memory_that_it_may_take(double over, bool isKept)
    {
        var verb = Verb.All[^1];
        var check = Named(Checks.Of([Result(100, 0.1, 50) with { Commands = [(verb, Took(1, verb.Most + over))] }]), "peak memory of show items --sort");

        Assert.Equal(isKept, check.Passed);
    }

    [Fact]
    public void One_value_that_is_not_found_and_one_that_is_wrong_are_missed_floors()
    {
        var checks = Checks.Of([Result(100, 0.1, 50) with { Score = new([Planted, Planted with { Entry = 2 }], [], [(1, "a"), (3, "a")]) }]);

        Assert.False(Named(checks, "recall").Passed);
        Assert.False(Named(checks, "wrong pairs").Passed);
    }

    [Fact]
    public void A_peer_that_is_absent_is_skipped_with_the_command_that_installs_it()
    {
        var check = Named(Checks.Of([Result(100, 0.1, 50) with { Peers = [new(Jq, null, "jq is absent: apt-get install jq", null, "0")] }]), "cpu of ours / jq");

        Assert.Null(check.Passed);
        Assert.Contains("apt-get install jq", check.Measured, StringComparison.Ordinal);
        Assert.Contains("apt-get install", (Jq with { Program = "no-such-program" }).Absent("bench/peers")!, StringComparison.Ordinal);
        Assert.Contains("npm ci", (Jq with { Program = "sh", Install = "npm ci", Needs = "no/such/folder" }).Absent("bench/peers")!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missed_floor_fails_with_what_was_measured_and_the_counts_come_last()
    {
        var (status, lines) = Written([Of("peak memory", true), Of("recall", false), Of("cpu of ours / x", null), Of("speed", false) with { IsShownOnly = true }]);

        Assert.Equal(1, status);
        Assert.Contains("MISSED: recall: 7; floor 5, target 3; load 0", lines);
        Assert.Equal("1 passed, 1 failed, 1 skipped", lines[^1]);
    }

    [Fact]
    public void Without_a_native_build_cpu_and_memory_are_skipped_and_recall_is_judged()
    {
        var (status, lines) = Written([Of("peak memory", false), Of("cpu of ours / x", false), Of("recall", true)], "no native build");

        Assert.Equal(0, status);
        Assert.Contains("skipped: peak memory: 7; no native build; floor 5, target 3; load 0", lines);
        Assert.Equal("1 passed, 0 failed, 2 skipped", lines[^1]);
    }

    [Fact]
    public void The_tables_go_between_the_marks_of_the_page_and_nothing_else_changes()
    {
        var page = Path.GetTempFileName();
        File.WriteAllText(page, "before\n<!-- figures -->\nold\n<!-- end of figures -->\nafter\n");

        Report.Accept(page, "figures", "new\n");

        Assert.Equal("before\n<!-- figures -->\n\nnew\n\n<!-- end of figures -->\nafter\n", File.ReadAllText(page));
        File.Delete(page);
    }

    [Fact]
    public void What_a_program_takes_is_read_from_the_system()
    {
        Assert.SkipUnless(Command.CanMeasure, "/usr/bin/time is absent");

        var run = new Command("python3", "-c", "x = b'x' * 60_000_000; sum(range(3_000_000)); raise SystemExit(4)").Measure();

        Assert.Equal(4, run.Exit);
        Assert.InRange(run.Cpu, 0.02, 30);
        Assert.InRange(run.Peak, 60, 200);
    }

    static Check Named(IReadOnlyList<Check> checks, string name) => checks.First(c => c.Name.StartsWith(name, StringComparison.Ordinal));

    static Check Of(string name, bool? passed) => new(name, "5", "3", "7", passed, "0");

    static Run Took(double cpu, double peak = 50) => new(cpu, cpu, peak, 0);

    static SizeResult Result(int size, double cpu, double peak) =>
        new(size, size, [Took(cpu, peak)], new([Planted], [], [(1, "a")]), [new(Jq, new([(Took(cpu, peak), Took(1))]), "", null, "0")], "0");

    static (int Status, string[] Lines) Written(IReadOnlyList<Check> checks, string unjudged = "")
    {
        using var output = new StringWriter();
        var status = Gate.Write(checks, unjudged, output);
        return (status, output.ToString().TrimEnd().Split(Environment.NewLine));
    }
}
