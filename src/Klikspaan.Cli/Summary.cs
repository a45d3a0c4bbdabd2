using System.Text;
using Klikspaan.Reporting;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>Prints the summary of a report in a few lines: what was seen, what could not be seen, and which command shows more.</summary>
static class Summary
{
    const string Language = "en";
    const int PlainWidth = 160;
    const int NarrowestWidth = 60;

    /// <summary>Prints it.</summary>
    /// <param name="shell">Where to.</param>
    /// <param name="dossier">The dossier.</param>
    /// <param name="only">The capture to tell of; null for all of them together.</param>
    public static void Print(Shell shell, Dossier dossier, ManifestEntry? only)
    {
        ReportCommand.RequireLanguages(dossier, Language);
        var data = ReportSource.Outline(dossier, ReportLimits.Default, only?.Sha256 ?? "");
        var summary = ReportBuilder.Summarise(data, dossier.Knowledge, Language);
        var name = Path.GetRelativePath(shell.Folder, dossier.Folder);
        Part(shell, summary.SeenHead, summary.Seen);
        Part(shell, summary.UnseenHead, summary.Unseen);
        Terminal.Heading(shell, Terminal.Clean(summary.Verdict).TrimEnd());
        Terminal.Pairs(shell,
        [
            (summary.Lawyer, $"klikspaan -d {name} report --lang nl"),
            (summary.Engineer, $"klikspaan -d {name} show {(data.Hits.Count > 0 ? "planted" : data.Sent > 0 ? "items" : "problems")}"),
            (summary.Administrator, $"klikspaan -d {name} record --profile 'SETTINGS IN FORCE' -- PROGRAM"),
        ]);
    }

    static void Part(Shell shell, string head, IReadOnlyList<string> sentences)
    {
        Terminal.Heading(shell, head);
        foreach (var sentence in sentences)
        {
            var indent = "- ";
            foreach (var line in Wrap(Terminal.Clean(sentence), Width(shell) - 2))
            {
                shell.Out.WriteLine(indent + line);
                indent = "  ";
            }
        }
    }

    static int Width(Shell shell) => shell.IsTerminal ? Math.Max(NarrowestWidth, Terminal.Width(shell)) : PlainWidth;

    /// <summary>Breaks between words; a word that is longer than a line is left whole.</summary>
    static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
