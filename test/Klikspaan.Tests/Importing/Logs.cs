using System.Text;
using System.Text.Json;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>Logs made by hand (synthetic: no program wrote them), and what the reader makes of them as lines of text.</summary>
static class Logs
{
    /// <summary>A log of Zeek as columns, as it writes them: with a head and an end.</summary>
    public static byte[] Columns(string path, string[] columns, params string?[][] rows) => Encode.Utf8(
        "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t" + path + "\n#open\t2026-01-02-03-04-05\n#fields\t" + string.Join('\t', columns)
        + "\n#types\t" + string.Join('\t', columns.Select(_ => "string")) + "\n"
        + string.Concat(rows.Select(r => string.Join('\t', r.Select(Cell)) + "\n")) + "#close\t2026-01-02-03-05-05\n");

    /// <summary>The same rows as lines of JSON: what is not set is not there, and numbers are numbers.</summary>
    public static byte[] Json(string[] columns, params string?[][] rows) => Encode.Utf8(string.Concat(rows.Select(r =>
        "{" + string.Join(',', columns.Zip(r).Where(c => c.Second is not null).Select(c => $"{JsonSerializer.Serialize(c.First)}:{Value(c.First, c.Second!)}")) + "}\n")));

    /// <summary>What the only reader that recognises it makes of a log; every excerpt is cut from the file and compared.</summary>
    public static Task<List<string>> ReadAsync(string log, Limits? limits = null) => ReadAsync(Encode.Utf8(log), limits);

    /// <summary>What the only reader that recognises it makes of a log.</summary>
    public static Task<List<string>> ReadAsync(byte[] log, Limits? limits = null, ICaptureReader? reader = null) =>
        Hars.ReadAsync(new MemoryStream(log), log, limits, reader ?? Assert.IsType<LogReader>(CaptureReaders.Recognise(log)));

    /// <summary>A line without the steps behind it, so that what two formats say can be compared.</summary>
    public static IEnumerable<string> WithoutSteps(this IEnumerable<string> lines) => lines.Select(l => l.Split(" |")[0]);

    /// <summary>The reader of a format.</summary>
    public static ICaptureReader Of(string format) => CaptureReaders.Find(format)!;

    static string Cell(string? value) => value switch
    {
        null => "-",
        "" => "(empty)",
        "-" => "\\x2d",
        _ => Encoding.UTF8.GetString(Encode.HexEscapes(Encode.Utf8(value))),
    };

    static string Value(string column, string value) =>
        column is "ts" or "id.orig_p" or "id.resp_p" or "resp_bytes" or "trans_depth" or "trans_id" or "status_code" or "response_body_len" ? value
        : value is "T" or "F" ? (value == "T" ? "true" : "false")
        : JsonSerializer.Serialize(value);
}
