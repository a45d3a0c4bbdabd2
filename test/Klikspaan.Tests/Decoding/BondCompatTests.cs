using System.Globalization;
using System.Text;
using System.Text.Json;
using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

/// <summary>One object of all types, as another implementation of Bond wrote it in each encoding.</summary>
public sealed class BondCompatTests
{
    /// <summary>Enumerations that the object of the untagged encodings has other values for: its files were not written from the same object.</summary>
    static readonly string[] Drawn = ["/13", "/15", "/17", "/18", "/8191/0/21"];

    [Fact]
    public void The_tagged_encodings_give_the_same_values()
    {
        var compact = Read("compact");

        Assert.NotEmpty(compact);
        Assert.Equal(compact, Read("compact2"));
        Assert.Equal(compact, Read("fast", "FM\u0001\0"));
        TestContext.Current.TestOutputHelper!.WriteLine($"{compact.Count} values");
    }

    /// <summary>A tagged encoding leaves out values that have their default; an untagged one cannot say that there is none, so the field for that is empty in it.</summary>
    [Fact]
    public void With_the_schema_the_untagged_encodings_give_the_same_values_and_those_that_have_their_default()
    {
        var schema = Schema();
        var simple = Read("simple", "SP\u0001\0", schema);
        var compact = Read("compact");

        Assert.Equal(simple, Read("simple2", "SP\u0002\0", schema));
        Assert.All(compact.Except(simple), v => Assert.True(IsDefault(v.Path) || Drawn.Contains(v.Path), $"{v}"));
        Assert.DoesNotContain(simple, v => IsDefault(v.Path));
        Assert.True(simple.Count > compact.Count);
        TestContext.Current.TestOutputHelper!.WriteLine($"{compact.Count} values compact, {simple.Count} simple, {compact.Intersect(simple).Count()} the same");
    }

    /// <summary>JSON has all that the binary encodings have; beyond that only values that have their default.</summary>
    [Fact]
    public void Values_are_those_that_the_JSON_form_has()
    {
        var schema = Schema();
        var json = Json(schema).ToDictionary(v => v.Path, v => v.Text);
        var simple = Read("simple", "SP\u0001\0", schema).Where(v => !Drawn.Contains(v.Path)).ToList();
        var compact = Read("compact");

        Assert.All(compact.Concat(simple), v => Assert.True(IsSame(v.Text, json.GetValueOrDefault(v.Path)) || (IsLargest(v.Path) && !json.ContainsKey(v.Path)), $"{v} {json.GetValueOrDefault(v.Path)}"));
        Assert.All(json.Keys.Except(simple.Concat(compact).Select(v => v.Path)), p => Assert.True(IsDefault(p) || Drawn.Contains(p), p));
        TestContext.Current.TestOutputHelper!.WriteLine($"{compact.Count} values compact, {simple.Count} simple, {json.Count} of JSON, {compact.Count(v => v.Text == json.GetValueOrDefault(v.Path))} of compact letter by letter, {compact.Count(v => !json.ContainsKey(v.Path))} not in JSON");
    }

    [Fact]
    public void Without_its_schema_an_untagged_encoding_is_opaque()
    {
        var item = Assert.Single(Sent.Content([.. "SP\u0001\0"u8, .. File.ReadAllBytes(Repository.InCorpus("suites", "bond", "compat.simple.dat"))]).Decode().Items);

        Assert.True(item is { IsOpaque: true, Path: "" });
    }

    [Fact]
    public void The_schema_names_structs_and_fields()
    {
        var schema = Schema();
        var root = schema.Structs[schema.Root.Struct];

        Assert.Equal("Compat", root.Name);
        Assert.Equal(["m_basicTypes", "m_containers", "m_withBase", "m_nullable_string"], root.Fields.Take(4).Select(f => f.Name));
        Assert.Equal("WithBase", schema.Structs[root.Base!.Struct].Name);
    }

    [Fact]
    public void A_schema_that_was_cut_or_damaged_is_refused_or_read()
    {
        var bytes = File.ReadAllBytes(Repository.InCorpus("suites", "bond", "compat.schema.dat"));
        var data = File.ReadAllBytes(Repository.InCorpus("suites", "bond", "compat.simple.dat"));
        var random = new Random(1);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(BondSchemaReader.TryRead(bytes.AsSpan(0, length), Limits.Default, out _));
        }

        for (var i = 0; i < 2000; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            if (BondSchemaReader.TryRead(damaged, Limits.Default, out var schema))
            {
                BondTests.Read([.. "SP\u0001\0"u8, .. data.AsSpan(0, 2000)], Limits.Default, new(schema));
            }
        }
    }

    [Theory]
    [MemberData(nameof(PipelineTests.Recordings), MemberType = typeof(PipelineTests))]
    public Task Nothing_in_a_shipped_recording_is_taken_for_Bond(string file) => NothingAsync(Repository.Path(file));

    [Theory]
    [MemberData(nameof(PipelineTests.Corpus), MemberType = typeof(PipelineTests))]
    public Task Nothing_in_a_capture_of_the_corpus_is_taken_for_Bond(string file) => NothingAsync(Repository.InCorpus(file));

    static async Task NothingAsync(string file)
    {
        // Where a sender says that its content is Bond, it is to be taken for that.
        var layers = (await Facts.ObserveAsync(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)))
            .Where(o => o.Decoded is { } decoded && !decoded.Items.Any(i => i.Path == "/content-type" && i.Value.Span.IndexOf("bond"u8) >= 0))
            .SelectMany(o => o.Decoded?.Items ?? []).Select(i => i.Layer).Distinct().ToList();

        Assert.DoesNotContain(layers, l => l.Structure == "bond");
        TestContext.Current.TestOutputHelper!.WriteLine($"{layers.Count(l => l.Structure == "binary")} binary layers");
    }

    static BondSchema Schema()
    {
        Assert.True(BondSchemaReader.TryRead(File.ReadAllBytes(Repository.InCorpus("suites", "bond", "compat.schema.dat")), Limits.Default, out var schema));
        return schema!;
    }

    static List<(string Path, string Text)> Read(string encoding, string mark = "", BondSchema? schema = null)
    {
        var items = BondTests.Read([.. Encode.Utf8(mark), .. File.ReadAllBytes(Repository.InCorpus("suites", "bond", $"compat.{encoding}.dat"))], Limits.Default, new(schema));

        Assert.NotNull(items);
        return [.. items.Select(i => (i.Path, i.Step.Length > 0 || !IsBlob(i) ? Encoding.UTF8.GetString(i.Value.Span) : Convert.ToHexString(i.Value.Span)))];
    }

    /// <summary>Whether bytes come from a list of int8: fields of that type in the schema, and what they hold.</summary>
    static bool IsBlob(DataItem item) => item.Path is ['/', '1', '/', ..] && item.Path.Split('/') is [_, _, "2" or "90" or "91", ..] or [_, _, "92", _, "value"];

    static IEnumerable<(string Path, string Text)> Json(BondSchema schema)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Repository.InCorpus("suites", "bond", "compat.json.dat")));
        return [.. Values(schema, schema.Root, json.RootElement, "")];
    }

    /// <summary>Whether it stands in the field whose values all have their default.</summary>
    static bool IsDefault(string path) => path.StartsWith("/11/", StringComparison.Ordinal);

    /// <summary>Whether it stands in the list of uint64, at whose end JSON does not have those that are too large for a signed number, nor what comes with them.</summary>
    static bool IsLargest(string path) => path.StartsWith("/1/9/", StringComparison.Ordinal);

    /// <summary>JSON has half of each uint64, since its writer is given no more than fits a signed number, and writes a double with its own digits.</summary>
    static bool IsSame(string text, string? json) =>
        text == json
        || (ulong.TryParse(text, out var number) && $"{number >> 1}" == json)
        || (text.AsSpan().ContainsAny('.', 'E') && double.TryParse(text, CultureInfo.InvariantCulture, out var real) && double.TryParse(json, CultureInfo.InvariantCulture, out var other) && Math.Abs(real - other) <= Math.Abs(real) * 1e-15);

    /// <summary>In JSON the fields of bases stand beside the others, maps are lists of key, value, key, value, an empty list may be null, and a field of the outermost struct may have a name without its prefix.</summary>
    static IEnumerable<(string Path, string Text)> Values(BondSchema schema, BondTypeDef type, JsonElement json, string path)
    {
        switch (type.Type)
        {
            case BondType.List when json.ValueKind == JsonValueKind.Null:
                return [];
            case BondType.Struct:
                var def = schema.Structs[type.Struct];
                return (def.Base is null ? [] : Values(schema, def.Base, json, $"{path}/base"))
                    .Concat(def.Fields.SelectMany(f => (def.Name == "Compat" && json.TryGetProperty(f.Name[2..], out var value)) || json.TryGetProperty(f.Name, out value) ? Values(schema, f.Type, value, $"{path}/{f.Id}") : []));
            case BondType.List when type.Element!.Type == BondType.Int8:
                return json.GetArrayLength() == 0 ? [] : [(path, Convert.ToHexString([.. json.EnumerateArray().Select(v => (byte)v.GetSByte())]))];
            case BondType.List or BondType.Set:
                return json.EnumerateArray().SelectMany((v, i) => Values(schema, type.Element!, v, $"{path}/{i}"));
            case BondType.Map:
                return json.EnumerateArray().SelectMany((v, i) => Values(schema, i % 2 == 0 ? type.Key! : type.Element!, v, $"{path}/{i / 2}/{(i % 2 == 0 ? "key" : "value")}"));
            case BondType.String or BondType.WString:
                return [(path, json.GetString()!)];
            case BondType.Float:
                return [(path, json.GetSingle().ToString(CultureInfo.InvariantCulture))];
            case BondType.Double:
                return [(path, json.GetDouble().ToString(CultureInfo.InvariantCulture))];
            default:
                return [(path, json.GetRawText())];
        }
    }
}
