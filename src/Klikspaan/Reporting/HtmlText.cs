using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Klikspaan.Reporting;

/// <summary>Writes elements; all text and every attribute is escaped here and nowhere else.</summary>
sealed class HtmlText(TextWriter output)
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Opens an element; an attribute without a value is left out, one with an empty value stands alone.</summary>
    public HtmlText Open(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        output.Write('<');
        output.Write(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is null)
            {
                continue;
            }

            output.Write(' ');
            output.Write(attribute);
            output.Write("=\"");
            Encoder.Encode(output, value);
            output.Write('"');
        }

        output.Write('>');
        return this;
    }

    /// <summary>Closes an element.</summary>
    public HtmlText Close(string name)
    {
        output.Write("</");
        output.Write(name);
        output.Write('>');
        return this;
    }

    /// <summary>Ends a line; only where white space means nothing.</summary>
    public HtmlText Line()
    {
        output.Write('\n');
        return this;
    }

    /// <summary>Text.</summary>
    public HtmlText Text(string text)
    {
        Encoder.Encode(output, text);
        return this;
    }

    /// <summary>An element that holds nothing but text.</summary>
    public HtmlText Element(string name, string text, params ReadOnlySpan<(string Name, string? Value)> attributes) => Open(name, attributes).Text(text).Close(name);

    /// <summary>A number as an attribute takes it.</summary>
    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
