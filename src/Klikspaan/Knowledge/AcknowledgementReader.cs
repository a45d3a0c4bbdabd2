using System.Globalization;
using System.Text.Json;

namespace Klikspaan.Knowledge;

/// <summary>Reads <c>acknowledge</c> in a protocol file: the answers of the sinkhole.</summary>
static class AcknowledgementReader
{
    /// <summary>Reads all; where one names no host or path, those of the file's own endpoints count.</summary>
    public static List<Acknowledgement> Read(YamlMap map, string id, IReadOnlyList<ProtocolEndpoint> own, IReadOnlyList<Source> sources) =>
        [.. map.Maps("acknowledge").Select(m => One(m, id, own, sources))];

    static Acknowledgement One(YamlMap map, string id, IReadOnlyList<ProtocolEndpoint> own, IReadOnlyList<Source> sources)
    {
        var acknowledgement = new Acknowledgement(
            Endpoints(map, own),
            [.. map.Texts("content_type").Select(t => t.ToLowerInvariant())],
            Status(map),
            [.. map.Maps("fields").Select(Field)],
            Body(map),
            $"protocols/{id}#{Source.ReadReference(map, sources, required: true)}");
        CheckBody(map, acknowledgement);
        map.Done();
        return acknowledgement;
    }

    static IReadOnlyList<ProtocolEndpoint> Endpoints(YamlMap map, IReadOnlyList<ProtocolEndpoint> own)
    {
        var hosts = map.Texts("host");
        var methods = map.Texts("method");
        var paths = map.Texts("path").Select(p => ProtocolReader.Pattern(map, "path", p == "/" ? "" : p, part: false)).ToList();
        if (hosts.Count > 0 && paths.Count == 0)
        {
            map.Report("host", "an answer for a host of its own needs 'path'");
        }

        return [.. (hosts.Count > 0 ? [new(hosts, paths, methods)] : own)
            .Select(e => new ProtocolEndpoint(e.Hosts, paths.Count > 0 ? paths : e.Paths, methods.Count > 0 ? methods : e.Methods))];
    }

    static int Status(YamlMap map)
    {
        var text = map.Required("status");
        var status = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (text.Length > 0 && AnswerFields.Refuse(status) is { } refusal)
        {
            map.Report("status", refusal);
        }

        return status;
    }

    static KeyValuePair<string, string> Field(YamlMap map)
    {
        var field = KeyValuePair.Create(map.Required("name"), map.Required("value"));
        if (AnswerFields.Refuse(field.Key, field.Value) is { } refusal)
        {
            map.Report("name", refusal);
        }

        map.Done();
        return field;
    }

    static string Body(YamlMap map)
    {
        var body = map.Optional("body");
        if (body.Length > AcknowledgementBody.Longest)
        {
            map.Report("body", $"'body' must have at most {AcknowledgementBody.Longest} characters");
        }

        foreach (var name in AcknowledgementBody.Unknown(body))
        {
            map.Report("body", $"'{{{name}}}' is not a value that an answer can hold; known are {string.Join(", ", AcknowledgementBody.Names.Select(n => $"{{{n}}}"))}");
        }

        return body;
    }

    static void CheckBody(YamlMap map, Acknowledgement acknowledgement)
    {
        var type = acknowledgement.Fields.FirstOrDefault(f => f.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value;
        if (acknowledgement.Body.Length > 0 && (type is null || acknowledgement.Status == 204))
        {
            map.Report("body", type is null ? "a 'body' needs a field 'content-type'" : "an answer with status 204 has no 'body'");
        }
        else if (type?.Contains("json", StringComparison.OrdinalIgnoreCase) == true && !IsJson(AcknowledgementBody.Fill(acknowledgement.Body, _ => "0")))
        {
            map.Report("body", "by its 'content-type' the 'body' must be JSON");
        }
    }

    static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
