using System.Security.Cryptography;
using System.Text;
using Klikspaan.Classifying;
using Klikspaan.Store;

namespace Klikspaan.Tests.Cli;

/// <summary>What is content, and what is none: a digest of what the tester wrote, a text of a plan, what is on a list.</summary>
public sealed class DigestClassTests
{
    const string Title = "Nota zwkrtbnmpl", Sick = "Ziekmelding wegens qxvbkhjtrw";

    [Fact]
    public async Task A_digest_of_what_the_tester_wrote_is_no_content_and_is_told()
    {
        using var place = await MadeAsync($$"""{"v":"{{Digest(Title)}}","cut":"{{Digest(Title)[..8]}}","crc":"{{Checksum(Title)}}","title":"{{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Title)))}}","clear":"{{Title}}"}""");
        const string Said = "not established|No protocol file knows the request, and no event of it shows by its shape. A digest or checksum of what the tester wrote stands in it.";

        Assert.Equal(
            ["content:/clear|content|A title, name, subject, word or search that the tester made stands in it.", "content:/crc|" + Said, "content:/cut|" + Said, "content:/title|" + Said, "content:/v|" + Said],
            (await RowsAsync(place, "path,data_class,class_reason", "items")).Where(r => r.StartsWith("content:", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("stood content", (await place.DoAsync("report", "--to", "md", "-o", "-")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_in_an_event_is_diagnostic_as_the_event_is()
    {
        using var place = await MadeAsync($$"""{"eventName":"Opened","timestamp":"2026-01-02T03:04:05Z","v":"{{Digest(Title)}}"}""");

        Assert.Contains("content:/v|diagnostic|A name of an event and a moment stand beside each other. A digest or checksum of what the tester wrote stands in it.", await RowsAsync(place, "path,data_class,class_reason", "items"));
    }

    [Fact]
    public async Task A_digest_of_what_is_on_a_list_is_told_apart_with_its_chance()
    {
        using var place = await MadeAsync($$"""{"v":"{{Digest(Sick)[..12]}}","w":"{{Title}}"}""");
        var text = (await place.DoAsync("report", "--to", "md", "-o", "-")).Out;

        Assert.Contains("art-9 (digest)", await RowsAsync(place, "list", "classes"));
        Assert.Equal(["sick|art-9|A digest, not the value itself, of a value that the tester planted as one of the list of article 9(1) GDPR."], (await RowsAsync(place, "label,list,list_reason", "planted")).Where(r => r.StartsWith("sick", StringComparison.Ordinal)).Select(r => r[..(r.IndexOf("GDPR.", StringComparison.Ordinal) + 5)]));
        Assert.Matches(@"Found as a digest or checksum alone, of values that the tester planted as values of the list of article 9 GDPR \(special categories of personal data\): a digest of ‘sick’ \(the first 12 digits of the SHA-256 digest; by accident in one of 2 to the power of 3[0-9] values\)\.", text);
        Assert.DoesNotContain("Found, and planted by the tester as values of the list", text, StringComparison.Ordinal);
        Assert.Contains("Alleen als hash of controlegetal gevonden", (await place.DoAsync("report", "--to", "md", "--lang", "nl", "-o", "-")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_of_a_plan_and_what_is_on_the_lists_of_articles_9_and_10_are_content_wherever_they_stand()
    {
        using var place = await MadeAsync(
            """{"eventName":"Opened","timestamp":"2026-01-02T03:04:05Z","a":"Waterschap Zuiderplas","b":"Gemeente Noorderwold","c":"veroordeeld trnwqxzvkl","d":"Ziekmelding wegens qxvbkhjtrw"}""",
            ("Accept", "text/html; q=Ziekmelding wegens qxvbkhjtrw"));

        Assert.Equal(
            ["content:/a|content", "content:/b|diagnostic", "content:/c|content", "content:/d|content", "content:/eventName|diagnostic", "content:/timestamp|diagnostic", "header:/accept|content"],
            (await RowsAsync(place, "path,data_class", "items")).Where(r => r.StartsWith("content:", StringComparison.Ordinal) || r.StartsWith("header:/accept|", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("TE", "123456782")]
    [InlineData("TE", "een nummer 55 van iemand")]
    [InlineData("Expect", "4c1f0b0e-7a52-4a7e-9d38-1f0a2b3c4d5e")]
    [InlineData("Content-Type", "multipart/form-data; boundary=\"4c1f0b0e-7a52-4a7e-9d38-1f0a2b3c4d5e\"")]
    [InlineData("Accept", "", true)]
    public async Task What_stands_for_somebody_or_is_on_a_list_is_never_functional_by_the_name_of_its_field(string field, string value, bool isDigest = false)
    {
        using var place = await MadeAsync("x=1", (field, isDigest ? Digest(Sick) : value));

        Assert.DoesNotContain($"header:/{field.ToLowerInvariant()}|functional", await RowsAsync(place, "path,data_class", "items"));
        Assert.Contains($"header:/{field.ToLowerInvariant()}|not established", await RowsAsync(place, "path,data_class", "items"));
    }

    [Theory]
    [InlineData("TE", "trailers")]
    [InlineData("Accept", "text/html")]
    public async Task A_field_that_holds_nothing_else_is_functional(string field, string value)
    {
        using var place = await MadeAsync("x=1", (field, value));

        Assert.Contains($"header:/{field.ToLowerInvariant()}|functional", await RowsAsync(place, "path,data_class", "items"));
    }

    [Fact]
    public async Task What_a_person_marked_is_on_a_list_with_the_name_and_hides_no_class()
    {
        using var place = await MadeAsync("""{"note":"something","other":"x"}""");
        place.Write($"{Workplace.Name}/judgements/a.yaml", """
            judgements:
              - {host: host.example, path: "content:/note", list: art-9, by: A. Arts, date: 2026-02-28, reason: It tells of an illness.}
              - {host: host.example, class: diagnostic, by: B. Beer, date: 2026-02-27, reason: All of it.}

            """);

        Assert.Contains("diagnostic|content:/note|art-9 (marked by A. Arts, 2026-02-28)", await RowsAsync(place, "data_class,path,list", "classes"));
        Assert.DoesNotContain(await RowsAsync(place, "path,list", "classes"), r => r.StartsWith("content:/other", StringComparison.Ordinal) && r.Contains("art-", StringComparison.Ordinal));
        Assert.Contains("article 9 GDPR (special categories of personal data), as A. Arts decided on 2026-02-28. The reason given: It tells of an illness.", (await place.DoAsync("report", "--to", "md", "-o", "-")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_there_is_not_is_refused()
    {
        using var place = await MadeAsync("x=1");
        place.Write($"{Workplace.Name}/judgements/a.yaml", "judgements:\n  - {host: host.example, list: art-6, by: A, date: 2026-02-28, reason: One.}\n");

        Assert.Contains("'list' must be one of art-9, art-10, art-87", (await place.DoAsync("show", "classes")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Categories_are_on_the_list_of_their_kind_where_a_protocol_file_maps_them_and_never_by_a_rule()
    {
        string Of(string kind) => kind switch { "bijzonder" => "art-9", "strafrechtelijk" => "art-10", "nationaal identificatienummer" => "art-87", _ => "" };
        var categories = Facts.Knowledge.Categories.Values.Where(c => Of(c.Kind ?? "").Length > 0).Select(c => $"{c.Id} {Of(c.Kind ?? "")}").Order(StringComparer.Ordinal);
        var (layer, classifier) = (new Layer(), new DataClassifier(Facts.Knowledge, []));
        layer.Fill(new Excerpt(MessagePart.Content, "", 0, 1, "", "x"u8.ToArray()), 0);
        var item = DataItem.Whole(layer);

        Assert.Equal(categories, Facts.Knowledge.Lists.Categories.Select(c => $"{c.Key} {c.Value}").Order(StringComparer.Ordinal));
        Assert.Equal("", classifier.ListsOf(item, new("special.health", "", "", "", "name of the field", false), []));
        item.Mapping = new("a/b:/c", "special.health", "", "", []);
        Assert.Equal("art-9 (protocol file)", classifier.ListsOf(item, new("special.health", "", "", "", "protocol file", false), []));
    }

    static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static string Checksum(string text)
    {
        var crc = uint.MaxValue;
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return $"{~crc:x8}";
    }

    static async Task<Workplace> MadeAsync(string body, params (string Name, string Value)[] headers)
    {
        var place = new Workplace();
        Dossier.Create(place.Path(Workplace.Name));
        place.Write($"{Workplace.Name}/dossier.yaml", $$"""
            version: 1
            planted:
              - {label: title, value: {{Title}}, kind: document-title}
              - {label: sick, value: {{Sick}}, kind: text, list: art-9}
              - {label: court, value: veroordeeld trnwqxzvkl, kind: name, list: art-10}
              - {label: number, value: "123456782", kind: bsn}
              - {label: other number, value: een nummer 55 van iemand, kind: text, list: art-87}
              - {label: loose, value: Gemeente Noorderwold, kind: text}

            """);
        place.Write($"{Workplace.Name}/scenarios/use.yaml", "scenario: use\nplan:\n  - step: write\n    plant: [{kind: text, value: Waterschap Zuiderplas}]\n");
        await place.ImportAsync(Workplace.Har(Workplace.Entry("https://host.example/q", body, headers: [.. headers, .. headers.Any(h => h.Name == "Content-Type") ? [] : new[] { ("Content-Type", "application/json") }])));
        return place;
    }

    static async Task<List<string>> RowsAsync(Workplace place, string columns, string table)
    {
        var run = await place.DoAsync("show", table, "--format", "csv", "--columns", columns);
        Assert.True(run.Code == 0, run.Error);
        return [.. Csv.Read(run.Out).Skip(1).Select(r => string.Join('|', r))];
    }
}
