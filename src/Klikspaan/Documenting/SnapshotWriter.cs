using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Klikspaan.Documenting;

/// <summary>Writes a snapshot as YAML: a head, what could not be read, and the list with a line for each event and field, each of them JSON, so that versions compare well.</summary>
public static class SnapshotWriter
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    public static void Write(Stream stream, SnapshotHead head, DocumentationDraft draft)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(draft);
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("# A vendor's own list of events and fields, as 'klikspaan documentation import' read it. The head may be edited; the lines below 'list' stay as they are.");
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"documentation: {SnapshotHead.CurrentVersion}"));
        foreach (var (key, value) in (IEnumerable<(string, string)>)[
            ("vendor", head.Vendor), ("product", head.Product), ("edition", head.Edition), ("date", head.Day), ("level", head.Level), ("title", head.Title), ("url", head.Url), ("file", head.File),
            ("sha256", head.Sha256), ("bytes", head.Bytes.ToString(CultureInfo.InvariantCulture)), ("form", head.Form), ("imported_at", head.ImportedAt), ("tool", head.Tool)])
        {
            text.WriteLine($"{key}: {Json(value)}");
        }

        text.WriteLine($"protocols: [{string.Join(", ", head.Protocols.Select(Json))}]");
        var counts = Count(draft);
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"counts: {{\"events\": {counts.Events}, \"common\": {counts.Common}, \"fields\": {counts.Fields}, \"unread\": {counts.Unread}, \"texts\": {counts.Texts}}}"));
        text.WriteLine(draft.Unread.Count == 0 ? "unread: []" : "unread:");
        foreach (var unread in draft.Unread)
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  - {{\"line\": {unread.Line}, \"message\": {Json(unread.Message)}}}"));
        }

        text.WriteLine(draft.Events.Count == 0 ? "list: []" : "list:");
        foreach (var one in draft.Events)
        {
            Write(text, one);
        }
    }

    /// <summary>How much a draft holds.</summary>
    public static SnapshotCounts Count(DocumentationDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return new(draft.Events.Count(e => !e.IsCommon), draft.Events.Count(e => e.IsCommon), draft.Fields, draft.Unread.Count + draft.UnreadMore, draft.Texts);
    }

    static void Write(StreamWriter text, DocumentedEvent one)
    {
        text.Write($"  - {Line(one.IsCommon ? "common" : "event", one.Name, one.Line, [("section", one.Section), ("level", one.Level), ("purpose", one.Purpose), ("description", one.Description)], [])[..^1]}, \"fields\": [");
        text.WriteLine(one.Fields.Count == 0 ? "]}" : "");
        for (var i = 0; i < one.Fields.Count; i++)
        {
            var field = one.Fields[i];
            text.WriteLine($"    {Line("field", field.Name, field.Line, [("purpose", field.Purpose), ("description", field.Description)], [("says", field.Says), ("values", field.Values)])}{(i + 1 < one.Fields.Count ? "," : "]}")}");
        }
    }

    static string Line(string kind, string name, long line, IEnumerable<(string Key, string Text)> texts, IEnumerable<(string Key, IReadOnlyList<string> Texts)> lists)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString(kind, name);
            json.WriteNumber("line", line);
            foreach (var (key, value) in texts.Where(t => t.Text.Length > 0))
            {
                json.WriteString(key, value);
            }

            foreach (var (key, values) in lists.Where(l => l.Texts.Count > 0))
            {
                json.WriteStartArray(key);
                foreach (var value in values)
                {
                    json.WriteStringValue(value);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    static string Json(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
