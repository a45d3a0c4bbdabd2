using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Klikspaan.Reporting;

/// <summary>Writes the tree as JSON: every fact with its key and the places that carry it. Keys are only ever added to.</summary>
sealed class JsonReportWriter : IReportWriter
{
    /// <inheritdoc/>
    public string Format => "json";

    /// <inheritdoc/>
    public void Write(Report report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteString("language", report.Language);
            Write(json, "title", report, report.Title);
            Write(json, "blocks", report, report.Blocks);
            json.WriteEndObject();
        }

        Escape(Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)), output);
        output.Write('\n');
    }

    /// <summary>A locator is given as it is, to be looked up; what in it would turn or hide text is escaped, which a reader of JSON undoes.</summary>
    static void Escape(string json, TextWriter output)
    {
        var from = 0;
        var at = 0;
        foreach (var rune in json.EnumerateRunes())
        {
            if (rune.Value != '\n' && !VisibleText.IsSafe(rune))
            {
                output.Write(json.AsSpan(from, at - from));
                from = at + rune.Utf16SequenceLength;
                foreach (var unit in json.AsSpan(at, rune.Utf16SequenceLength))
                {
                    output.Write(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}"));
                }
            }

            at += rune.Utf16SequenceLength;
        }

        output.Write(json.AsSpan(from));
    }

    static void Write(Utf8JsonWriter json, string name, Report report, IReadOnlyList<Block> blocks)
    {
        json.WriteStartArray(name);
        foreach (var block in blocks)
        {
            json.WriteStartObject();
            Write(json, report, block);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, Report report, Block block)
    {
        switch (block)
        {
            case Heading heading:
                json.WriteString("block", "heading");
                json.WriteNumber("level", heading.Level);
                json.WriteString("anchor", heading.Anchor);
                Write(json, "text", report, heading.Text);
                break;
            case Paragraph paragraph:
                json.WriteString("block", "paragraph");
                Write(json, "sentences", report, paragraph.Sentences);
                break;
            case Finding finding:
                json.WriteString("block", "finding");
                Write(json, "statement", report, finding.Statement);
                Write(json, "small_print", report, finding.SmallPrint);
                break;
            case ItemList list:
                json.WriteString("block", "list");
                Write(json, "items", report, list.Items);
                break;
            case OpenQuestion question:
                json.WriteString("block", "open_question");
                Write(json, "question", report, question.Question);
                Write(json, "why", report, question.Why);
                break;
            case Grid grid:
                json.WriteString("block", "table");
                Write(json, report, grid);
                break;
            case Figure figure:
                json.WriteString("block", "figure");
                Write(json, "title", report, figure.Title);
                Write(json, "description", report, figure.Description);
                json.WriteStartObject("table");
                Write(json, report, figure.Behind);
                json.WriteEndObject();
                break;
            case Beside beside:
                json.WriteString("block", "beside");
                Write(json, "left", report, beside.Left);
                Write(json, "right", report, beside.Right);
                break;
            case ByteDump dump:
                json.WriteString("block", "bytes");
                Write(json, report, dump);
                break;
        }
    }

    static void Write(Utf8JsonWriter json, Report report, Grid grid)
    {
        Write(json, "caption", report, grid.Caption);
        json.WriteStartArray("columns");
        foreach (var column in grid.Columns)
        {
            json.WriteStringValue(report.Book.Text(column.Head));
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in grid.Rows)
        {
            json.WriteStartObject();
            json.WriteString("anchor", row.Anchor);
            Write(json, "cells", report, row.Cells);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, Report report, ByteDump dump)
    {
        Write(json, "caption", report, dump.Caption);
        json.WriteStartArray("lines");
        foreach (var line in dump.Lines)
        {
            json.WriteStartObject();
            json.WriteNumber("offset", line.Offset);
            if (line.Omitted > 0)
            {
                json.WriteNumber("omitted", line.Omitted);
            }
            else
            {
                json.WriteString("hex", string.Concat(line.Bytes.ToArray().Select((b, i) => line.Marks[i] == ByteLine.Masked ? "··" : Convert.ToHexStringLower([b]))));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, string name, Report report, IReadOnlyList<Sentence> sentences)
    {
        json.WriteStartArray(name);
        foreach (var sentence in sentences)
        {
            json.WriteStartObject();
            Fields(json, report, sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, string name, Report report, Sentence sentence)
    {
        json.WriteStartObject(name);
        Fields(json, report, sentence);
        json.WriteEndObject();
    }

    static void Fields(Utf8JsonWriter json, Report report, Sentence sentence)
    {
        json.WriteString("text", report.Book.Text(sentence));
        if (sentence is not Fact fact)
        {
            return;
        }

        json.WriteString("key", fact.Form.Key);
        json.WriteStartArray("evidence");
        foreach (var id in fact.Evidence.Ids)
        {
            json.WriteStringValue(id.ToString());
        }

        json.WriteEndArray();
    }
}
