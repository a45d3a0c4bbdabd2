using Klikspaan.Store;

namespace Klikspaan.Tests.Cli;

/// <summary>What a tester is told to type where.</summary>
public sealed class PlantCommandTests
{
    [Fact]
    public async Task Each_step_has_values_of_its_own_that_the_plan_prints_with_their_place()
    {
        using var place = new Workplace();
        var run = await place.DoAsync("plant", "--scenario", "one", "--steps", "open it,save it");
        var scenario = Scenarios.Read(place.InDossier()).Find("one")!;
        List<PlannedValue> values = [.. scenario.Plan.SelectMany(p => p.Plant)];

        Assert.Equal(0, run.Code);
        Assert.Equal(PlanInventor.Kinds, scenario.Plan[0].Plant.Select(v => v.Kind));
        Assert.Equal(10, values.Select(v => PlantedValue.UniquePart(v.Value)).Distinct().Count(u => u.Length >= 10));
        Assert.All(values, v => Assert.Contains($"{v.Value} ", run.Out, StringComparison.Ordinal));
        Assert.All(values, v => Assert.Contains(v.Where, run.Out, StringComparison.Ordinal));
        Assert.Contains("Scenario 'one': 2 step(s), 10 value(s) to put in, kept in scenarios/one.yaml.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_plan_is_printed_again_and_no_file_is_written_over()
    {
        using var place = new Workplace();
        await place.DoAsync("plant", "--scenario", "one", "--steps", "open it");
        var file = place.InDossier("scenarios", "one.yaml");
        var before = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        var again = await place.DoAsync("plant", "--scenario", "one", "--steps", "open it");
        var more = await place.DoAsync("plant", "--scenario", "one", "--steps", "open it,close it", "--kinds", "word");

        Assert.Contains("planned before", again.Out, StringComparison.Ordinal);
        Assert.Contains("Scenario 'one': 2 step(s), 6 value(s) to put in, kept in scenarios/one-planted.yaml.", more.Out.Replace("one.planted", "one-planted", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_a_plan_of_a_person_leaves_open_is_invented_once()
    {
        using var place = new Workplace();
        place.Write("plan.yaml", "scenario: mine\nproduct: Editor\nplan:\n  - step: write\n    do: Type it.\n    plant:\n      - kind: document-title\n      - kind: text\n        value: mijn eigen waarde\n        where: in the text\n  - step: wait\n    by: tester-own\n");
        var run = await place.DoAsync("plant", "--steps", "plan.yaml");
        var again = await place.DoAsync("plant", "--scenario", "mine");
        var scenario = Scenarios.Read(place.InDossier()).Find("mine")!;

        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("planned before", again.Out, StringComparison.Ordinal);
        Assert.Equal(["write: document-title", "write: text"], Scenarios.Read(place.InDossier()).Planted.Select(p => p.Label));
        Assert.Equal(("Editor", "tester-own", 0), (scenario.Said["product"], scenario.Plan[1].By, scenario.Plan[1].Plant.Count));
        Assert.Contains("wait (an act beside the product)", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_in_the_dossier_that_leaves_values_open_gets_them_in_a_file_beside_it()
    {
        using var place = new Workplace();
        place.Plant();
        const string Own = "# mine\nscenario: mine\nplan:\n  - step: write\n    plant:\n      - kind: word\n";
        place.Write($"{Workplace.Name}/scenarios/a.yaml", Own);
        var run = await place.DoAsync("plant", "--scenario", "mine");
        var again = await place.DoAsync("plant", "--scenario", "mine");

        Assert.Contains("kept in scenarios/mine.planted.yaml", run.Out, StringComparison.Ordinal);
        Assert.Contains("1 value(s) to put in, planned before", again.Out, StringComparison.Ordinal);
        Assert.Equal(Own, await File.ReadAllTextAsync(place.InDossier("scenarios", "a.yaml"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_seed_gives_the_same_values_and_others_for_another_scenario_and_without_one_nobody_can_tell_them()
    {
        using var first = new Workplace();
        using var second = new Workplace();
        foreach (var place in (Workplace[])[first, second])
        {
            await place.DoAsync("plant", "--scenario", "one", "--seed", "7");
            await place.DoAsync("plant", "--scenario", "two", "--seed", "7");
            await place.DoAsync("plant", "--scenario", "three");
        }

        string[] Values(Workplace place, string scenario) => [.. Scenarios.Read(place.InDossier()).Planted.Where(p => p.Scenario == scenario).Select(p => p.Value)];
        Assert.Equal(Values(first, "one"), Values(second, "one"));
        Assert.Empty(Values(first, "one").Intersect(Values(first, "two")));
        Assert.Empty(Values(first, "three").Intersect(Values(second, "three")));
        Assert.Equal(6, Values(first, "three").Length);
    }

    [Theory]
    [InlineData("--kinds: 'song' cannot be invented; kinds are document-title, file-name, e-mail-subject, search-term, word", "--steps", "a", "--kinds", "song")]
    [InlineData("--scenario needs a name", "--scenario", " ")]
    public async Task Wrong_use_is_told(string message, params string[] words)
    {
        using var place = new Workplace();
        var run = await place.DoAsync(["plant", .. words]);

        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_in_a_plan_are_told_with_their_lines()
    {
        using var place = new Workplace();
        place.Write("plan.yaml", "scenario: mine\nkind: idle\nplan:\n  - step: a\n    by: nobody\n  - step: a\n    plant:\n      - kind: word\n        value: kort\nmarkers:\n  - token: hello\n    at: 2026-01-01T00:00:00Z\n");
        var run = await place.DoAsync("plant", "--steps", "plan.yaml");

        Assert.Equal(4, run.Code);
        Assert.Contains("plan.yaml:2:7: 'kind' must be use or baseline, found 'idle'", run.Error, StringComparison.Ordinal);
        Assert.Contains("plan.yaml:5:9: 'by' must be tester, program or tester-own", run.Error, StringComparison.Ordinal);
        Assert.Contains("the step 'a' is planned twice", run.Error, StringComparison.Ordinal);
        Assert.Contains("plan.yaml:9:16: a planted value needs at least 6 bytes", run.Error, StringComparison.Ordinal);
        Assert.Contains("plan.yaml:11:12: a token is ten letters or more without a vowel", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Notitie begroting kmxvbtqrdw", "kmxvbtqrdw")]
    [InlineData("verslag-Kmxvbtqrdwz.docx", "Kmxvbtqrdwz")]
    [InlineData("Gemeenteraadsvergadering", "")]
    [InlineData("kmxvbtqrd", "")]
    public void The_unique_part_of_a_value_is_no_word(string value, string part) => Assert.Equal(part, PlantedValue.UniquePart(value));

    [Fact]
    public async Task A_plan_in_dutch_is_dutch_and_a_form_is_in_its_own_language_whatever_the_plan_was_made_in()
    {
        using var place = new Workplace();
        var plan = await place.DoAsync("plant", "--scenario", "kantoor", "--lang", "nl");
        var english = await place.DoAsync("plant", "--scenario", "office");
        var form = await place.DoAsync("test", "office", "--form", "--lang", "nl");
        var other = await place.DoAsync("test", "kantoor", "--form", "--lang", "en");

        Assert.True(plan.Code == 0, plan.Error);
        Assert.Contains("Scenario 'kantoor': 7 stap(pen), 6 in te voeren waarde(n), bewaard in scenarios/kantoor.yaml.", plan.Out, StringComparison.Ordinal);
        Assert.Contains("2. schrijf een document", plan.Out, StringComparison.Ordinal);
        Assert.Contains("titel van een document", plan.Out, StringComparison.Ordinal);
        Assert.Contains("als titel, boven aan het document", plan.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(" the ", plan.Out, StringComparison.Ordinal);
        Assert.Contains("Make a document, and type title and word.", english.Out, StringComparison.Ordinal);
        Assert.Contains("Maak een document en typ titel en woord.", form.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(" the ", form.Out.Replace("close the product", "", StringComparison.Ordinal).Replace("start the product", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Make a document, and type title and word.", other.Out, StringComparison.Ordinal);
        Assert.Contains("as the title, at the top of the document", other.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_a_special_list_is_invented_only_where_it_is_asked_for_and_no_national_number_is()
    {
        using var place = new Workplace();
        var plan = await place.DoAsync("plant", "--scenario", "one", "--steps", "write", "--kinds", "health,offence");
        var number = await place.DoAsync("plant", "--scenario", "two", "--steps", "write", "--kinds", "bsn");

        Assert.True(plan.Code == 0, plan.Error);
        Assert.Equal(["health", "offence"], Scenarios.Read(place.InDossier()).Planted.Select(p => p.Kind));
        Assert.Equal(2, number.Code);
        Assert.Contains("'bsn' cannot be invented", number.Error, StringComparison.Ordinal);
    }
}
