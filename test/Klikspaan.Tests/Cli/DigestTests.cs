namespace Klikspaan.Tests.Cli;

/// <summary>Hashes in captures, and what explains them.</summary>
public sealed class DigestTests
{
    [Fact]
    public async Task Each_hash_names_what_explains_it_or_that_nothing_does()
    {
        using var place = await MadeAsync();

        Assert.Equal(
            [
                "planted|host|sha256||content:/a", "reversible|build|sha256 (upper case)|commands|content:/b", "salted|host|sha256, salt before|content:/salt|content:/c",
                "reversible|h.example|md5|names of this dossier|content:/d", "not explained||||content:/e",
            ],
            await RowsAsync(place, "explained,of,form,by,field"));
        Assert.Matches("^1 in 2\\^2[0-9]{2}$", (await RowsAsync(place, "chance"))[1]);
    }

    [Fact]
    public async Task The_report_tells_which_were_undone_and_claims_nothing_of_the_others()
    {
        using var place = await MadeAsync();
        var text = (await place.DoAsync("report", "--to", "md", "-o", "-")).Out;

        Assert.Contains("The value at content:/b, sent in 1 request to h.example, is the word ‘build’ in this form: the SHA-256 digest, spelled in upper case. It was found by trying the words of a list (commands).", text, StringComparison.Ordinal);
        Assert.Contains("is a digest of the planted value ‘host’ with the value at content:/salt of the same request as salt or key", text, StringComparison.Ordinal);
        Assert.Contains("Not explained: 1 value with the form of a digest. What they are is not established.", text, StringComparison.Ordinal);
        Assert.Contains("is het woord ‘build’ in deze vorm: de SHA-256-hash, geschreven in hoofdletters. Gevonden door", (await place.DoAsync("report", "--to", "md", "--lang", "nl", "-o", "-")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_planted_for_a_later_recording_explains_what_stands_in_an_earlier_capture_too()
    {
        using var place = new Workplace();
        var address = "http://a.example/?d=" + Hex("werkplek-0042");
        await place.TakeInAsync(("a.har", Workplace.Har(Workplace.Entry(address, method: "GET"))));
        using (var dossier = place.Open())
        {
            var part = dossier.StartRecording("run-1", [new("host", "werkplek-0042", "host")], new Dictionary<string, string>());
            await File.WriteAllBytesAsync(part, Importing.Warcs.Plain("request", $"WARC-Target-URI: {address}&n=2\r\n", $"GET {address[16..]}&n=2 HTTP/1.1\r\nhost: a.example\r\n\r\n"), TestContext.Current.CancellationToken);
            await dossier.IndexAsync(dossier.FinishRecording(part, "", new Dictionary<string, string>()), null, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["planted|host|query:/d|2"], await RowsAsync(place, "explained,of,field,requests"));
    }

    /// <summary>In one request a version and a MAC address stand in clear, in another their digests.</summary>
    [Theory]
    [InlineData("10.0.100", "10.0.100", "sha256")]
    [InlineData("16.0.17328.20162", "16.0.17328.20162", "sha256")]
    [InlineData("02-42-ac-11-00-2a", "02-42-AC-11-00-2A", "sha256 (lower case)")]
    [InlineData("0242AC11002A", "0242AC11002A", "sha256")]
    [InlineData("02:42:AC:11:00:2A", "02:42:AC:11:00:2A", "sha256")]
    [InlineData("10.0.101", "", "")]
    public async Task Versions_and_addresses_that_stand_in_clear_undo_their_digests(string hashed, string word, string form)
    {
        using var place = new Workplace();
        await place.ImportAsync(Workplace.Har(
            Workplace.Entry("https://h.example/t", $$"""{"d":"{{Hex(hashed)}}"}"""),
            Workplace.Entry("https://h.example/t", """{"a":"sdk/10.0.100 (Office 16.0.17328.20162; x)","m":"02-42-AC-11-00-2A"}""")));

        Assert.Equal([word.Length > 0 ? $"reversible|{word}|{form}|values of these captures|content:/d|1" : "not explained||||content:/d|1"], await RowsAsync(place, "explained,of,form,by,field,requests"));
    }

    [Fact]
    public void Of_very_many_words_of_captures_the_first_are_taken()
    {
        var words = new Klikspaan.Store.CaptureWords();
        for (var i = 0; i < Klikspaan.Store.CaptureWords.Most + 10; i++)
        {
            words.Add(System.Text.Encoding.ASCII.GetBytes($"v 1.{i}.5"));
        }

        Assert.Equal(Klikspaan.Store.CaptureWords.Most, words.All.Count());
    }

    [Theory]
    [InlineData("1.2.3 and 4.5", "1.2.3|4.5")]
    [InlineData("1.2.3.4.5", "")]
    [InlineData("v1.2", "")]
    [InlineData("02:42:ac:11-00:2a", "")]
    [InlineData("\u00FF", "")]
    public void Words_are_versions_and_addresses_by_themselves(string text, string expected)
    {
        var words = new Klikspaan.Store.CaptureWords();
        words.Add(System.Text.Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected, string.Join('|', words.All));
    }

    [Fact]
    public void A_set_of_words_with_mistakes_names_them_all()
    {
        Assert.Equal(
            """
            words/a.yaml:1:5: 'id' must be the name of the file, 'a'
            words/a.yaml:1:1: 'name' is missing
            words/a.yaml:2:11: 'x' must be a number from 1 to 50000
            words/a.yaml:2:11: 'versions' must be three numbers, one more than the greatest of each part
            """.Split('\n').Order(StringComparer.Ordinal), Folder.Mistakes(("words/a.yaml", "id: b\nversions: [1, x]\n")).Split('\n').Order(StringComparer.Ordinal));
    }

    static async Task<Workplace> MadeAsync()
    {
        var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        await place.ImportAsync(Workplace.Har(Workplace.Entry("https://h.example/t",
            $$"""{"salt":"s4lt-and-pepper","a":"{{Hex("werkplek-0042")}}","b":"{{Hex("BUILD")}}","c":"{{Hex("s4lt-and-pepperwerkplek-0042")}}","d":"{{Values.Digest("md5", "h.example")}}","e":"{{Hex("something else")}}"}""")));
        return place;
    }

    static string Hex(string text) => Values.Digest("sha256", text);

    static async Task<List<string>> RowsAsync(Workplace place, string columns)
    {
        var run = await place.DoAsync("show", "digests", "--format", "csv", "--columns", columns);
        Assert.True(run.Code == 0, run.Error);
        return [.. Csv.Read(run.Out).Skip(1).Select(r => string.Join('|', r))];
    }
}
