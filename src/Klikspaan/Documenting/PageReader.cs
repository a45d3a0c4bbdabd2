using System.Text;

namespace Klikspaan.Documenting;

/// <summary>
/// Reads pages in Markdown: each event is a heading, and its fields are a list with names in bold below it, or a table. Headings that speak of what is common, and what
/// stands below them, are fields in common.
/// </summary>
public sealed class PageReader : IDocumentationReader
{
    const int Deepest = 6;
    static readonly string[] Markup = ["h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th", "ul", "ol", "li", "dl", "dt"];

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

    /// <summary>Whether a line is a heading, and of which level.</summary>
    internal static bool IsHeading(ReadOnlySpan<char> line, out int level)
    {
        level = line.IndexOfAnyExcept('#') is var marks && marks < 0 ? line.Length : marks;
        return level is > 0 and <= Deepest && level < line.Length && char.IsWhiteSpace(line[level]);
    }

    sealed class Walk(DocumentationDraft draft)
    {
        readonly (string Heading, bool IsCommon)[] above = new (string, bool)[Deepest + 1];
        PageSection section = new("", false, 1, "");
        PageTable? table;
        string previous = "";
        long number;
        int depth;

        public void Read(TextLines lines)
        {
            var hidden = new PageHidden(draft);
            while (lines.Read(draft) is { } line)
            {
                number = lines.Number;
                if (hidden.Shown(line, number) is { } shown)
                {
                    Line(shown, shown.AsSpan().Trim());
                }
            }

            hidden.End();
            section.End(draft, isParent: false);
        }

        void Line(string line, ReadOnlySpan<char> text)
        {
            var before = previous;
            previous = "";
            if (text is not ['|', ..] && !(table is { IsBare: true } && text.Contains('|')))
            {
                table = null;
            }

            if (before.Length > 0 && Underlined(before, text))
            {
                return;
            }

            if (IsHeading(line, out var level))
            {
                Heading(PageText.Plain(line.AsSpan(level).Trim().TrimEnd('#')), level);
            }
            else if (text is ['|', ..] || table is not null)
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
            else if (IsMarkup(text))
            {
                draft.Report(number, "what stands here in HTML was not read");
            }
            else if (text.Length > 0)
            {
                previous = line;
                Paragraph(PageText.Plain(text.TrimStart('>')), line[0] is ' ' or '\t');
            }
        }

        /// <summary>A line that the line below it makes a heading or the head of a table.</summary>
        bool Underlined(string words, ReadOnlySpan<char> rule)
        {
            if (rule.Length > 0 && rule.IndexOfAnyExcept('=') < 0 || (rule.Length > 1 && rule.IndexOfAnyExcept('-') < 0))
            {
                if (PageText.Plain(words) is var heading && PageText.Names(heading).Count > 0)
                {
                    Heading(heading, rule[0] == '=' ? 1 : 2);
                    return true;
                }
            }
            else if (words.Contains('|', StringComparison.Ordinal) && PageTable.IsRule(rule))
            {
                table = new(draft, section, words, number - 1, isBare: true);
                return true;
            }

            return false;
        }

        static bool IsMarkup(ReadOnlySpan<char> text) =>
            text is ['<', _, ..] && Markup.Contains(text[1..(text.IndexOfAny(" />") is > 1 and var end ? end : text.Length)].ToString(), StringComparer.OrdinalIgnoreCase);

        void Heading(string heading, int level)
        {
            section.End(draft, isParent: level > depth);
            depth = level;
            draft.Title = draft.Title.Length == 0 ? draft.Cut(heading, number, "heading") : draft.Title;
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
                if (text.Length == 0)
                {
                    draft.Remark(number, "an item of a list of fields is empty");
                }
                else
                {
                    draft.Report(number, "an item of a list of fields has no name in bold at its start");
                }
            }
            else
            {
                if (section.IsNamed && PageText.TryPlainField(text, out _, out _))
                {
                    draft.Report(number, "an item below the name of an event may be a field: it was not read, as no line says that fields follow");
                }

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
                table = new(draft, section, text, number, isBare: false);
            }
            else
            {
                table.Add(draft, section, text, number);
            }
        }
    }
}
