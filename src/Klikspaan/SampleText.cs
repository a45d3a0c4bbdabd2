using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Klikspaan;

/// <summary>Writes what a sample says as YAML, so that a person can check a protocol file line by line.</summary>
static class SampleText
{
    public static void Append(StringBuilder text, Observation observation)
    {
        if (observation.Exchange is not { } exchange || observation.Decoded is not { } decoded)
        {
            Problems(text, observation);
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"- exchange: {exchange.Number}\n");
        text.Append(CultureInfo.InvariantCulture, $"  request: {Quote($"{exchange.Method} {exchange.Host}{exchange.Path}")}\n");
        text.Append(CultureInfo.InvariantCulture, $"  protocol: {Quote(decoded.Protocol)}\n");
        text.Append(decoded.Events.Count > 0 ? "  events:\n" : "  events: []\n");
        foreach (var telemetryEvent in decoded.Events)
        {
            text.Append(CultureInfo.InvariantCulture, $"    - name: {Quote(telemetryEvent.Name)}\n");
            Field(text, "time", telemetryEvent.Time);
            Field(text, "account", observation.ShowAccountKey(telemetryEvent, reveal: false));
        }

        text.Append("  items:\n");
        for (var i = 0; i < decoded.Items.Count; i++)
        {
            Item(text, decoded.Items[i], observation.Classifications[i]);
        }

        Problems(text, observation);
    }

    static void Item(StringBuilder text, DataItem item, Classification classification)
    {
        if (item.IsOpened || (item.Part is MessagePart.Path && item.Mapping is null))
        {
            return;
        }

        var number = item.Event is null ? "" : string.Create(CultureInfo.InvariantCulture, $" event {item.Event.Number}");
        var path = $"{item.Part.Name()}:{item.Path}";
        text.Append(CultureInfo.InvariantCulture, $"    - {Quote(path)}: {Quote(Masking.Show(item, classification, reveal: false))}  # {classification.Category}{number}{(item.IsOpaque ? ", not opened" : "")}\n");
    }

    static void Problems(StringBuilder text, Observation observation)
    {
        foreach (var problem in observation.Problems)
        {
            text.Append(CultureInfo.InvariantCulture, $"  problem: {Quote(problem.ToString())}\n");
        }
    }

    static void Field(StringBuilder text, string name, string value)
    {
        if (value.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"      {name}: {Quote(value)}\n");
        }
    }

    /// <summary>As a JSON string; characters that steer the direction of text are escaped, for people read these files.</summary>
    static string Quote(string value)
    {
        var json = JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        return $"\"{string.Concat(json.Select(c => char.GetUnicodeCategory(c) is UnicodeCategory.Format ? $"\\u{(int)c:x4}" : c.ToString()))}\"";
    }
}
