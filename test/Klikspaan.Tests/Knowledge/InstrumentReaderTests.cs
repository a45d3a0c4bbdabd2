using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Tests.Knowledge;

public sealed class InstrumentReaderTests
{
    static string File(string statuses, string more = "") => $$"""
        sources:
          - {id: s, date: 2020-01-01, says: x, certainty: verified}
        instruments:
          - id: i
            name: I
            kind: adequacy decision
            document: D
            statuses: {{statuses}}
            {{more}}
        """;

    [Theory]
    [InlineData("[{from: 2020-01-01, is: in force, source: s}]", "")]
    [InlineData("[]", "an instrument needs at least one status, with its first day")]
    [InlineData("[{from: soon, is: in force, source: s}]", "'from' must be a day such as 2020-07-16")]
    [InlineData("[{from: 2020-01-01, is: valid, source: s}]", "'is' must be one of in force, in force for earlier contracts only, declared invalid, repealed, ended, suspended, found 'valid'")]
    [InlineData("[{from: 2020-01-01, is: in force, source: t}]", "the source 't' is not listed in this file")]
    [InlineData("[{from: 2020-01-02, is: in force, source: s}, {from: 2020-01-02, is: repealed, source: s}]", "'statuses' must stand in order of days, one a day: 2020-01-02 stands below 2020-01-02")]
    public void Mistakes_are_told(string statuses, string expected)
    {
        var found = Folder.Mistakes(("instruments.yaml", File(statuses)));
        if (expected.Length == 0)
        {
            Assert.Empty(found);
        }
        else
        {
            Assert.Contains(": " + expected, found, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("countries: [usa]", "'usa' must be two capitals (ISO 3166)")]
    [InlineData("needs_listing: maybe", "'needs_listing' must be true or false, found 'maybe'")]
    [InlineData("challenges: [{case: C-1, from: 2020-01-01, is: lost, source: s}]", "'is' must be one of pending, dismissed, upheld, withdrawn, found 'lost'")]
    public void So_are_mistakes_in_scope_and_challenges(string more, string expected) =>
        Assert.EndsWith(": " + expected, Folder.Mistakes(("instruments.yaml", File("[{from: 2020-01-01, is: in force, source: s}]", more))), StringComparison.Ordinal);

    [Theory]
    [InlineData("privacy-shield", "2019-06-01", "in force", "2020-07-16")]
    [InlineData("privacy-shield", "2020-07-15", "in force", "2020-07-16")]
    [InlineData("privacy-shield", "2020-07-16", "declared invalid", "")]
    [InlineData("data-privacy-framework", "2023-07-09", "", "2023-07-10")]
    [InlineData("data-privacy-framework", "2023-07-10", "in force", "")]
    [InlineData("scc-2010", "2021-09-26", "in force", "2021-09-27")]
    [InlineData("scc-2010", "2022-12-27", "in force for earlier contracts only", "2022-12-28")]
    [InlineData("scc-2010", "2022-12-28", "ended", "")]
    [InlineData("scc-2021", "2021-06-26", "", "2021-06-27")]
    [InlineData("scc-2021", "2021-06-27", "in force", "")]
    public void Of_each_instrument_it_is_known_what_held_on_a_day_and_from_when_on_it_was_another(string id, string day, string status, string next)
    {
        var instrument = Facts.Knowledge.Instruments.Single(i => i.Id == id);
        var on = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

        Assert.Equal((status, next), (instrument.On(on)?.Is ?? "", instrument.After(on)?.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""));
    }

    [Fact]
    public void What_was_not_read_is_not_certain_and_the_challenges_of_a_day_are_those_known_by_then()
    {
        var framework = Facts.Knowledge.Instruments.Single(i => i.Id == "data-privacy-framework");

        Assert.Equal(["T-553/23 pending"], framework.ChallengesOn(new(2024, 1, 1)).Select(c => $"{c.Case} {c.Is}"));
        Assert.Equal(["T-553/23 dismissed", "C-703/25 P pending"], framework.ChallengesOn(new(2026, 6, 1)).Select(c => $"{c.Case} {c.Is}"));
        Assert.False(Facts.Knowledge.Instruments.Single(i => i.Id == "adequacy-japan").On(new(2026, 1, 1))!.Source.IsVerified);
        Assert.True(Facts.Knowledge.Instruments.Single(i => i.Id == "privacy-shield").On(new(2026, 1, 1))!.Source.IsVerified);
    }

    [Theory]
    [InlineData("{as: owner, name: N, method: contract, source: s}", "'as' must be one of contracting, operating, ultimate parent, found 'owner'")]
    [InlineData("{as: operating, name: N, method: guess, source: s}", "'method' must be one of contract, own statement, public register, annual report, other document, found 'guess'")]
    [InlineData("{as: operating, name: N, method: contract, country: Ireland, source: s}", "'country' must be two capitals (ISO 3166), or absent when not established")]
    [InlineData("{as: operating, name: N, method: contract, from: 2021-01-01, to: 2020-01-01, source: s}", "'to' is before 'from'")]
    [InlineData("{as: ultimate parent, name: N, method: contract, to: 2020-01-01, source: s}, {as: ultimate parent, name: M, method: contract, from: 2020-01-01, source: s}", "'N' is the ultimate parent entity for the same customers at the same time: give days, or say in 'for' for whom each is")]
    public void Entities_of_an_organisation_are_checked(string entities, string expected) =>
        Assert.EndsWith(": " + expected, Folder.Mistakes(Folder.Recipient("o", $"entities: [{entities}]")), StringComparison.Ordinal);

    [Fact]
    public void An_entity_is_told_of_the_days_on_which_it_was_that_alone_and_never_from_a_source_that_was_not_read()
    {
        var source = new Source("s", "", "2026-01-02", "x", true);
        var entity = new RelatedEntity(RelatedEntity.Parent, "N", "", "", "contract", new(2020, 1, 1), new(2020, 12, 31), source);

        Assert.Equal([false, true, false, false], ((DateOnly?[])[new(2019, 12, 31), new(2020, 12, 31), new(2021, 1, 1), null]).Select(entity.IsOf));
        Assert.True((entity with { From = null, To = null }).IsOf(null));
        Assert.False((entity with { Source = source with { IsVerified = false } }).IsOf(new(2020, 6, 1)));
    }
}
