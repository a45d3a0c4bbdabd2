using Klikspaan.Bench.Generating;
using Klikspaan.Bench.Scoring;

namespace Klikspaan.Tests.Bench;

public sealed class ScoreTests
{
    static readonly TruthRow[] Truth = [Row(1, "a", "raw"), Row(1, "b", "md5"), Row(4, "a", "hex (small)")];

    [Fact]
    public void A_find_counts_once_for_its_entry_and_label()
    {
        var score = new Score(Truth, [], [(1, "a"), (1, "a"), (4, "a")]);

        Assert.Equal(new(2, 3), score.Recall);
        Assert.Empty(score.Wrong);
        Assert.Equal("md5", Assert.Single(score.Missed).Form);
    }

    [Fact]
    public void A_find_in_an_entry_where_it_was_not_planted_is_wrong_and_is_shown_beside_the_near_miss()
    {
        var score = new Score(Truth, [Row(9, "a", "near: one character changed")], [(1, "a"), (1, "b"), (4, "a"), (4, "b"), (9, "a")]);

        Assert.True(score.Recall.IsWhole);
        Assert.Equal([(4, "b"), (9, "a")], score.Wrong);
        Assert.Contains("wrong: entry 9, a; near: one character changed of a: literal", score.Lines());
    }

    [Fact]
    public void Recall_is_given_by_form_without_its_spelling_by_place_and_by_layer()
    {
        var lines = new Score(Truth, [], [(1, "a"), (4, "a")]).Lines().ToList();

        Assert.Equal("recall 2/3 = 0.667 of the forms that are claimed, 2/3 = 0.667 of all; wrong pairs 0", lines[0]);
        Assert.Contains("form hex: 1/1 = 1.000", lines);
        Assert.Contains("form md5: 0/1 = 0.000", lines);
        Assert.Contains("place body: 2/3 = 0.667", lines);
        Assert.Contains("layer json: 2/3 = 0.667", lines);
    }

    [Fact]
    public void Forms_that_are_not_claimed_yet_count_for_all_and_not_for_what_is_claimed()
    {
        var score = new Score([Row(1, "a", "raw"), Row(2, "a", "sha256, salted"), Row(3, "a", "sha256, salted, first 16 (small)")], [], [(1, "a")]);

        Assert.Equal((new(1, 1), new(1, 3)), (score.ClaimedRecall, score.Recall));
        Assert.Superset(Forms.NotClaimed.ToHashSet(), Forms.All.Select(f => f.Name).ToHashSet());
    }

    [Fact]
    public void Nothing_planted_is_not_a_whole_recall() => Assert.False(new Score([], [], []).Recall.IsWhole);

    static TruthRow Row(int entry, string label, string form) => new(entry, label, form, "body", ["json /x"], "literal", 0, 1);
}
