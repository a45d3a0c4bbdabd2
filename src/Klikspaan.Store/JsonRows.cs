using System.Text.Encodings.Web;
using System.Text.Json;

namespace Klikspaan.Store;

/// <summary>Writes rows as JSON objects.</summary>
public static class JsonRows
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One row as a JSON object, in one line.</summary>
    public static string Write(IReadOnlyList<Column> columns, IReadOnlyList<object?> row)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(row);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            for (var i = 0; i < columns.Count; i++)
            {
                json.WritePropertyName(columns[i].Name);
                Value(json, row[i]);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The JSON Schema (2020-12) of what <c>show --format json</c> prints for a table.</summary>
    public static string Schema(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Schema(table.Columns, $"klikspaan show {table.Name}", table.About);
    }

    /// <summary>The JSON Schema (2020-12) of rows with these columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="command">The command that prints them.</param>
    /// <param name="about">What they show, in one sentence.</param>
    public static string Schema(IReadOnlyList<Column> columns, string command, string about)
    {
        ArgumentNullException.ThrowIfNull(columns);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options with { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", $"{command}, version 1");
            json.WriteString("description", about);
            json.WriteString("type", "array");
            json.WriteStartObject("items");
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            foreach (var column in columns)
            {
                Property(json, column);
            }

            json.WriteEndObject();
            json.WriteStartArray("required");
            foreach (var column in columns)
            {
                json.WriteStringValue(column.Name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    static void Property(Utf8JsonWriter json, Column column)
    {
        json.WriteStartObject(column.Name);
        json.WriteString("description", column.About);
        switch (column.Type)
        {
            case ColumnType.Number:
                json.WriteStartArray("type");
                json.WriteStringValue("integer");
                json.WriteStringValue("null");
                json.WriteEndArray();
                break;
            case ColumnType.Texts:
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                json.WriteString("type", "string");
                json.WriteEndObject();
                break;
            default:
                json.WriteString("type", "string");
                break;
        }

        json.WriteEndObject();
    }

    static void Value(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case IEnumerable<string> texts:
                json.WriteStartArray();
                foreach (var text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"a row holds a {value.GetType()}", nameof(value));
        }
    }
}
