using System.Globalization;
using System.Net;
using System.Text;
using Klikspaan.Reporting;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>A form on paper: what to do and to type, and empty places for times; what was written in them is taken over by <c>test --enter</c>.</summary>
static class PaperForm
{
    static readonly string[] About = ["day", "tester", "device", "zone"];

    /// <summary>The form.</summary>
    /// <param name="scenario">The scenario, with its plan.</param>
    /// <param name="tokens">Codes of the markers, the first and the last.</param>
    /// <param name="words">What the form says, in its language.</param>
    /// <param name="isHtml">As a page that prints; else as Markdown.</param>
    public static string Write(Scenario scenario, IReadOnlyList<string> tokens, PlanWords words, bool isHtml)
    {
        string Say(string word) => words[$"paper.{word}"];
        string[] head = [Say("step"), Say("do"), Say("type"), Say("start"), Say("end"), Say("deviation"), Say("remarks")];
        List<string[]> rows = [.. scenario.Plan.Select((p, i) => new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {p.Name}"), words.Translate(p.Do) + (p.By == ScenarioStep.OwnAct ? $"\n({words["plan.own-act"]})" : ""), string.Join("\n", p.Plant.Where(v => v.Value.Length > 0).Select(v => $"{v.Value} ({words.Kind(v.Kind)}; {words.Translate(v.Where)})")), "", "", "", "",
        })];
        string[] marker = [Say("code"), Say("marker"), Say("time")];
        string[][] Marker(string token) => [[token, $"http://{token}.klikspaan.invalid/{token}", ""]];
        string[][] about = [.. About.Select(w => new[] { Say(w), "" })];
        var text = new StringBuilder();
        if (isHtml)
        {
            text.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{words.Tag}\"><head><meta charset=\"utf-8\"><title>{Html(Say("title"))}: {Html(scenario.Name)}</title>\n<style>body{{font:11pt sans-serif}}table{{border-collapse:collapse;width:100%;margin:1em 0}}th,td{{border:1px solid;padding:.5em;text-align:left;vertical-align:top;height:2em;white-space:pre-line}}</style></head><body>\n<h1>{Html(Say("title"))}: {Html(scenario.Name)}</h1>\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"# {Say("title")}: {Markdown(scenario.Name)}\n\n");
        }

        Table(text, [" ", " "], about, isHtml);
        Paragraph(text, Say("marker-why"), isHtml);
        Table(text, marker, Marker(tokens[0]), isHtml);
        Table(text, head, rows, isHtml);
        Paragraph(text, Say("marker-why"), isHtml);
        Table(text, marker, Marker(tokens[1]), isHtml);
        Paragraph(text, Say("rules"), isHtml);
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
