using Klikspaan.Bench.Generating;
using Klikspaan.Bench.Scoring;

namespace Klikspaan.Tests.Bench;

public sealed class ShapeScoreTests
{
    static readonly TruthRow Guid = Row(1, "guid, large digits", "body", "G");
    static readonly TruthRow Address = Row(2, "ipv6, short", "query", "2001:db8::1");
    static readonly TruthRow Near = Row(3, "near: a time of day", "body", "12:30:45");

    [Fact]
    public void What_is_known_by_the_shape_of_the_whole_value_counts()
    {
        var score = new ShapeScore([Guid, Address, Near], [Known(1, "G", "shapes/guid"), Known(2, "2001:db8::1", "network/ip-address")]);

        Assert.Equal((new Share(2, 2), 0, 0), (score.Recall, score.Missed.Count, score.Wrong.Count));
    }

    [Fact]
    public void An_address_counts_whichever_rule_for_addresses_says_so() =>
        Assert.Equal(new Share(1, 1), new ShapeScore([Address], [Known(2, "2001:db8::1", "network/ip-private")]).Recall);

    [Fact]
    public void Another_entry_another_value_another_rule_or_a_name_alone_does_not_count()
    {
        var score = new ShapeScore([Guid, Address],
        [
            Known(9, "G", "shapes/guid"), Known(1, "g", "shapes/guid"), Known(1, "G", "person/email"), new(2, "2001:db8::1", "rules/network/ip-address", "name of the field"),
        ]);

        Assert.Equal((new Share(0, 2), 2), (score.Recall, score.Missed.Count));
    }

    [Fact]
    public void What_is_none_and_was_taken_for_one_is_wrong()
    {
        var score = new ShapeScore([Near], [Known(3, "12:30:45", "network/ip-address")]);

        Assert.Equal([Near], score.Wrong);
        Assert.Contains("wrong: entry 3, near: a time of day: 12:30:45", score.Lines());
    }

    [Fact]
    public void Where_other_rules_come_first_nothing_is_claimed() =>
        Assert.Equal(new Share(0, 0), new ShapeScore([Row(1, "guid", "cookie", "G")], []).Recall);

    static TruthRow Row(int entry, string form, string place, string literal) => new(entry, "", form, place, [], literal, 0, 1);

    static Item Known(int entry, string value, string rule) => new(entry, value, "rules/" + rule, "shape of the value");
}
