using Klikspaan.Store;

namespace Klikspaan.Tests.Cli;

/// <summary>The lists of articles 9, 10 and 87 GDPR: nothing is on one but what the tester put there.</summary>
public sealed class SpecialListTests
{
    const string Body = """{"a":"Ziekmelding wegens zwkrtbnmpl","b":"123456782 voor test","c":"diagnose kanker strafblad 111222333"}""";

    [Fact]
    public async Task What_the_tester_put_on_a_list_is_told_as_planted_and_nothing_else_is_on_one()
    {
        using var place = await MadeAsync();

        Assert.Equal(
            ["number|art-87|A value that the tester planted as one of the list of article 87 GDPR. A national identification number, or another identifier of general application.", "sick|art-9", "title||"],
            (await RowsAsync(place, "label,list,list_reason", "planted")).Order(StringComparer.Ordinal).Select(r => r.StartsWith("sick", StringComparison.Ordinal) ? r[..10] : r));
        Assert.Equal(
            ["content|content:/a|art-9", "not established|content:/b|art-87", "not established||"],
            (await RowsAsync(place, "data_class,path,list", "classes")).Where(r => !r.StartsWith("functional", StringComparison.Ordinal)).Order(StringComparer.Ordinal).OrderBy(r => r[0]).ThenByDescending(r => r.Length));
        Assert.DoesNotContain(await RowsAsync(place, "category", "items"), c => c.StartsWith("special.", StringComparison.Ordinal) || c.StartsWith("offences.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_report_says_what_was_planted_and_never_that_such_data_of_a_person_were_sent()
    {
        using var place = await MadeAsync();
        var text = (await place.DoAsync("report", "--to", "md", "-o", "-")).Out;
        var dutch = (await place.DoAsync("report", "--to", "md", "--lang", "nl", "-o", "-")).Out;

        Assert.Contains("Found, and planted by the tester as values of the list of article 9 GDPR (special categories of personal data): sick.", text, StringComparison.Ordinal);
        Assert.Contains("planted by the tester as values of the list of article 87 GDPR (national identification numbers): number.", text, StringComparison.Ordinal);
        Assert.Contains("door de tester geplant als waarden van de lijst van artikel 9 AVG (bijzondere categorieën van persoonsgegevens): sick.", dutch, StringComparison.Ordinal);
        Assert.DoesNotContain("health data", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Another_list_is_refused_with_its_place() =>
        Assert.StartsWith(
            "dossier.yaml:5:11: 'list' must be one of art-9, art-10, art-87",
            Assert.Single(Assert.Throws<DossierException>(() => DossierFile.Read("version: 1\nplanted:\n  - label: a\n    value: abcdefgh\n    list: health\n"u8.ToArray())).Problems).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Each_list_says_what_it_holds_with_its_source()
    {
        Assert.Equal(PlantedValue.Lists.Order(StringComparer.Ordinal), Facts.Knowledge.Lists.All.Keys.Order(StringComparer.Ordinal));
        Assert.All(Facts.Knowledge.Lists.All.Values, l => Assert.StartsWith("lists#", l.Source, StringComparison.Ordinal));
        Assert.Equal("art-87", Facts.Knowledge.Lists.Of(new("a", "123456782", "bsn")));
        Assert.Equal("", Facts.Knowledge.Lists.Of(new("a", "123456782", "text")));
    }

    static async Task<Workplace> MadeAsync()
    {
        var place = new Workplace();
        Dossier.Create(place.Path(Workplace.Name));
        place.Write($"{Workplace.Name}/dossier.yaml", """
            version: 1
            planted:
              - {label: sick, value: Ziekmelding wegens zwkrtbnmpl, kind: document-title, list: art-9}
              - {label: number, value: "123456782", kind: bsn}
              - {label: title, value: strafblad, kind: text}

            """);
        await place.ImportAsync(Workplace.Har(Workplace.Entry("https://host.example/q", Body, headers: ("Content-Type", "application/json"))));
        return place;
    }

    static async Task<List<string>> RowsAsync(Workplace place, string columns, string table)
    {
        var run = await place.DoAsync("show", table, "--format", "csv", "--columns", columns);
        Assert.True(run.Code == 0, run.Error);
        return [.. Csv.Read(run.Out).Skip(1).Select(r => string.Join('|', r))];
    }
}
