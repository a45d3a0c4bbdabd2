using Klikspaan.Bench.Generating;
using Klikspaan.Stages;

namespace Klikspaan.Tests.Bench;

public sealed class StageCostTests
{
    public static TheoryData<string> Stages => new(Enum.GetNames<Stage>());

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_stage_says_in_a_comment_what_it_costs(string name)
    {
        var file = StageCost.Files[Enum.Parse<Stage>(name)];
        var text = File.ReadAllText(Repository.Path(file));

        var accepted = new StageCost(Enum.Parse<Stage>(name), file, 1, 1, 0.77).Accept(text);
        Assert.Contains("Cost: 77 % of the path", accepted);
        Assert.Equal(text.Split('\n').Length, accepted.Split('\n').Length);
    }

    [Fact]
    public void A_file_without_such_a_comment_is_not_written() =>
        Assert.Throws<InvalidOperationException>(() => new StageCost(Stage.Rows, "x", 1, 1, 1).Accept("Cost: little"));

    [Fact]
    public async Task The_measured_path_takes_every_stage_and_leaves_nothing_behind()
    {
        using var place = new Workplace();
        var capture = Path.Combine(place.Folder, "c.har");
        Files.Write(2_000_000, 1, capture);
        var before = Directory.GetFiles(place.Folder).Order();
        var clock = new StageClock();

        await new MeasuredPath(new(Facts.Knowledge, [], Limits.Default, 1), capture).PassAsync(clock);

        Assert.All(Enum.GetValues<Stage>(), s => Assert.True(clock.Of(s) > TimeSpan.Zero, s.ToString()));
        Assert.Equal(before, Directory.GetFiles(place.Folder).Order());
    }

    [Fact]
    public void Shares_add_up_to_the_whole_and_the_least_pass_counts()
    {
        var costs = StageCost.Of([Clock(), Clock()], 1000);

        Assert.Equal(1, costs.Sum(c => c.Share), 6);
        Assert.Equal(Enum.GetValues<Stage>().Length, costs.Count);
    }

    static StageClock Clock()
    {
        var clock = new StageClock();
        clock.Restart();
        foreach (var stage in Enum.GetValues<Stage>())
        {
            Thread.SpinWait(1000);
            clock.Lap(stage);
        }

        return clock;
    }
}
