using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Klikspaan.Bench.Generating;

/// <summary>Contents of the requests of apps; each may hold one planted value, in its event.</summary>
/// <param name="chance">What differs.</param>
/// <param name="filler">Words.</param>
/// <param name="clock">The time in the capture.</param>
/// <param name="writeEvent">Writes the members of an event; gives the pointer to the value in it.</param>
sealed class AppBodies(Chance chance, Filler filler, Clock clock, Func<Utf8JsonWriter, Filled?, string> writeEvent)
{
    static readonly Dictionary<string, string> None = [];
    IReadOnlyList<string> steps = [];

    /// <summary>The request of an app.</summary>
    public void Write(App app, Request request, Filled? slot)
    {
        for (var i = 0; i < request.Path.Count; i++)
        {
            request.Path[i] = Fill(request.Path[i]);
        }

        request.Query.AddRange((app.Query ?? None).Select(f => (f.Key, Fill(f.Value))));
        request.Headers.AddRange((app.Headers ?? None).Select(f => (f.Key, Fill(f.Value))));
        if (app.Type.Length == 0)
        {
            (request.Method, request.AnswerType, request.Answer) = ("GET", "image/gif", "");
            return;
        }

        steps = [];
        var bytes = app.IsForm
            ? Encoding.UTF8.GetBytes(string.Join('&', app.Fields.EnumerateObject().Select(f => $"{f.Name}={Uri.EscapeDataString(Field(f.Name, f.Value.GetString()!, slot))}")))
            : Filler.Object(json => Members(json, app.Fields, "", slot));
        request.Content = new(app.Type, bytes, slot is null ? [] : [.. steps, .. slot.Steps]);
    }

    string Field(string name, string value, Filled? slot)
    {
        if (value != "{event}")
        {
            return Fill(value);
        }

        var pointer = "";
        var text = Encoding.UTF8.GetString(Filler.Object(json => pointer = writeEvent(json, slot)));
        steps = ["form " + name, "json " + pointer];
        return text;
    }

    void Members(Utf8JsonWriter json, JsonElement members, string path, Filled? slot)
    {
        foreach (var member in members.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            Value(json, member.Value, $"{path}/{member.Name}", slot);
        }
    }

    void Value(Utf8JsonWriter json, JsonElement value, string path, Filled? slot)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                Members(json, value, path, slot);
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var (index, element) in value.EnumerateArray().Index())
                {
                    Value(json, element, string.Create(CultureInfo.InvariantCulture, $"{path}/{index}"), slot);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String when value.GetString() == "{event}":
                json.WriteStartObject();
                steps = ["json " + path + writeEvent(json, slot)];
                json.WriteEndObject();
                break;
            case JsonValueKind.String when value.GetString() == "{events}":
                var pointer = "";
                var text = Encoding.UTF8.GetString(Filler.Object(inner => pointer = writeEvent(inner, slot)));
                json.WriteStringValue($"[{text}]");
                steps = ["json " + path, "json /0" + pointer];
                break;
            case JsonValueKind.String:
                json.WriteStringValue(Fill(value.GetString()!));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    string Fill(string text) => !text.Contains('{', StringComparison.Ordinal) ? text : text
        .Replace("{guid}", chance.Guid(), StringComparison.Ordinal)
        .Replace("{hex}", chance.Hex(32), StringComparison.Ordinal)
        .Replace("{digits}", chance.Between(10_000, 99_999).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{word}", filler.Word(), StringComparison.Ordinal)
        .Replace("{time}", clock.Next(), StringComparison.Ordinal);
}
