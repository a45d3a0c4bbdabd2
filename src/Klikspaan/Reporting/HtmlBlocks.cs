using System.Globalization;

namespace Klikspaan.Reporting;

/// <summary>Writes the blocks of a document as HTML.</summary>
sealed class HtmlBlocks(HtmlText html, Report report)
{
    const int MostPlaces = 3;
    readonly Phrasebook book = report.Book;
    readonly ReportAnchors anchors = new(report.Blocks);
    readonly HeadingNumbers numbers = new();
    int figures;
    string current = "";

    /// <summary>The list of chapters.</summary>
    public void Contents()
    {
        html.Open("nav", ("aria-label", book.Text(Phrases.Contents))).Open("ol");
        foreach (var heading in report.Blocks.OfType<Heading>().Where(h => h.Level == 2))
        {
            html.Open("li").Element("a", book.Text(heading.Text), ("href", "#" + heading.Anchor)).Close("li").Line();
        }

        html.Close("ol").Close("nav").Line();
    }

    /// <summary>Every block; each chapter is a section.</summary>
    public void All()
    {
        var isOpen = false;
        foreach (var block in report.Blocks)
        {
            if (block is Heading { Level: 2 } chapter)
            {
                if (isOpen)
                {
                    html.Close("section").Line();
                }

                html.Open("section", ("class", "chapter chapter-" + chapter.Anchor));
                isOpen = true;
            }

            Write(block);
        }

        if (isOpen)
        {
            html.Close("section").Line();
        }
    }

    /// <summary>A sentence, without the places that carry it.</summary>
    public void Say(Sentence sentence)
    {
        foreach (var run in book.Say(sentence))
        {
            switch (run.Kind)
            {
                case RunKind.Captured:
                    html.Element("bdi", run.Text);
                    break;
                case RunKind.English:
                    html.Element("span", run.Text, ("lang", "en"));
                    break;
                case RunKind.Address when run.Text.StartsWith("https://", StringComparison.Ordinal):
                    html.Element("a", run.Text, ("href", run.Text), ("rel", "noreferrer noopener"));
                    break;
                case RunKind.Place when run.Target is { } target:
                    Place(target);
                    break;
                default:
                    html.Text(run.Text);
                    break;
            }
        }
    }

    void Write(Block block)
    {
        switch (block)
        {
            case Heading heading:
                Write(heading);
                break;
            case Paragraph paragraph:
                html.Open("p", ("class", paragraph.IsNotice ? "notice" : null));
                Sentences(paragraph.Sentences);
                html.Close("p");
                break;
            case Finding finding:
                html.Open("div", ("class", "finding")).Open("p");
                Sentences([finding.Statement]);
                html.Close("p").Open("p", ("class", "small"));
                Say(finding.SmallPrint);
                html.Close("p").Close("div");
                break;
            case ItemList list:
                html.Open("ul");
                foreach (var item in list.Items)
                {
                    html.Open("li");
                    Sentences([item]);
                    html.Close("li").Line();
                }

                html.Close("ul");
                break;
            case OpenQuestion question:
                html.Open("div", ("class", "open")).Open("p").Open("strong");
                Say(question.Question);
                html.Close("strong");
                Places(question.Question);
                html.Text(" ");
                Sentences([question.Why]);
                html.Close("p").Close("div");
                break;
            case Grid grid:
                Write(grid);
                break;
            case Figure figure:
                Write(figure);
                break;
            case Beside beside:
                Write(beside);
                break;
            case ByteDump dump:
                Write(dump);
                break;
        }

        html.Line();
    }

    void Write(Heading heading)
    {
        current = heading.Anchor;
        var name = "h" + heading.Level.ToString(CultureInfo.InvariantCulture);
        html.Open(name, ("id", heading.Anchor.Length > 0 ? heading.Anchor : null));
        if (numbers.Next(heading.Level) is { Length: > 0 } number)
        {
            html.Element("span", number, ("class", "number")).Text(" ");
        }

        Say(heading.Text);
        html.Close(name);
    }

    void Sentences(IReadOnlyList<Sentence> sentences)
    {
        for (var i = 0; i < sentences.Count; i++)
        {
            if (i > 0)
            {
                html.Text(" ");
            }

            Say(sentences[i]);
            Places(sentences[i]);
        }
    }

    /// <summary>The places that carry a fact, the first few of them as links.</summary>
    void Places(Sentence sentence)
    {
        // Below the heading of an exchange each sentence rests on it.
        if (sentence is not Fact { Evidence.Ids: var ids } || (ids.Count == 1 && anchors.Find(ids[0]) is { Length: > 0 } shown && shown == current))
        {
            return;
        }

        html.Text(" ").Open("span", ("class", "evidence")).Text("[");
        for (var i = 0; i < Math.Min(ids.Count, MostPlaces); i++)
        {
            if (i > 0)
            {
                html.Text(", ");
            }

            Place(ids[i]);
        }

        html.Text(ids.Count > MostPlaces ? string.Create(CultureInfo.InvariantCulture, $" +{ids.Count - MostPlaces}]") : "]").Close("span");
    }

    void Place(EvidenceId id)
    {
        if (anchors.Find(id) is { } anchor)
        {
            html.Element("a", Phrasebook.Short(id), ("href", "#" + anchor));
        }
        else
        {
            html.Text(Phrasebook.Short(id));
        }
    }

    void Write(Grid grid)
    {
        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", book.Text(grid.Caption)));
        html.Open("table").Open("caption");
        Say(grid.Caption);
        html.Close("caption").Line().Open("thead").Open("tr");
        foreach (var column in grid.Columns)
        {
            html.Element("th", book.Text(column.Head), ("scope", "col"), ("class", column.IsNumber ? "n" : null));
        }

        html.Close("tr").Close("thead").Line().Open("tbody").Line();
        foreach (var row in grid.Rows)
        {
            html.Open("tr", ("id", row.Anchor.Length > 0 ? row.Anchor : null), ("class", RowClass(row)));
            for (var i = 0; i < row.Cells.Count; i++)
            {
                var name = i == 0 ? "th" : "td";
                html.Open(name, ("scope", i == 0 ? "row" : null), ("class", grid.Columns[i].IsNumber ? "n" : null));
                Say(row.Cells[i]);
                html.Close(name);
            }

            html.Close("tr").Line();
        }

        html.Close("tbody").Close("table").Close("div");
    }

    void Write(Figure figure)
    {
        figures++;
        html.Open("figure").Open("figcaption");
        Say(figure.Title);
        html.Close("figcaption").Line();
        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", book.Text(figure.Title)));
        new SvgDrawing(html, book).Write(figure, string.Create(CultureInfo.InvariantCulture, $"f-{figures}"));
        html.Close("div").Open("p");
        Sentences([figure.Description]);
        html.Close("p");
        Write(figure.Behind);
        html.Close("figure");
    }

    void Write(Beside beside)
    {
        html.Open("div", ("class", "beside")).Open("div");
        foreach (var block in beside.Left)
        {
            Write(block);
        }

        html.Close("div").Open("div", ("class", "bytes scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", book.Text(Phrases.BytesLabel)));
        foreach (var block in beside.Right)
        {
            Write(block);
        }

        html.Close("div").Close("div");
    }

    void Write(ByteDump dump)
    {
        html.Open("p", ("class", "small"));
        Say(dump.Caption);
        html.Close("p").Open("pre");
        foreach (var line in dump.Lines)
        {
            if (line.Omitted > 0)
            {
                html.Text(book.Text(FactForms.Omitted.Of(dump.Caption.Evidence, Parameter.Count(line.Omitted, Unit.Byte))) + "\n");
                continue;
            }

            html.Text(string.Create(CultureInfo.InvariantCulture, $"{line.Offset:x6}  "));
            Bytes(line, dump.Planted, b => string.Create(CultureInfo.InvariantCulture, $"{b:x2} "), "·· ");
            html.Text(new string(' ', 3 * (ByteLine.Width - line.Bytes.Length) + 1));
            Bytes(line, dump.Planted, b => b is >= 0x20 and < 0x7F ? ((char)b).ToString() : ".", "·");
            html.Text("\n");
        }

        html.Close("pre");
    }

    /// <summary>The bytes of a line, those with the same mark together.</summary>
    void Bytes(ByteLine line, IReadOnlySet<int> planted, Func<byte, string> show, string masked)
    {
        for (var from = 0; from < line.Bytes.Length;)
        {
            var mark = line.Marks[from];
            var to = from;
            while (to < line.Bytes.Length && line.Marks[to] == mark)
            {
                to++;
            }

            var text = string.Concat(line.Bytes[from..to].ToArray().Select(b => mark == ByteLine.Masked ? masked : show(b)));
            if (mark > 0)
            {
                html.Element(planted.Contains(mark) ? "mark" : "span", text, ("class", ReportStyle.Class(mark)));
            }
            else
            {
                html.Text(text);
            }

            from = to;
        }
    }

    static string? RowClass(GridRow row)
    {
        var names = new[] { row.IsPlanted ? "planted" : null, row.Mark > 0 ? ReportStyle.Class(row.Mark) : null }.OfType<string>().ToList();
        return names.Count > 0 ? string.Join(' ', names) : null;
    }
}
