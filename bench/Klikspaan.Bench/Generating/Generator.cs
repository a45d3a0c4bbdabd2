using System.Text.Encodings.Web;
using System.Text.Json;

namespace Klikspaan.Bench.Generating;

/// <summary>Writes an HTTP Archive of a wanted size, and what was planted in it.</summary>
sealed class Generator(long bytes, ulong seed)
{
    static readonly JsonWriterOptions Indented = new()
    {
        Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true,
    };

    readonly Chance chance = new(seed);

    /// <summary>How many entries were written.</summary>
    public int Entries { get; private set; }

    /// <summary>Writes the archive, the truth, the near misses, and what is known by its shape.</summary>
    public void Write(Stream archive, TextWriter truth, TextWriter near, TextWriter shapes)
    {
        var requests = new Requests(chance);
        var planter = new Planter(chance);
        using var json = new Utf8JsonWriter(archive, Indented);
        var entry = new Entry(json, chance, requests.Clock);
        Begin(json);
        while (json.BytesCommitted < bytes)
        {
            var seed = planter.Next();
            var (request, place, steps) = requests.Make(seed);
            var (start, end) = Put(json, entry, request);
            Entries++;
            if (seed is not null)
            {
                var row = new TruthRow(Entries, seed.Label, seed.Form, place, steps, seed.Literal, start, end);
                (seed.IsShape ? shapes : seed.IsNear ? near : truth).Write(JsonSerializer.Serialize(row, Filler.Relaxed) + "\n");
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        archive.WriteByte((byte)'\n');
    }

    /// <summary>Writes the entry; gives its bytes, from brace to brace.</summary>
    (long Start, long End) Put(Utf8JsonWriter json, Entry entry, Request request)
    {
        json.Flush();
        var before = json.BytesCommitted;
        entry.Write(request);
        json.Flush();

        // The writer puts a new line and six spaces first, and a comma before all but the first.
        return (before + (Entries == 0 ? 7 : 8), json.BytesCommitted);
    }

    static void Begin(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("log");
        json.WriteString("version", "1.2");
        json.WriteStartObject("creator");
        json.WriteString("name", "Generator of test captures");
        json.WriteString("version", "1");
        json.WriteEndObject();
        json.WriteStartArray("pages");
        json.WriteEndArray();
        json.WriteStartArray("entries");
    }
}
