using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Klikspaan.Bench.Generating;

/// <summary>What stands around planted values: words, fields and long texts of no meaning.</summary>
sealed class Filler(Chance chance)
{
    public static JsonSerializerOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    static readonly string[] Words =
        """
        window frame ribbon panel canvas layer cell sheet slide table column paragraph heading comment margin cursor selection clipboard
        render layout paint scroll resize focus blur click press drag drop hover expand collapse navigate reload restore suspend resume
        latency duration interval deadline retry timeout attempt backlog threshold sample bucket cohort variant control holdout rollout
        network socket proxy cache store token ticket session tenant channel build branch release patch feature flag policy consent
        memory processor battery display keyboard pointer printer speaker camera sensor folder shelf drawer archive index catalogue
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    static readonly string[] Keys = [.. from first in new[] { "Activity", "Client", "Data", "Session", "Release", "View" }
                                        from second in new[] { "Duration", "Result", "Source", "Sequence", "Channel", "Stage", "Scenario", "Retry", "Locale" }
                                        select $"{first}.{second}"];

    readonly string[] blocks = new string[32];

    public string Word() => chance.Of(Words);

    public string Sentence(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word()));

    /// <summary>A long text, of blocks that come again, as code and markup do.</summary>
    public string Long(int characters)
    {
        var text = new StringBuilder(characters + 2000);
        while (text.Length < characters)
        {
            ref var block = ref blocks[chance.Below(blocks.Length)];
            block ??= string.Join('\n', Enumerable.Range(0, 20).Select(_ => $"  if ({Word()}.{Word()}) {{ emit(\"{Sentence(5)}\", {chance.Below(9000)}); }}"));
            text.Append("function ").Append(Word()).Append(chance.Below(999)).Append("() {\n").Append(block).Append("\n}\n");
        }

        return text.ToString();
    }

    /// <summary>A JSON object on one line.</summary>
    public static byte[] Object(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>
    /// Writes so many members, one of them the value if there is one; gives the pointer below the object to it. As programs do, a kind of
    /// event has its own fields, in their order; now and then one is left out.
    /// </summary>
    public string Fields(Utf8JsonWriter json, int kind, int count, Filled? slot)
    {
        var (at, pointer) = (chance.Below(count), "");
        for (var i = 0; i < count; i++)
        {
            if (i != at && chance.Percent(5))
            {
                continue;
            }

            var key = $"{Keys[((kind * 13) + (i * 5)) % Keys.Length]}{(kind % 8) + (i / Keys.Length * 8)}";
            json.WritePropertyName(key);
            if (i == at && slot is not null)
            {
                json.WriteStringValue(slot.Text);
                pointer = "/" + key;
            }
            else
            {
                Value(json);
            }
        }

        return pointer;
    }

    // No numbers or words of 8 or 12 digits: they would now and then be the start of a digest, by accident.
    void Value(Utf8JsonWriter json)
    {
        switch (chance.Below(7))
        {
            case 0: json.WriteNumberValue(chance.Below(100_000)); break;
            case 1: json.WriteBooleanValue(chance.Percent(50)); break;
            case 2: json.WriteStringValue(chance.Guid()); break;
            case 3: json.WriteStringValue(chance.Hex(32)); break;
            case 4: json.WriteNumberValue(chance.Below(1_000_000) / 1000m); break;
            case 5: json.WriteStringValue(Word() + "." + Word()); break;
            default: json.WriteStringValue(Sentence(chance.Between(1, 7))); break;
        }
    }
}
