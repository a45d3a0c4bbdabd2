using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Klikspaan.Reporting;

/// <summary>
/// The style of a report in HTML. A value and its bytes carry one class, so that following a link to the value marks its bytes
/// beside it, without a script.
/// </summary>
static class ReportStyle
{
    const int MostMarks = 2_000;
    static readonly string Sheet = Read();

    /// <summary>The class of the values and bytes with this mark.</summary>
    public static string Class(int mark) => string.Create(CultureInfo.InvariantCulture, $"i{mark}");

    /// <summary>The style for marks up to <paramref name="marks"/>.</summary>
    public static string Of(int marks)
    {
        var style = new StringBuilder(Sheet);
        for (var mark = 1; mark <= Math.Min(marks, MostMarks); mark++)
        {
            style.Append(CultureInfo.InvariantCulture, $".beside:has(tr.i{mark}:target) pre .i{mark}{(mark == Math.Min(marks, MostMarks) ? "{background:var(--target);color:var(--target-ink)}" : ",")}\n");
        }

        return style.ToString();
    }

    /// <summary>What a browser may do with the file: show it with this style, and nothing else.</summary>
    public static string Policy(string style) =>
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; base-uri 'none'; form-action 'none'";

    static string Read()
    {
        using var stream = typeof(ReportStyle).Assembly.GetManifestResourceStream("report.css")!;
        return new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
    }
}
