using System.Text;
using System.Text.Json;
using Klikspaan.Translating;

namespace Klikspaan.Tests.Translating;

/// <summary>Each of the ten verbs, in an adapter of its own, on a request of its own.</summary>
public sealed class DecodingVerbsTests
{
    const string Json = """{"function":"parseJson","input":"body","output":"res.body"}""";

    [Fact]
    public Task ParseQueryString_opens_an_address_in_a_value() => Finds(
        """{"function":"parseQueryString","input":"query","output":"res.query"},{"function":"parseQueryString","input":"res.query.u","output":"res.query.parsed"}""",
        "query", "parsed.id", "query:/u/id = a b", query: "u=https%3A%2F%2Fother.example%2Fp%3Fx%3D1%26id%3Da%2520b");

    [Fact]
    public Task ParseQueryString_makes_a_tree_of_names_with_brackets() => Finds(
        """{"function":"parseQueryString","input":"query","output":"res.query"}""", "query", "data.id", "query:/data[id] = 7", query: "data[id]=7&data=8");

    [Fact]
    public Task ParseJson_opens_a_value_that_is_too_short_to_be_looked_into() => Finds(
        Json + """,{"function":"parseJson","input":"res.body.j","output":"res.body.made"}""", "body", "made.1", "content:/j/1 = 5", body: """{"j":"[4,5]"}""");

    [Fact]
    public Task DecodeBase64_gives_the_text() => Finds(
        Json + """,{"function":"decodeBase64","input":"res.body.b","output":"res.body.b"}""", "body", "b", "content:/b = ab c", body: """{"b":"YWIgYw=="}""");

    [Fact]
    public Task DecodeUrl_opens_a_body_that_is_encoded_as_a_whole() => Finds(
        """{"function":"decodeUrl","input":"body","output":"q"},{"function":"parseQueryString","input":"q","output":"res.body"}""",
        "body", "id", "content:/id = 5", body: "x%3D1%26id%3D5");

    [Fact]
    public Task DecodeProtobuf_takes_what_is_numbers_only() => Finds(
        Json + """,{"function":"decodeBase64","input":"res.body.p","output":"p"},{"function":"decodeProtobuf","input":"p","output":"res.body.made"}""",
        "body", "made.2.1", "content:/p/2/0/1 = 9", body: """{"p":"CAUSAggJ"}""");

    [Fact]
    public Task DecodeJwt_opens_the_payload() => Finds(
        Json + """,{"function":"decodeJwt","input":"res.body.t","output":"res.body.t"}""", "body", "t.sub", "content:/t/sub = u1",
        body: $$"""{"t":"eyJhbGciOiJub25lIn0.{{Convert.ToBase64String("""{"sub":"u1"}"""u8).TrimEnd('=')}}.c2ln"}""");

    [Theory]
    [InlineData("""{"l":[{"v":1}]}""", "content:/l/0/v = 1")]
    [InlineData("""{"l":{"v":1}}""", "content:/l/v = 1")]
    public Task EnsureArray_takes_one_for_a_list_of_one(string body, string expected) => Finds(
        Json + """,{"function":"ensureArray","input":"res.body.l","output":"res.body.l"}""", "body", "l.*.v", expected, body: body);

    [Fact]
    public Task GetProperty_follows_the_one_that_is_meant() => Finds(
        Json + """,{"function":"getProperty","input":"res.body","output":"texts","options":{"path":"$.log.*.events[?(@parent.source === 'B')].data"}},{"function":"parseJson","mapInput":"texts","output":"res.body.made"}""",
        "body", "made.*.id", "content:/log/1/events/0/data/id = 2",
        body: """{"log":[{"source":"A","events":[{"data":"{\"id\":1}"}]},{"source":"B","events":[{"data":"{\"id\":2}"}]}]}""");

    [Fact]
    public Task GetProperty_can_take_a_part_as_a_whole() => Finds(
        """{"function":"getProperty","input":"path","output":"res.path","options":{"path":"$"}}""", "path", "$", "path: = /v1/u-123");

    [Fact]
    public Task Gunzip_opens_bytes_that_were_characters() => Finds(
        """{"function":"gunzip","input":"body","output":"j"},{"function":"parseJson","input":"j","output":"res.body"}""", "body", "id", "content:/id = 3",
        body: Encoding.Latin1.GetString(Encode.Gzip("""{"id":3}"""u8.ToArray())));

    [Fact]
    public Task Split_cuts_at_the_separator() => Finds(
        """{"function":"split","input":"header.x-parts","output":"res.header.parts","options":{"separator":", "}}""",
        "header", "$.parts[?(@.startsWith('b/'))]", "header:/x-parts/1 = b/2", header: ("X-Parts", "a/1, b/2, c/3"));

    [Fact]
    public void The_verbs_are_ten() => Assert.Equal(10, DecodingVerbs.All.Count);

    static async Task Finds(string steps, string context, string path, string expected, string body = "", string query = "", (string Name, string Value)? header = null)
    {
        var adapter = $$$"""[{"tracker":"t","slug":"s","name":"T","urls":["https://host.example/v1/u-123"],"steps":[{{{steps}}}],"props":{"userId":[{"c":"{{{context}}}","p":{{{JsonSerializer.Serialize(path)}}},"r":"obvious property name"}]}}]""";
        var knowledge = TheirValues.Translate(Encode.Utf8(adapter), out var problems);
        var har = Workplace.Har(Workplace.Entry("https://host.example/v1/u-123" + (query.Length > 0 ? "?" + query : ""), body, "POST", header is { } h ? [h] : []));

        var observation = Assert.Single(await TheirValues.ObserveAsync(knowledge, har));

        Assert.Empty(problems);
        Assert.Equal("trackhar/0001-t-s", observation.Decoded!.Protocol);
        Assert.Single(observation.Decoded.Events);
        var found = observation.Decoded.Items.Where(i => !i.IsOpened && i.Mapping?.Category == "identifier.user").Select(i => $"{i.Part.Name()}:{i.Path} = {Encoding.UTF8.GetString(i.Value.Span)}");
        Assert.Equal([expected], found);
    }
}
