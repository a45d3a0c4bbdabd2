using System.Text;
using Klikspaan.Decoding;
using Klikspaan.Knowledge;

namespace Klikspaan.Tests.Decoding;

/// <summary>What a protocol file orders to be opened, and what it may ask beside a path.</summary>
public sealed class OrderedLayersTests
{
    [Fact]
    public void Every_step_that_a_file_may_name_is_known() =>
        Assert.All(LayerOrder.Openings.Concat(LayerOrder.Readings), s => Assert.True(OrderedLayers.IsKnown(s), s));

    [Theory]
    [InlineData("content:/t", "jwt-payload, base64url, json", """{"t":"e30.eyJhIjoxfQ.x","u":1}""", "content:/t/a = 1")]
    [InlineData("content:/t", "\"split:,\"", """{"t":"a,b,,c"}""", "content:/t >\ncontent:/t/0 = a\ncontent:/t/1 = b\ncontent:/t/2 = \ncontent:/t/3 = c")]
    [InlineData("content:/t", "query-of-url, form", """{"t":"https://h/p?a=1&b=%41"}""", "content:/t >\ncontent:/t/a = 1\ncontent:/t/b = A")]
    [InlineData("content:/t", "base64, protobuf", """{"t":"CAE="}""", "content:/t >\ncontent:/t/1 = 1")]
    [InlineData("content:/l/*", "json", """{"l":["[1]","x","[2]"]}""", "content:/l/0 >\ncontent:/l/0/0 = 1\ncontent:/l/2 >\ncontent:/l/2/0 = 2")]
    [InlineData("content:/l/1", "json", """{"l":["[1]","[2]"]}""", "content:/l/1 >\ncontent:/l/1/0 = 2")]
    public void An_order_opens_what_the_bytes_alone_do_not_show(string path, string steps, string content, string expected)
    {
        var lines = Lines(path, steps, content);

        Assert.Equal(expected.Split('\n').Order(StringComparer.Ordinal), lines.Where(l => l.Contains('>', StringComparison.Ordinal) || l.Count(c => c == '/') > path.Count(c => c == '/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_order_takes_the_place_of_what_was_guessed()
    {
        const string Content = """{"t":"eyJhIjoxLCJiIjoieCJ9"}""";

        Assert.Contains("content:/t/a = 1", Sent.Content(Content).Read(), StringComparison.Ordinal);
        Assert.Equal(["content:/t >", "content:/t = {\"a\":1,\"b\":\"x\"}"], Lines("content:/t", "base64, text", Content));
    }

    [Fact]
    public void What_came_out_as_ordered_by_itself_stays()
    {
        const string Content = """{"t":"eyJhIjoxLCJiIjoieCJ9"}""";

        Assert.Equal(Sent.Content(Content).Decode().Items.Select(i => i.Path), Decode("content:/t", "base64, json", Content).Items.Where(i => i.Part == MessagePart.Content).Select(i => i.Path));
    }

    [Theory]
    [InlineData("content:/t", "base64, json", """{"t":"no base64!"}""")]
    [InlineData("content:/t", "gzip, json", """{"t":"eyJhIjoxLCJiIjoieCJ9"}""")]
    [InlineData("content:/t", "jwt-payload, json", """{"t":"without dots"}""")]
    [InlineData("content:", "protobuf", """{"t":"eyJhIjoxLCJiIjoieCJ9"}""")]
    [InlineData("content:", "base64, text", """{"t":"eyJhIjoxLCJiIjoieCJ9"}""")]
    public void An_order_that_does_not_fit_leaves_no_trace(string path, string steps, string content)
    {
        var plain = Sent.Content(content).Decode();
        var ordered = Decode(path, steps, content);

        Assert.Equal(plain.Items.Select(Line), ordered.Items.Where(i => i.Part == MessagePart.Content).Select(Line));
        Assert.Empty(ordered.Problems);
    }

    [Fact]
    public void The_first_of_two_orders_that_fits_counts()
    {
        const string Layers = "layers:\n  - path: \"content:/t\"\n    as: [base64, json]\n  - path: \"content:/t\"\n    as: [\"split: \"]";

        Assert.Contains("content:/t/1 = b", Lines(Layers, """{"t":"a b"}"""));
        Assert.Contains("content:/t/a = 1", Lines(Layers, """{"t":"eyJhIjoxfQ=="}"""));
    }

    [Fact]
    public void A_body_is_read_as_ordered_and_its_old_values_are_gone() =>
        Assert.Equal(["content:/a = 1", "content:/b = \"2\""], Lines("content:", "form", "a=1&b=\"2\""));

    [Fact]
    public void The_path_can_be_one_value() => Assert.Contains("path: = /p", Lines("path:", "text", "{\"a\":1}"));

    [Fact]
    public void Limits_hold_for_orders_too()
    {
        var bomb = Convert.ToBase64String(Encode.Gzip(new byte[100_000]));
        var decoded = Decode("content:/t", "base64, gzip, text", $$"""{"t":"{{bomb}}"}""", Limits.Default with { LayerBytes = 1000 });

        Assert.Contains(decoded.Problems, p => p.Kind == "limit");
        Assert.Contains(Decode("content:/t", "\"split:,\"", """{"t":"a,b"}""", Limits.Default with { Depth = 1 }).Items, i => i.Path == "/t/1");
        var shallow = Decode("content:/t", "jwt-payload, base64url, json", """{"t":"e30.eyJhIjoxfQ.x"}""", Limits.Default with { Depth = 1 });
        Assert.DoesNotContain(shallow.Items, i => i.Path == "/t/a");
        Assert.Contains(shallow.Problems, p => p is { Kind: "limit", Expected: "at most 1 layers" });
    }

    [Fact]
    public void Random_bytes_never_throw_whatever_is_ordered()
    {
        var random = new Random(1);
        foreach (var steps in LayerOrder.Openings.SelectMany(o => LayerOrder.Readings.Select(r => $"{o}, {r}")))
        {
            var bytes = new byte[random.Next(1, 60)];
            random.NextBytes(bytes);
            Decode("content:", steps, Encoding.Latin1.GetString(bytes));
            Decode("content:/t", steps, $$"""{"t":"{{Convert.ToBase64String(bytes)}}"}""");
        }
    }

    [Fact]
    public void An_entry_may_ask_for_a_position_a_name_a_value_and_a_neighbour()
    {
        const string Entries = """
            items:
              - path: content:/l/1
                category: use.action
                reason: second
              - path: "content:/m/*"
                category: use.action
                reason: named
                named: "^p[0-9]+$"
              - path: content:/v
                category: use.action
                reason: only
                only: "(?i)^yes"
              - path: content:/v
                category: use.action
                reason: other
              - path: "content:/e/*/x"
                category: use.action
                reason: beside
                where: ["../kind=a", "../state=1"]
              - path: content:/n
                category: use.action
                reason: not
                not: "^no"
            """;
        const string Content = """{"l":[1,2,3],"m":{"p1":1,"q1":2},"v":"YES!","e":[{"kind":"a","state":1,"x":1},{"kind":"b","state":1,"x":2},{"kind":"a","x":3}],"n":"none"}""";

        var found = Decode(Entries, Content).Items.Where(i => i.Mapping is not null).Select(i => $"{i.Path} {i.Mapping!.Reason}");

        Assert.Equal(["/l/1 second", "/m/p1 named", "/v only", "/e/0/x beside"], found);
        Assert.Equal(["/v other", "/n not"], Decode(Entries, """{"v":"oh","n":"all"}""").Items.Where(i => i.Mapping is not null).Select(i => $"{i.Path} {i.Mapping!.Reason}"));
    }

    [Fact]
    public void Placeholders_of_a_file_stand_for_no_value_in_any_case()
    {
        var mapping = Decode("placeholders: [\"\", none, \"n/a\"]\nitems:\n  - path: content:/v\n    category: use.action\n    reason: r\n    placeholders: [\"0\"]", """{"v":"x"}""").Items[^1].Mapping!;

        Assert.All(["None", " n/A ", "  ", "0"], t => Assert.True(mapping.IsPlaceholder(Encode.Utf8(t)), t));
        Assert.All(["00", "nones", "x"], t => Assert.False(mapping.IsPlaceholder(Encode.Utf8(t)), t));
    }

    [Fact]
    public void Mistakes_in_the_new_keys_are_told()
    {
        var mistakes = Folder.Mistakes(File("""
            imported: nobody
            layers:
              - path: "content:/t"
                as: [json, base64]
              - path: "/t"
                as: [text]
            items:
              - path: content:/v
                category: use.action
                reason: r
                only: "(a)\\1"
                not: "a{9999}{9999}"
                where: ["state=1"]
            """));

        Assert.Contains("the source 'nobody' is not listed", mistakes, StringComparison.Ordinal);
        Assert.Contains("'as' must be steps (base64, ", mistakes, StringComparison.Ordinal);
        Assert.Contains("'/t' must be a path such as content:/data/*", mistakes, StringComparison.Ordinal);
        Assert.Contains("'only' is no regular expression that can be used here: ", mistakes, StringComparison.Ordinal);
        Assert.Contains("'not' is no regular expression that can be used here: it repeats too much", mistakes, StringComparison.Ordinal);
        Assert.Contains("'state=1' must be a way up and a value, such as ../state=start", mistakes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("address: \"^https://host\\\\.example/v[0-9]$\"", "/v1/", "", true)]
    [InlineData("address: \"^https://host\\\\.example/v[0-9]$\"", "/v12", "", false)]
    [InlineData("path: /v1\n    content_begins: ['{\"', x]", "/v1", "xy", true)]
    [InlineData("path: /v1\n    content_begins: ['{\"']", "/v1", "xy", false)]
    [InlineData("path: /v1\n    content_begins_not: ['{\"']", "/v1", "", true)]
    [InlineData("path: /v1\n    content_begins_not: ['{\"']", "/v1", "{\"", false)]
    [InlineData("path: /v1\n    content_holds: [b, z]", "/v1", "abc", true)]
    [InlineData("path: /v1\n    content_holds: [z]", "/v1", "abc", false)]
    [InlineData("path: /v1\n    has: [content]", "/v1", "abc", true)]
    [InlineData("path: /v1\n    has: [query]", "/v1", "abc", false)]
    public void An_endpoint_may_ask_for_an_address_and_for_what_the_request_holds(string lines, string path, string content, bool isMatch)
    {
        var (name, text) = Folder.Protocol("", "whole:");
        var knowledge = Folder.Read((name, text.Replace("path: /p", lines, StringComparison.Ordinal)));
        var exchange = new Exchange
        {
            Number = 1, Offset = 0, Length = 1, Scheme = "https", Host = "host.example", Path = path,
            Excerpts = content.Length == 0 ? [] : [new(MessagePart.Content, "", 0, content.Length, "", Encode.Utf8(content))],
        };

        Assert.Equal(isMatch, knowledge.Protocols[0].Endpoints[0].IsMatch(exchange));
    }

    static List<string> Lines(string path, string steps, string content) => Lines($"layers:\n  - path: \"{path}\"\n    as: [{steps}]", content);

    static List<string> Lines(string lines, string content) => [.. Decode(lines, content).Items.Select(Line).Where(l => !l.StartsWith("path:/", StringComparison.Ordinal))];

    static DecodedExchange Decode(string path, string steps, string content, Limits? limits = null) =>
        Decode($"layers:\n  - path: \"{path}\"\n    as: [{steps}]", content, limits);

    static DecodedExchange Decode(string lines, string content, Limits? limits = null)
    {
        var bytes = Encode.Utf8("/p" + content);
        var body = bytes.AsMemory(2);
        var exchange = new Exchange
        {
            Number = 1, Offset = 0, Length = bytes.Length, Host = "host.example", Path = "/p", BytesOut = bytes.Length,
            Excerpts = [new(MessagePart.Path, "", 0, 2, "", bytes.AsMemory(0, 2)), new(MessagePart.Content, "", 2, body.Length, "", body)],
        };
        var decoded = new ExchangeDecoder(Folder.Read(File(lines)), limits ?? Limits.Default).Decode(exchange, Facts.Capture);

        Assert.Equal(exchange.BytesOut, decoded.Coverage.Total);
        foreach (var item in decoded.Items)
        {
            var where = item.Locate(Facts.Capture, 1);
            Assert.True(Steps.TryFollow(bytes.AsMemory((int)where.Offset, (int)where.Length), where.Steps, Limits.Default, out var value, out var failed), $"{where}: {failed}");
            Assert.True(value.Span.SequenceEqual(item.Value.Span), where.ToString());
        }

        return decoded;
    }

    static (string Path, string Text) File(string lines) => Folder.Protocol(lines, "whole:");

    static string Line(DataItem item) => $"{item.Part.Name()}:{item.Path} {(item.IsOpened ? ">" : item.IsOpaque ? "?" : "= " + Encoding.UTF8.GetString(item.Value.Span))}";
}
