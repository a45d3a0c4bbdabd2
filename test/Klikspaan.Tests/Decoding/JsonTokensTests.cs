using System.Text.Json;
using FsCheck.Xunit;
using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

public class JsonTokensTests
{
    const int MaxDepth = 70;
    const string Alphabet = "{}[]\",:\\ \n\t0123456789-+.eEtrufalsn/b\u0001\u00e9x";

    static readonly string[] Seeds =
    [
        """{"a":[1,-0,0.5,1e9,2E-1,true,false,null,"\/\b\f\r\t\ud83d\ude00"],"response":{"content":{"size":12,"text":"a long text, longer than a vector is wide \" and on"}}}""",
        "{\"n\u0001ame\":1}\n{\"b\":{}}\n[[],[{}],[1,[2]]] 12 \"text\" true",
        "{ \"a\" : [ { \"type\" : \"send\" , \"data\" : [ { } , [ ] ] } ] }\r\n{\"a\":null}{\"b\":-7}",
        new string('[', 66) + "{\"deep\":[]}" + new string(']', 66),
    ];

    [Fact]
    public void Each_beginning_of_JSON_gives_the_tokens_that_the_JSON_reader_of_the_runtime_gives()
    {
        foreach (var seed in Seeds.Select(Encode.Utf8))
        {
            Assert.All(Enumerable.Range(0, seed.Length + 1), length => Assert.Equal(Expected(seed[..length]), Actual(seed[..length])));
        }
    }

    [Property(MaxTest = 5000)]
    public void Damaged_JSON_gives_the_tokens_that_the_JSON_reader_of_the_runtime_gives(int seed, uint at, byte letter, uint cut, byte how)
    {
        var json = Encode.Utf8(Seeds[(seed & int.MaxValue) % Seeds.Length]).ToList();
        var place = (int)(at % (uint)json.Count);
        var put = (byte)Alphabet[letter % Alphabet.Length];
        switch (how % 3)
        {
            case 0:
                json[place] = put;
                break;
            case 1:
                json.Insert(place, put);
                break;
            default:
                json.RemoveRange(place, (int)(cut % (uint)Math.Min(json.Count - place, 4)));
                break;
        }

        Assert.Equal(Expected([.. json]), Actual([.. json]));
    }

    [Property(MaxTest = 2000)]
    public void Any_characters_of_JSON_give_the_tokens_that_the_JSON_reader_of_the_runtime_gives(byte[] letters)
    {
        var json = letters.Select(b => (byte)Alphabet[b % Alphabet.Length]).ToArray();

        Assert.Equal(Expected(json), Actual(json));
    }

    [Theory]
    [InlineData(MaxDepth, "")]
    [InlineData(MaxDepth + 1, "too deep")]
    public void As_many_containers_stand_in_each_other_as_are_allowed(int depth, string expected)
    {
        var json = Encode.Utf8(new string('[', depth) + new string(']', depth));

        Assert.Equal(expected, Actual(json)[^1].End);
        Assert.Equal(Expected(json), Actual(json));
    }

    /// <summary>The tokens with their places, and how reading ended.</summary>
    static List<(string Token, int Start, int Length, bool IsEscaped, string End)> Actual(byte[] json)
    {
        var tokens = new List<(string, int, int, bool, string)>();
        var reader = new JsonTokens(json, MaxDepth, new ulong[(MaxDepth / 64) + 1]);
        while (reader.Read() is var token and not JsonToken.None)
        {
            var isText = token is JsonToken.String or JsonToken.Name;
            tokens.Add((token.ToString(), reader.Start, reader.Length, isText && reader.IsEscaped, ""));
        }

        tokens.Add(("", reader.IsBroken ? reader.Consumed : 0, 0, false, reader.IsTooDeep ? "too deep" : reader.IsBroken ? "no JSON" : ""));
        return tokens;
    }

    static List<(string Token, int Start, int Length, bool IsEscaped, string End)> Expected(byte[] json)
    {
        var tokens = new List<(string, int, int, bool, string)>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = MaxDepth });
        var consumed = 0;
        try
        {
            while (!json.AsSpan(consumed).Trim(" \t\r\n"u8).IsEmpty && reader.Read())
            {
                var isText = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
                tokens.Add((Name(reader.TokenType), (int)reader.TokenStartIndex + (isText ? 1 : 0), reader.ValueSpan.Length, isText && reader.ValueIsEscaped, ""));
                consumed = (int)reader.BytesConsumed;
            }

            var isOpen = consumed > 0 && reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName ? 1 : 0) > 0;
            tokens.Add(isOpen ? ("", consumed, 0, false, "no JSON") : ("", 0, 0, false, ""));
        }
        catch (JsonException e)
        {
            tokens.Add(("", consumed, 0, false, e.Message.Contains("maximum", StringComparison.Ordinal) ? "too deep" : "no JSON"));
        }

        return tokens;
    }

    static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => nameof(JsonToken.Object),
        JsonTokenType.StartArray => nameof(JsonToken.List),
        JsonTokenType.EndObject or JsonTokenType.EndArray => nameof(JsonToken.End),
        JsonTokenType.PropertyName => nameof(JsonToken.Name),
        JsonTokenType.String => nameof(JsonToken.String),
        JsonTokenType.Null => nameof(JsonToken.Null),
        _ => nameof(JsonToken.Scalar),
    };
}
