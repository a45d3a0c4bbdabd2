using System.Text.Json;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

public class JsonCursorTests
{
    const string Alphabet = "{}[]\",:\\ \n\t0123456789-+.eEtrufalsn/b\u0001\u00e9x";

    static readonly string[] Seeds =
    [
        Hars.Entry("\"headers\":[{\"name\":\"A\",\"value\":\"\\u00e9\\\"\"},7,{\"name\":null}],\"bodySize\":-1.5e+3,\"postData\":{\"text\":\"a\\\\b\\nc\",\"params\":[]}"),
        "{\"a\":[1,-0,0.5,1e9,2E-1,true,false,null,\"\\/\\b\\f\\r\\t\\ud83d\\ude00\"],\"response\":{\"content\":{\"size\":12,\"text\":\"" + new string('x', 70) + "\\\"\"}}}",
        "{ \"_webSocketMessages\" : [ { \"type\" : \"send\" , \"data\" : [ { } , [ ] ] } ] }",
    ];

    [Fact]
    public void What_is_JSON_is_accepted() => Assert.All(Seeds, s => Assert.True(IsAccepted(Encode.Utf8(s))));

    [Property(MaxTest = 3000)]
    public void A_damaged_entry_is_accepted_when_the_JSON_reader_of_the_runtime_accepts_it(int seed, uint at, byte letter, uint cut, byte how)
    {
        var json = Encode.Utf8(Seeds[(seed & int.MaxValue) % Seeds.Length]).ToList();
        var place = 1 + (int)(at % (uint)(json.Count - 1));
        var put = (byte)Alphabet[letter % Alphabet.Length];
        switch (how % 4)
        {
            case 0:
                json[place] = put;
                break;
            case 1:
                json.Insert(place, put);
                break;
            case 2:
                json.RemoveRange(place, (int)(cut % (uint)Math.Min(json.Count - place, 4)));
                break;
            default:
                json.RemoveAt(place);
                break;
        }

        Assert.Equal(IsJson([.. json]), IsAccepted([.. json]));
    }

    [Theory]
    [InlineData("01")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1E5")]
    [InlineData("-0.0e-0")]
    [InlineData("nul")]
    [InlineData("truex")]
    [InlineData("[1,]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{,}")]
    [InlineData("[1 2]")]
    [InlineData("\"\\u12G4\"")]
    [InlineData("\"\\u123")]
    [InlineData("\"\\x\"")]
    [InlineData("\"a\tb\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\u00a0 1")]
    [InlineData("1//")]
    [InlineData("[}")]
    public void Each_rule_is_that_of_the_JSON_reader_of_the_runtime(string value)
    {
        foreach (var name in new[] { "request", "response", "other" })
        {
            var json = Encode.Utf8($$"""{"{{name}}":{{value}},"z":[{{value}}]}""");
            Assert.Equal(IsJson(json), IsAccepted(json));
        }
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    [InlineData(100_000, false)]
    public void As_many_containers_stand_in_each_other_as_the_JSON_reader_of_the_runtime_takes(int depth, bool expected)
    {
        foreach (var member in new[] { "request", "response", "other" })
        {
            var json = Encode.Utf8($$"""{"{{member}}":{{new string('[', depth)}}{{new string(']', depth)}}}""");
            Assert.Equal((expected, expected), (IsJson(json), IsAccepted(json)));
        }
    }

    [Theory]
    [InlineData("{\"re\\u0071uest\":{\"u\\u0072l\":\"https://a.example/\"}}", true)]
    [InlineData("{\"re\\ud800quest_______________________________\":{\"url\":\"https://a.example/\"}}", false)]
    public void A_name_may_be_escaped(string json, bool isFound)
    {
        var problems = new List<Problem>();

        Assert.Equal(isFound ? "a.example" : null, Read(Encode.Utf8(json), problems)?.Host);
        Assert.Equal(isFound ? [] : ["har"], problems.Select(p => p.Kind));
    }

    static bool IsAccepted(byte[] json)
    {
        var problems = new List<Problem>();
        _ = Read(json, problems);
        return !problems.Exists(p => p.Kind == "json");
    }

    static Exchange? Read(byte[] json, List<Problem> problems) =>
        new HarReader().Read(new(1, 0, json.Length, json, EntryKind.Exchange), Facts.Capture, problems);

    /// <summary>Whether the bytes begin with a JSON value, as an entry does that the scanner cut out.</summary>
    static bool IsJson(byte[] json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256 });
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && TrySkip(ref reader);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static bool TrySkip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return true;
    }
}
