using System.Text;

namespace Klikspaan.Importing;

/// <summary>The line with the names of the columns.</summary>
/// <param name="Columns">The names, in order.</param>
/// <param name="Separator">What stands between fields: a comma, a semicolon or a tab.</param>
/// <param name="Kind">What the lines below it are records of; null when that is not known.</param>
sealed record CsvHead(IReadOnlyList<string> Columns, byte Separator, RecordKind? Kind)
{
    /// <summary>Reads the line, which may begin with a byte order mark.</summary>
    public static CsvHead Read(ReadOnlyMemory<byte> line)
    {
        line = line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
        var separator = ",;\t"u8.ToArray().MaxBy(s => line.Span.Count(s));
        List<string> columns = [.. CsvField.Of(line.Span, separator, out _).Select(f => Encoding.UTF8.GetString(f.Text(line).Span).Trim())];
        return new(columns, separator, RecordKind.Find(RecordKind.Columns, columns));
    }

    /// <summary>Whether a line stands above the names: PowerShell writes there of what type the records were.</summary>
    public static bool IsAbove(ReadOnlySpan<byte> line) => (line.StartsWith("\uFEFF"u8) ? line[3..] : line).StartsWith("#TYPE "u8);
}
