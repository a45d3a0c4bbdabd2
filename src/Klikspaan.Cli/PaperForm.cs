using System.Globalization;
using System.Net;
using System.Text;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>A form on paper: what to do and to type, and empty places for times; what was written in them is taken over by <c>test --enter</c>.</summary>
static class PaperForm
{
    /// <summary>What the form says, by language, in the order of <see cref="Words"/>.</summary>
    static readonly Dictionary<string, string[]> Said = new()
    {
        ["en"] =
        [
            "Test form", "Day", "Tester (code)", "Device and build", "Zone of the times", "Marker",
            "On the device, open this address or send the code from a search field, and write down the moment to the second:", "Code", "Time",
            "Step", "What to do", "Type exactly", "Start", "End", "Otherwise than planned", "Remarks",
            "Write times to the second. A step that was left out has no start. An act beside the product is part of the test and must be written down, too.",
        ],
        ["nl"] =
        [
            "Testformulier", "Dag", "Tester (code)", "Apparaat en build", "Tijdzone", "Markering",
            "Open op het apparaat dit adres of verstuur de code vanuit een zoekveld, en noteer het tijdstip op de seconde:", "Code", "Tijd",
            "Stap", "Wat te doen", "Typ precies", "Begin", "Einde", "Anders dan gepland", "Opmerkingen",
            "Noteer tijden op de seconde. Een stap die is overgeslagen, heeft geen begin. Een handeling buiten het product hoort bij de test en wordt ook genoteerd.",
        ],
    };

    enum Words
    {
        Title, Day, Tester, Device, Zone, Marker, MarkerWhy, Code, Time, Step, Do, Type, Start, End, Deviation, Remarks, Rules,
    }

    /// <summary>The form.</summary>
    /// <param name="scenario">The scenario, with its plan.</param>
    /// <param name="tokens">Codes of the markers, the first and the last.</param>
    /// <param name="language">en or nl.</param>
    /// <param name="isHtml">As a page that prints; else as Markdown.</param>
    public static string Write(Scenario scenario, IReadOnlyList<string> tokens, string language, bool isHtml)
    {
        string Say(Words word) => Said[language][(int)word];
        string[] head = [Say(Words.Step), Say(Words.Do), Say(Words.Type), Say(Words.Start), Say(Words.End), Say(Words.Deviation), Say(Words.Remarks)];
        List<string[]> rows = [.. scenario.Plan.Select((p, i) => new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {p.Name}"), p.Do, string.Join("\n", p.Plant.Where(v => v.Value.Length > 0).Select(v => $"{v.Value} ({v.Kind}; {v.Where})")), "", "", "", "",
        })];
        string[] marker = [Say(Words.Code), Say(Words.Marker), Say(Words.Time)];
        string[][] Marker(string token) => [[token, $"http://{token}.klikspaan.invalid/{token}", ""]];
        string[][] about = [.. new[] { Words.Day, Words.Tester, Words.Device, Words.Zone }.Select(w => new[] { Say(w), "" })];
        var text = new StringBuilder();
        if (isHtml)
        {
            text.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{Html(Say(Words.Title))}: {Html(scenario.Name)}</title>\n<style>body{{font:11pt sans-serif}}table{{border-collapse:collapse;width:100%;margin:1em 0}}th,td{{border:1px solid;padding:.5em;text-align:left;vertical-align:top;height:2em;white-space:pre-line}}</style></head><body>\n<h1>{Html(Say(Words.Title))}: {Html(scenario.Name)}</h1>\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"# {Say(Words.Title)}: {Markdown(scenario.Name)}\n\n");
        }

        Table(text, [" ", " "], about, isHtml);
        Paragraph(text, Say(Words.MarkerWhy), isHtml);
        Table(text, marker, Marker(tokens[0]), isHtml);
        Table(text, head, rows, isHtml);
        Paragraph(text, Say(Words.MarkerWhy), isHtml);
        Table(text, marker, Marker(tokens[1]), isHtml);
        Paragraph(text, Say(Words.Rules), isHtml);
        return text.Append(isHtml ? "</body></html>\n" : "").ToString();
    }

    static void Paragraph(StringBuilder text, string said, bool isHtml) => text.Append(isHtml ? $"<p>{Html(said)}</p>\n" : $"{said}\n\n");

    static void Table(StringBuilder text, string[] head, IEnumerable<string[]> rows, bool isHtml)
    {
        if (isHtml)
        {
            text.Append("<table><tr>").AppendJoin("", head.Select(h => $"<th>{Html(h)}</th>")).Append("</tr>\n");
            foreach (var row in rows)
            {
                text.Append("<tr>").AppendJoin("", row.Select(c => $"<td>{Html(c)}</td>")).Append("</tr>\n");
            }

            text.Append("</table>\n");
            return;
        }

        text.Append("| ").AppendJoin(" | ", head).Append(" |\n|").Insert(text.Length, "---|", head.Length).Append('\n');
        foreach (var row in rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select(Markdown)).Append(" |\n");
        }

        text.Append('\n');
    }

    static string Html(string text) => string.Join("\n", text.Split('\n').Select(l => WebUtility.HtmlEncode(VisibleText.Of(l))));

    /// <summary>Nothing that was written in a plan is markup.</summary>
    static string Markdown(string text) => string.Join("<br>", text.Split('\n').Select(l => string.Concat(VisibleText.Of(l).Select(c => "\\`*_{}[]<>|#".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()))));
}
