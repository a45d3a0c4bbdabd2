using System.Text.RegularExpressions;

namespace Klikspaan.Tests.Cli;

/// <summary>Mistakes in the language files, as who writes one meets them.</summary>
public sealed class LanguageFilesTests
{
    [Theory]
    [InlineData("""  contents: "Contents" """, "", 1, "'contents' is missing below 'texts'")]
    [InlineData("""  contents: "Contents" """, """  contents: "Contents of {host}" """, 0, "'contents' is fixed: no parameter can stand in it")]
    [InlineData("""  contents: "Contents" """, "  contents: \"Contents\"\n  own: \"Own\"", 1, "'own' is not said by any report")]
    [InlineData("""  about: "This report describes network traffic that was observed in {captures}." """, """  about: "This report describes network traffic." """, 0, "'about' must hold {captures}")]
    [InlineData("""  about: "This report describes network traffic that was observed in {captures}." """, """  about: "This report describes {what} in {captures}." """, 0, "'about' has no parameter {what}; it has {captures}")]
    [InlineData("""  coverage.total: "{total}" """, "", 1, "'coverage.total' is missing below 'facts'")]
    [InlineData("""  nothing: "none" """, "", 1, "'nothing' is missing below 'names'")]
    [InlineData("""  nothing: "none" """, """  nothing: "none of {n}" """, 0, "'nothing' is fixed: no parameter can stand in it")]
    [InlineData("  category.cookie: \"cookie\"", "", 1, "'category.cookie' is missing below 'names'")]
    [InlineData("  - unit: host\n    one: \"{n} host\"\n    other: \"{n} hosts\"\n", "", 1, "'host' is missing below 'units'")]
    [InlineData("    one: \"{n} host\"", "    one: \"a host\"", 0, "'one' must hold {n} once")]
    public async Task Each_is_told_with_its_file_and_line_and_the_exit_code_is_4(string from, string to, int line, string message)
    {
        var (text, at) = Change(from.TrimEnd(' '), to.TrimEnd(' '), line);
        using var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        place.Write("own/languages/en.yaml", text);
        var check = await place.RunAsync("knowledge", "check", "own");
        var report = await place.DoAsync("report", "--knowledge", "own", "-o", "-");

        Assert.Equal((4, 2), (check.Code, check.Lines.Length));
        Assert.Matches($"^{Regex.Escape(Path.Combine("own", "languages/en.yaml"))}:{at}:\\d+: {Regex.Escape(message)}$", check.Lines[0]);
        Assert.Equal((4, ""), (report.Code, report.Out));
        Assert.Matches($"languages/en.yaml:{at}:\\d+: {Regex.Escape(message)}\n", report.Error);
    }

    [Fact]
    public async Task A_mistake_in_another_language_is_left_to_who_asks_for_that_one()
    {
        using var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        place.Write("own/languages/en.yaml", Change("  contents: \"Contents\"", "", 1).Text);
        var dutch = await place.DoAsync("report", "--knowledge", "own", "--lang", "nl", "-o", "-");
        var english = await place.DoAsync("report", "--knowledge", "own", "--lang", "en", "-o", "-");

        Assert.Equal((0, 4), (dutch.Code, english.Code));
    }

    [Fact]
    public async Task A_language_of_ones_own_words_is_used()
    {
        using var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        place.Write("d/knowledge/languages/en.yaml", Change("\"No legal verdict: nothing was recorded.\"", "\"Own words.\"", 1).Text);
        var report = await place.DoAsync("report", "--lang", "en", "--to", "md", "-o", "-");

        Assert.Contains("> Own words.\n", report.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_whose_file_is_not_there_is_told_and_the_exit_code_is_4()
    {
        using var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        Directory.CreateDirectory(place.Path("program"));
        foreach (var entry in Directory.EnumerateFileSystemEntries(AppContext.BaseDirectory).Where(e => Path.GetFileName(e) is not "knowledge"))
        {
            var copy = place.Path("program", Path.GetFileName(entry));
            if (Path.GetFileName(entry).StartsWith("klikspaan.", StringComparison.Ordinal))
            {
                File.Copy(entry, copy);
            }
            else
            {
                File.CreateSymbolicLink(copy, entry);
            }
        }

        foreach (var file in Facts.Files.Where(f => f.Path != "languages/nl.yaml"))
        {
            place.Write($"program/knowledge/{file.Path}", file.Bytes.ToArray());
        }

        string[] words = [place.Path("program", "klikspaan.dll"), "-d", Workplace.Name, "report", "-o", "-", "--lang"];
        var dutch = await place.RunCommandAsync("dotnet", [.. words, "nl"]);
        var english = await place.RunCommandAsync("dotnet", [.. words, "en"]);

        Assert.Equal((4, "", "klikspaan: the language files have mistakes\n  languages/nl.yaml:1:1: the file is missing; without it nothing can be said in this language\n"), (dutch.Code, dutch.Out, dutch.Error));
        Assert.Equal((0, ""), (english.Code, english.Error));
    }

    /// <summary>The English file with one change, and the line of it; 1 for what is about the file as a whole.</summary>
    static (string Text, int Line) Change(string from, string to, int line)
    {
        var text = File.ReadAllText(Repository.Path("knowledge", "languages", "en.yaml")).ReplaceLineEndings("\n");
        var place = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(place >= 0, from);
        return (text.Remove(place, from.Length).Insert(place, to), to.Contains("  own:", StringComparison.Ordinal) ? text[..place].Count(c => c == '\n') + 2 : line == 1 ? 1 : text[..place].Count(c => c == '\n') + 1);
    }
}
