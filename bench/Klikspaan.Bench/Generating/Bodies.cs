using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Klikspaan.Bench.Generating;

/// <summary>Contents of requests as telemetry sends them; each may hold one planted value.</summary>
sealed class Bodies(Filler filler, Chance chance, Clock clock)
{
    /// <summary>How many kinds of events there are.</summary>
    const int Kinds = 400;

    /// <summary>A line of JSON an event.</summary>
    public Body Lines(Filled? slot)
    {
        var (count, steps) = (chance.Between(3, 14), (IReadOnlyList<string>)[]);
        var at = chance.Below(count);
        using var stream = new MemoryStream();
        for (var i = 0; i < count; i++)
        {
            var pointer = "";
            stream.Write(Filler.Object(json => pointer = Event(json, chance.Between(14, 36), i == at ? slot : null)));
            stream.WriteByte((byte)'\n');
            steps = i == at && slot is not null ? [$"line {i}", "json " + pointer, .. slot.Steps] : steps;
        }

        return new("application/x-json-stream", stream.ToArray(), steps);
    }

    /// <summary>A list of events in one document.</summary>
    public Body List(Filled? slot)
    {
        var (count, steps) = (chance.Between(2, 9), (IReadOnlyList<string>)[]);
        var at = chance.Below(count);
        var bytes = Filler.Object(json =>
        {
            json.WriteString("installation", chance.Guid());
            json.WriteStartArray("items");
            for (var i = 0; i < count; i++)
            {
                json.WriteStartObject();
                var pointer = Event(json, chance.Between(10, 30), i == at ? slot : null);
                json.WriteEndObject();
                steps = i == at && slot is not null ? [$"json /items/{i}{pointer}", .. slot.Steps] : steps;
            }

            json.WriteEndArray();
        });
        return new("application/json", bytes, steps);
    }

    /// <summary>A head, a line that says what follows, and the event.</summary>
    public Body Envelope(Filled? slot)
    {
        var head = Filler.Object(json => json.WriteString("sent_at", clock.Next()));
        var pointer = "";
        var report = Filler.Object(json => pointer = Event(json, chance.Between(30, 90), slot));
        byte[] bytes = [.. head, (byte)'\n', .. "{\"type\":\"event\"}\n"u8, .. report];
        return new("text/plain;charset=UTF-8", bytes, slot is null ? [] : ["line 2", "json " + pointer, .. slot.Steps]);
    }

    /// <summary>Fields of a form, one of them JSON.</summary>
    public Body Form(Filled? slot)
    {
        var pointer = "";
        var payload = Filler.Object(json => pointer = Event(json, chance.Between(8, 25), slot));
        var text = $"app={filler.Word()}&v=3.{chance.Below(90)}&session={chance.Guid()}&payload={Uri.EscapeDataString(Encoding.UTF8.GetString(payload))}&end=1";
        return new("application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(text), slot is null ? [] : ["form payload", "json " + pointer, .. slot.Steps]);
    }

    /// <summary>A text field, a file of JSON, and more.</summary>
    public Body Multipart(Filled? slot)
    {
        var (boundary, pointer) = ("----WebKitFormBoundary" + chance.Hex(16), "");
        var json = Encoding.UTF8.GetString(Filler.Object(j => pointer = Event(j, chance.Between(10, 40), slot)));
        var text = $"--{boundary}\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n{filler.Sentence(9)}\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"events\"; filename=\"events.json\"\r\nContent-Type: application/json\r\n\r\n{json}\r\n--{boundary}--\r\n";
        return new($"multipart/form-data; boundary={boundary}", Encoding.UTF8.GetBytes(text), slot is null ? [] : ["multipart events", "json " + pointer, .. slot.Steps]);
    }

    /// <summary>Protocol buffers, a message in a message.</summary>
    public Body Protobuf(Filled? slot)
    {
        var value = slot?.Binary ?? Encoding.UTF8.GetBytes(slot?.Text ?? filler.Word());
        byte[] inner = [.. Protobufs.Number(1, chance.Below(100_000)), .. Protobufs.Bytes(2, value), .. Protobufs.Text(3, chance.Guid())];
        byte[] bytes = [.. Protobufs.Text(1, filler.Word() + ".v2"), .. Protobufs.Bytes(2, inner)];
        for (var i = chance.Between(20, 120); i > 0; i--)
        {
            bytes = [.. bytes, .. Protobufs.Bytes(4, [.. Protobufs.Text(1, filler.Sentence(3)), .. Protobufs.Number(2, chance.Below(9_000_000))])];
        }

        return new("application/x-protobuf", bytes, slot is null ? [] : ["protobuf 2", "protobuf 2", .. slot.Steps]) { IsBinary = true };
    }

    /// <summary>The same content, compressed.</summary>
    public static Body Compressed(Body body) => body with { Bytes = Gzip(body.Bytes), IsBinary = true, Encoding = "gzip", Steps = body.Steps.Count == 0 ? [] : ["gzip", .. body.Steps] };

    public static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary>Writes the members of an event as an app sends it; gives the pointer to the value.</summary>
    public string AppEvent(Utf8JsonWriter json, Filled? slot) => Event(json, chance.Between(8, 16), slot);

    string Event(Utf8JsonWriter json, int fields, Filled? slot)
    {
        var kind = chance.Below(Kinds);
        json.WriteString("name", string.Create(CultureInfo.InvariantCulture, $"{filler.Word()}.{filler.Word()}.{kind}"));
        json.WriteString("time", clock.Next());
        json.WriteString("key", "o:" + chance.Hex(32));
        json.WriteStartObject("device");
        json.WriteString("id", "s:" + chance.Guid());
        json.WriteString("class", "desktop");
        json.WriteEndObject();
        json.WriteStartObject("data");
        var pointer = filler.Fields(json, kind, fields, slot);
        json.WriteEndObject();
        return "/data" + pointer;
    }
}
