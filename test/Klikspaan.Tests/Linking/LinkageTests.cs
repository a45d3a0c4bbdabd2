using FsCheck;
using FsCheck.Xunit;
using Klikspaan.Linking;

namespace Klikspaan.Tests.Linking;

/// <summary>For what a value stays the same, from runs that differ in one thing.</summary>
public sealed class LinkageTests
{
    static readonly IdentifierPlace Field = Place("a.example", "/id");

    // Two devices, two persons on the first, two installations of its first person, two runs of the first installation.
    static readonly RunContext[] Runs = [Run("a", 1, "d1", "p1", "i1"), Run("a", 2, "d1", "p1", "i1"), Run("b", 1, "d1", "p1", "i2"), Run("c", 1, "d1", "p2", "i3"), Run("d", 1, "d2", "p3", "i4")];

    [Theory]
    [InlineData(IdentifierScope.Run, 0, 1, 2, 3, 4)]
    [InlineData(IdentifierScope.Installation, 0, 0, 1, 2, 3)]
    [InlineData(IdentifierScope.Account, 0, 0, 0, 1, 2)]
    [InlineData(IdentifierScope.Device, 0, 0, 0, 0, 1)]
    [InlineData(IdentifierScope.Everyone, 0, 0, 0, 0, 0)]
    [InlineData(IdentifierScope.NotEstablished, 0, 1, 0, 1, 0)]
    public void A_value_has_the_widest_scope_that_the_runs_show(IdentifierScope scope, params int[] values) =>
        Assert.Equal(scope, Assert.Single(Of([.. values.Select((v, i) => new IdentifierSeen(v, Field, Runs[i], 3))])).Scope);

    [Fact]
    public void One_run_establishes_nothing_and_neither_do_two_that_differ_in_everything()
    {
        Assert.Equal(IdentifierScope.NotEstablished, Assert.Single(Of([new(0, Field, Runs[0], 9)])).Scope);

        var two = Assert.Single(Of([new(0, Field, Runs[0], 9), new(1, Field, Runs[4], 9)]));
        Assert.Equal(IdentifierScope.NotEstablished, two.Scope);
        Assert.Equal([new(ContextChange.Both, 0, 1)], two.Kept);
    }

    [Fact]
    public void Invented_devices_of_one_machine_are_not_said_to_be_told_apart_by_nothing()
    {
        RunContext Invented(string capture, string code) => new(capture, 1, code, code, code) { IsInvented = true };
        var found = Assert.Single(Of([new(0, Field, Invented("a", "1"), 3), new(0, Field, Invented("b", "2"), 3), new(0, Place("b.other.test", "/x"), Invented("a", "1"), 1)]));

        Assert.Equal(IdentifierScope.NotEstablished, found.Scope);
        Assert.Equal([new(ContextChange.Invented, 1, 1)], found.Kept);
        Assert.Equal(["a.example", "other.test"], Assert.Single(found.JoinedBy));
        Assert.Equal(IdentifierScope.Everyone, Assert.Single(Of([new(0, Field, Invented("a", "1"), 3), new(0, Field, Run("b", 1, "2", "2", "2"), 3)])).Scope);
    }

    [Fact]
    public void A_value_that_comes_back_in_another_field_has_survived()
    {
        var before = Place("a.example", "/previous");
        var found = Of([new(1, Field, Runs[0], 3), new(0, before, Runs[0], 3), new(2, Field, Runs[1], 3), new(1, before, Runs[1], 3)]);

        Assert.DoesNotContain(found, f => f.Scope == IdentifierScope.Run);
    }

    [Fact]
    public void Of_a_field_with_values_that_were_left_out_nothing_is_established() =>
        Assert.Equal(IdentifierScope.NotEstablished, Assert.Single(Linkage.Of([new(0, Field, Runs[0], 3), new(1, Field, Runs[1], 3)], new HashSet<IdentifierPlace>(), new HashSet<IdentifierPlace> { Field })).Scope);

    [Fact]
    public void Domains_are_joined_only_by_a_value_that_both_hold()
    {
        var found = Assert.Single(Of([new(0, Field, Runs[0], 2), new(0, Place("x.nl", "/v"), Runs[0], 1), new(1, Field, Runs[1], 2), new(1, Place("y.nl", "/v"), Runs[1], 1)]));

        Assert.Equal([["a.example", "x.nl"], ["a.example", "y.nl"]], found.JoinedBy);
    }

    [Fact]
    public void The_same_word_in_cookies_of_two_sites_synchronises_nothing() =>
        Assert.Empty(Assert.Single(Of([new(0, Place("a.nl", "/t", MessagePart.Cookie), Runs[0], 1), new(0, Place("b.nl", "/t", MessagePart.Cookie), Runs[0], 1)])).Synchronised);

    [Fact]
    public void One_request_with_many_values_or_one_request_a_run_is_not_another_value_in_each_request()
    {
        Assert.Equal(IdentifierScope.NotEstablished, Assert.Single(Linkage.Of([.. Enumerable.Range(0, 4).Select(v => new IdentifierSeen(v, Field, Runs[0], 1))], new HashSet<IdentifierPlace> { Field }, new HashSet<IdentifierPlace>())).Scope);
        Assert.Equal(IdentifierScope.NotEstablished, Assert.Single(Of([new(0, Field, Runs[0], 1), new(1, Field, Runs[2], 1), new(2, Field, Runs[3], 1), new(3, Field, Runs[4], 1)])).Scope);
    }

    [Fact]
    public void What_is_another_in_each_of_three_requests_is_of_the_request_and_of_two_is_not_established()
    {
        Assert.Equal(IdentifierScope.Request, Assert.Single(Of([.. Enumerable.Range(0, 3).Select(v => new IdentifierSeen(v, Field, Runs[0], 1))])).Scope);
        Assert.Equal(IdentifierScope.NotEstablished, Assert.Single(Of([.. Enumerable.Range(0, 2).Select(v => new IdentifierSeen(v, Field, Runs[0], 1))])).Scope);
    }

    [Fact]
    public void A_value_seen_once_in_each_run_is_not_said_to_follow_the_run() =>
        Assert.Equal(IdentifierScope.NotEstablished, Assert.Single(Of([new(0, Field, Runs[0], 1), new(1, Field, Runs[1], 1)])).Scope);

    [Fact]
    public void Several_values_in_one_run_follow_something_that_was_not_varied() =>
        Assert.Equal(IdentifierScope.NotEstablished, Assert.Single(Of([new(0, Field, Runs[0], 3), new(1, Field, Runs[0], 3), new(2, Field, Runs[1], 3)])).Scope);

    [Fact]
    public void Runs_of_one_capture_that_are_not_told_apart_or_of_an_unknown_device_compare_with_nothing()
    {
        var unknown = Run("a", 0, "", "", "");
        Assert.Empty(Assert.Single(Of([new(0, Field, unknown, 3), new(1, Field, Run("b", 0, "", "", ""), 3)])).Kept);
        Assert.Null(unknown.ChangeTo(unknown));
        Assert.Equal(ContextChange.Restart, Run("a", 1, "", "", "").ChangeTo(Run("a", 2, "", "", "")));
        Assert.Equal(ContextChange.Device, Run("a", 1, "d1", "p1", "i1").ChangeTo(Run("b", 1, "d2", "p1", "i2")));
    }

    [Fact]
    public void The_same_value_at_two_domains_joins_their_records_and_another_subdomain_does_not()
    {
        var joined = Assert.Single(Of([new(0, Field, Runs[0], 3), new(0, Place("b.other.test", "/x", MessagePart.Cookie), Runs[0], 1), new(1, Place("c.other.test", "/x", MessagePart.Cookie), Runs[0], 1)]), i => i.Values.Contains(0));
        Assert.Equal(["a.example", "other.test"], Assert.Single(joined.JoinedBy));
        Assert.Equal([("other.test", "a.example")], joined.Synchronised);

        var one = Assert.Single(Of([new(0, Place("a.other.test", "/x"), Runs[0], 1), new(0, Place("b.other.test", "/x"), Runs[0], 1)]));
        Assert.Empty(one.JoinedBy);
        Assert.Empty(one.Synchronised);
    }

    [Fact]
    public void A_field_with_several_values_in_one_request_is_looked_at_value_by_value()
    {
        var found = Linkage.Of([.. Enumerable.Range(0, 3).Select(v => new IdentifierSeen(v, Field, Runs[0], 1)), new(9, Field, Runs[0], 4), new(9, Field, Runs[1], 4)], new HashSet<IdentifierPlace> { Field }, new HashSet<IdentifierPlace>());

        Assert.Equal([[0, 1, 2], [9]], found.Select(f => f.Values));
        Assert.Equal(IdentifierScope.NotEstablished, found[0].Scope);
        Assert.Equal([new(ContextChange.Restart, 1, 1)], found[1].Kept);
    }

    /// <summary>Whatever is seen in which runs: no scope is claimed without a pair of runs that differs in just that.</summary>
    [Property(MaxTest = 300)]
    public void A_claim_has_the_runs_that_carry_it(NonEmptyArray<(byte Value, byte Run, byte Requests)> seen)
    {
        var cells = seen.Get.Select(s => new IdentifierSeen(s.Value % 4, Field, Runs[s.Run % Runs.Length], 1 + (s.Requests % 3))).DistinctBy(s => (s.Value, s.Run)).ToList();
        foreach (var found in Of(cells))
        {
            KeptOver? Over(ContextChange change) => found.Kept.FirstOrDefault(k => k.Change == change);
            Assert.True(found.Scope switch
            {
                IdentifierScope.Run => Over(ContextChange.Restart) is { Pairs: > 0 } && found.Kept.All(k => k.Same == 0),
                IdentifierScope.Installation => Over(ContextChange.Restart) is { Same: > 0 } && Over(ContextChange.Installation) is { Pairs: > 0 } && found.Kept.All(k => k.Change == ContextChange.Restart || k.Same == 0),
                IdentifierScope.Account => Over(ContextChange.Installation) is { Same: > 0 } && Over(ContextChange.Account) is { Same: 0, Pairs: > 0 },
                IdentifierScope.Device => Over(ContextChange.Account) is { Same: > 0 } && Over(ContextChange.Both) is { Same: 0, Pairs: > 0 },
                IdentifierScope.Everyone => Over(ContextChange.Both) is { Same: > 0 },
                _ => true,
            });
            Assert.All(found.Kept, k => Assert.InRange(k.Same, 0, k.Pairs));
        }
    }

    static IReadOnlyList<Identifier> Of(IReadOnlyList<IdentifierSeen> seen) => Linkage.Of(seen, new HashSet<IdentifierPlace>(), new HashSet<IdentifierPlace>());

    static RunContext Run(string capture, int number, string device, string account, string installation) => new(capture, number, device, account, installation);

    static IdentifierPlace Place(string host, string path, MessagePart part = MessagePart.Content) =>
        new(host, Classification.NotEstablished, host.EndsWith("other.test", StringComparison.Ordinal) ? "other.test" : host, part, path);
}
