using System.Globalization;
using System.Text;

namespace Klikspaan.Documenting;

/// <summary>
/// Reads pages in Markdown: each event is a heading, and its fields are a list with names in bold below it, or a table. Headings that speak of what is common, and what
/// stands below them, are fields in common.
/// </summary>
public sealed class PageReader : IDocumentationReader
{
    const int Deepest = 6;

    /// <inheritdoc/>
    public string Form => "page";

    /// <inheritdoc/>
    public string About => "a page in Markdown with a heading for each event, and its fields in bold below it or in a table";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head);
        return !text.Contains('\0', StringComparison.Ordinal) && text.Split('\n').Any(l => IsHeading(l.AsSpan().TrimStart('\uFEFF'), out _));
    }

    /// <inheritdoc/>
    public void Read(Stream stream, DocumentationDraft draft)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(draft);
        new Walk(draft).Read(new TextLines(stream, draft.Limits.LineBytes, draft.Limits.FileBytes));
    }

    static bool IsHeading(ReadOnlySpan<char> line, out int level)
    {
        level = line.IndexOfAnyExcept('#') is var marks && marks < 0 ? line.Length : marks;
        return level is > 0 and <= Deepest && level < line.Length && char.IsWhiteSpace(line[level]);
    }

    sealed class Walk(DocumentationDraft draft)
    {
        readonly (string Heading, bool IsCommon)[] above = new (string, bool)[Deepest + 1];
        PageSection section = new("", false, 1, "");
        PageTable? table;
        long number;

        public void Read(TextLines lines)
        {
            var (inFront, inFence, inComment) = (false, false, false);
            while (lines.Read(draft) is { } line)
            {
                number = lines.Number;
                var text = line.AsSpan().Trim();
                if (number == 1 && text is "---")
                {
                    inFront = true;
                }
                else if (inFront)
                {
                    inFront = text is not "---";
                    Front(text);
                }
                else if (inFence || text.StartsWith("```") || text.StartsWith("~~~"))
                {
                    inFence = inFence != (text.StartsWith("```") || text.StartsWith("~~~"));
                }
                else if (inComment || text.StartsWith("<!--"))
                {
                    inComment = !text.Contains("-->", StringComparison.Ordinal);
                }
                else
                {
                    Line(line, text);
                }
            }

            section.End(draft);
        }

        /// <summary>The head of the page: its title and the day of which it says it is.</summary>
        void Front(ReadOnlySpan<char> text)
        {
            if (text.StartsWith("title:"))
            {
                draft.Title = draft.Cut(text["title:".Length..].Trim().Trim("\"'").ToString());
            }
            else if (text.StartsWith("ms.date:") || text.StartsWith("date:"))
            {
                var day = text[(text.IndexOf(':') + 1)..].Trim().Trim("\"'");
                draft.Date = DateOnly.TryParseExact(day, ["MM/dd/yyyy", "M/d/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : draft.Date;
            }
        }

        void Line(string line, ReadOnlySpan<char> text)
        {
            if (text is not ['|', ..])
            {
                table = null;
            }

            if (IsHeading(line, out var level))
            {
                Heading(PageText.Plain(line.AsSpan(level).Trim().TrimEnd('#')), level);
            }
            else if (text is ['|', ..])
            {
                Row(text);
            }
            else if (text is ['-' or '*' or '+'] or ['-' or '*' or '+', ' ' or '\t', ..])
            {
                Item(text[1..].TrimStart(), line.AsSpan().IndexOfAnyExcept(" \t"));
            }
            else if (text.StartsWith("**") && section.AwaitsFields && PageText.TryField(text, out var name, out var description) && PageText.IsIdentifier(name))
            {
                section.Add(draft, name, description, number, 0);
            }
            else if (text.Length > 0)
            {
                Paragraph(PageText.Plain(text.TrimStart('>')), line[0] is ' ' or '\t');
            }
        }

        void Heading(string heading, int level)
        {
            section.End(draft);
            draft.Title = draft.Title.Length == 0 ? draft.Cut(heading) : draft.Title;
            var parent = level - 1;
            while (parent > 0 && above[parent].Heading is null or "")
            {
                parent--;
            }

            var isCommon = above[parent].IsCommon || (heading.Contains(' ', StringComparison.Ordinal) && heading.Split(' ').Contains("common", StringComparer.OrdinalIgnoreCase));
            above[level] = (heading, isCommon);
            Array.Clear(above, level + 1, Deepest - level);
            section = new(heading, isCommon, number, level > 1 ? above[parent].Heading ?? "" : "");
        }

        void Item(ReadOnlySpan<char> text, int indent)
        {
            if (PageText.TryField(text, out var name, out var description))
            {
                section.Add(draft, name, description, number, indent);
            }
            else if (section.HasFields && indent > section.Indent + 1)
            {
                section.AddBelow(draft, PageText.Plain(text), isItem: true);
            }
            else if (section.AwaitsFields && PageText.TryPlainField(text, out name, out description))
            {
                section.Add(draft, name, description, number, indent);
            }
            else if (section.HasFields || section.AwaitsFields || text.StartsWith("**"))
            {
                draft.Report(number, text.Length == 0 ? "an item of a list of fields is empty" : "an item of a list of fields has no name in bold at its start");
            }
            else
            {
                section.Add(draft, PageText.Plain(text));
            }
        }

        void Paragraph(string words, bool isIndented)
        {
            if (words.Contains("fields", StringComparison.OrdinalIgnoreCase) && words.TrimEnd() is [.., ':' or '.' or 's' or 'd' or 'e'] && Announces(words))
            {
                section.AwaitsFields = true;
            }
            else if (section.HasFields && isIndented)
            {
                section.AddBelow(draft, words, isItem: false);
            }
            else
            {
                section.Add(draft, words);
            }
        }

        /// <summary>Whether a line announces fields.</summary>
        static bool Announces(string words) =>
            words.Contains("following", StringComparison.OrdinalIgnoreCase) || words.Contains("contains", StringComparison.OrdinalIgnoreCase) || words.StartsWith("Data fields", StringComparison.OrdinalIgnoreCase);

        void Row(ReadOnlySpan<char> text)
        {
            if (table is null)
            {
                table = new(text);
            }
            else
            {
                table.Add(draft, section, text, number);
            }
        }
    }
}
