using System.Text;
using System.Text.Json;
using Klikspaan.Classifying;
using Klikspaan.Importing;
using Klikspaan.Knowledge;

namespace Klikspaan;

/// <summary>
/// A capture of our own in which a control value stands in every form that is searched for: it goes the way of each other capture, and shows whether the search
/// finds on this machine, with these bounds and this knowledge, what it says that it looks for.
/// </summary>
public static class ControlRequest
{
    const string Label = "control";

    // With characters that each encoding writes otherwise, and long enough that no digest of it is a word.
    static readonly PlantedValue Value = new(Label, "Contrôle/Waarde <7f3a91>", "text");

    /// <summary>Reads the control requests.</summary>
    /// <param name="knowledge">The facts in use.</param>
    /// <param name="limits">The bounds in use.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<ControlResult> RunAsync(KnowledgeBase knowledge, Limits limits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(limits);
        var planted = Planted().ToList();
        var found = new HashSet<int>();
        var har = Har(planted);
        var reader = CaptureReaders.Recognise(har.AsSpan(0, CaptureReaders.HeadBytes))!;
        await foreach (var observation in new Pipeline(knowledge, [Value], limits, 1).ReadAsync(new MemoryStream(har), reader, "", cancellation).ConfigureAwait(false))
        {
            found.UnionWith(observation.Hits.Where(h => planted[observation.Number - 1].IsIt(h)).Select(h => observation.Number));
        }

        return new(found.Count, planted.Count, [.. planted.Where((_, i) => !found.Contains(i + 1)).Select(p => p.Form).Distinct()]);
    }

    /// <summary>The forms, each in a request of its own: as text in JSON where it is text, else as bytes in a message of protobuf.</summary>
    static IEnumerable<Sent> Planted()
    {
        var bytes = Encoding.UTF8.GetBytes(Value.Value);
        foreach (var form in PlantedForms.Plain)
        {
            foreach (var pattern in form.Encode(bytes))
            {
                yield return new(form.Name, [.. pattern.Before.Digit, .. pattern.Bytes, .. pattern.After.Digit], IsDigest: false);
            }
        }

        foreach (var (name, of, digest) in new PlantedDigests().Of(bytes))
        {
            var form = of.Length > 0 ? WrittenForm.Nested(name, of) : name;
            var hex = Convert.ToHexStringLower(digest);
            yield return new(form, Encoding.ASCII.GetBytes(hex), IsDigest: true);
            if (digest.Length < 16)
            {
                continue;
            }

            foreach (var cut in (int[])[8, 12, 16])
            {
                yield return new(WrittenForm.CutTo(form, cut), Encoding.ASCII.GetBytes(hex[..cut]), IsDigest: true);
            }

            yield return new(form + WrittenForm.Writings[0].Mark, Encoding.ASCII.GetBytes(Convert.ToBase64String(digest)), IsDigest: true);
            yield return new(form + WrittenForm.Writings[1].Mark, digest, IsDigest: true);
        }
    }

    static byte[] Har(List<Sent> planted)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("log");
            json.WriteString("version", "1.2");
            json.WriteStartObject("creator");
            json.WriteString("name", "klikspaan control");
            json.WriteString("version", "1");
            json.WriteEndObject();
            json.WriteStartArray("entries");
            foreach (var sent in planted)
            {
                sent.Write(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <param name="Form">The form, as tables name it.</param>
    /// <param name="Bytes">The value in that form.</param>
    /// <param name="IsDigest">Whether it must be found under that very name: text can be opened, and the value then be found as it was planted.</param>
    sealed record Sent(string Form, byte[] Bytes, bool IsDigest)
    {
        public bool IsIt(PlantedHit hit) => hit.Label == Label && (!IsDigest || hit.Form == Form);

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("startedDateTime", "2026-01-01T00:00:00Z");
            json.WriteStartObject("request");
            json.WriteString("method", "POST");
            json.WriteString("url", "https://control.invalid/");
            json.WriteStartArray("headers");
            json.WriteEndArray();
            json.WriteStartObject("postData");
            json.WriteString("mimeType", "application/octet-stream");
            json.WriteString("encoding", "base64");
            json.WriteString("text", Convert.ToBase64String(Content()));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("response");
            json.WriteNumber("status", 200);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        byte[] Content()
        {
            const byte Text = 0x0A, Payload = 0x12;
            var isText = System.Text.Unicode.Utf8.IsValid(Bytes) && !Bytes.Any(b => b < ' ');
            return isText ? Encoding.UTF8.GetBytes($"{{\"form\":\"{JsonEncodedText.Encode(Bytes)}\"}}")
                : [Text, (byte)Form.Length, .. Encoding.ASCII.GetBytes(Form), Payload, (byte)Bytes.Length, .. Bytes];
        }
    }
}

/// <summary>What came of the control requests.</summary>
/// <param name="Found">How many forms were found.</param>
/// <param name="All">How many there are.</param>
/// <param name="Missed">Names of those that were not found.</param>
public sealed record ControlResult(int Found, int All, IReadOnlyList<string> Missed)
{
    /// <summary>Whether all were found.</summary>
    public bool IsWhole => Found == All;
}
