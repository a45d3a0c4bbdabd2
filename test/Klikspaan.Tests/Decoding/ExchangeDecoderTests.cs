using System.Text;
using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

public sealed class ExchangeDecoderTests
{
    const string Batch = """
        events:
          - kind: click
            each: "content:/events/*"
            having: type = click
        """;

    [Fact]
    public void Events_are_found_by_where_they_stand_and_what_they_hold() => Reads(
        """
          - kind: click
            each: "content:/events/*"
            having: /type = click
            name: [/title, /n]
            time: /t
            account: header:/x-key
            items:
              - {path: /n, category: use.action, reason: r}
          - kind: other
            each: "content:/events/*"
            having: [/type, /kind]
            account: /key
        shared:
          items:
            - {path: /type, category: protocol, reason: r}
        items:
          - {path: "content:/batch", category: use.action, reason: r}
        """,
        """{"batch":"b","events":[{"type":"click","n":"first","t":"2026"},{"kind":"x"},{"none":1},{"type":"view","key":"k2","n":"y"}]}""",
        """
        1 v/p click first t=2026 key=K root=/events/0 items=3
        2 v/p other other t= key=K2? root=/events/1 items=1
        3 v/p other other t= key=k2 root=/events/3 items=3
        /batch 1 v/p:content:/batch
        /events/0/type 1 v/p[shared]:/type
        /events/0/n 1 v/p[click]:/n
        /events/0/t 1 -
        /events/1/kind 2 -
        /events/2/none - -
        /events/3/type 3 v/p[shared]:/type
        /events/3/key 3 -
        /events/3/n 3 -
        """.Replace("key=K2?", "key=", StringComparison.Ordinal));

    [Fact]
    public void The_first_kind_that_fits_takes_the_event() => Reads(
        """
          - {kind: a, each: "content:/e/*", having: /x}
          - {kind: b, each: "content:/e/*"}
        """,
        """{"e":[{"x":1},{"y":2}]}""",
        """
        1 v/p a a t= key= root=/e/0 items=1
        2 v/p b b t= key= root=/e/1 items=1
        /e/0/x 1 -
        /e/1/y 2 -
        """);

    [Fact]
    public void A_list_of_names_and_values_is_read_by_its_names() => Reads(
        """
          - kind: log
            each: "content:/logs/*"
            items:
              - {path: /attributes/host.name/value, category: use.action, reason: by its name}
              - {path: /attributes/*/key, category: protocol, reason: a name}
        lists:
          - {each: "content:/logs/*/attributes/*", name: /key}
        """,
        """{"logs":[{"attributes":[{"key":"os","value":"linux"},{"key":"host.name","value":"werkplek"},{"key":"a/b","value":"c"}]}]}""",
        """
        1 v/p log log t= key= root=/logs/0 items=6
        /logs/0/attributes/0/key 1 v/p[log]:/attributes/*/key
        /logs/0/attributes/0/value 1 -
        /logs/0/attributes/1/key 1 v/p[log]:/attributes/*/key
        /logs/0/attributes/1/value 1 v/p[log]:/attributes/host.name/value
        /logs/0/attributes/2/key 1 v/p[log]:/attributes/*/key
        /logs/0/attributes/2/value 1 -
        """);

    [Fact]
    public void An_event_in_layers_is_found_as_if_it_stood_plain() => Reads(
        """
          - kind: e
            each: "content:/data/*"
            name: /n
            items:
              - {path: /n, category: use.action, reason: r}
        """,
        $$"""{"data":"{{Convert.ToBase64String(Encode.Gzip("""[{"n":"first"},{"n":"second"}]"""u8.ToArray()))}}"}""",
        """
        1 v/p e first t= key= root=/data/0 items=1
        2 v/p e second t= key= root=/data/1 items=1
        /data - -
        /data/0/n 1 v/p[e]:/n
        /data/1/n 2 v/p[e]:/n
        """);

    [Theory]
    [InlineData("host.example", "/p", "POST", true)]
    [InlineData("host.example", "/p/", "post", true)]
    [InlineData("host.example", "/p//", "POST", true)]
    [InlineData("host.example", "/p/q", "POST", false)]
    [InlineData("host.example", "/P", "POST", false)]
    [InlineData("host.example", "/", "POST", true)]
    [InlineData("host.example", "", "POST", true)]
    [InlineData("a.b.host.example", "/v2/x/track", "POST", true)]
    [InlineData("ahost.example", "/p", "POST", false)]
    [InlineData("host.example.evil", "/p", "POST", false)]
    [InlineData("host.example", "/p", "GET", false)]
    public void A_protocol_is_spoken_only_at_its_endpoints(string host, string path, string method, bool expected)
    {
        var protocol = Folder.Protocol("""
              - {kind: second, each: "content:"}
            """).Text.Replace("host: host.example\n    path: /p", "host: [host.example, \"*.host.example\"]\n    path: [/p, /, /v2/**/track]\n    method: POST", StringComparison.Ordinal);
        var decoded = Decode(protocol, """{"a":1}""", host, path, method);

        Assert.Equal(expected ? "v/p" : "", decoded.Protocol);
        Assert.Equal(expected ? 1 : 0, decoded.Events.Count);
    }

    [Fact]
    public void A_protocol_whose_events_are_not_there_claims_nothing()
    {
        var decoded = Decode(Folder.Protocol("    having: /type\nitems:\n  - {path: \"content:/a\", category: use.action, reason: r}").Text, """{"a":1}""");

        Assert.Equal("", decoded.Protocol);
        Assert.Null(Assert.Single(decoded.Items).Mapping);
    }

    [Fact]
    public void What_holds_for_every_request_is_said_where_no_protocol_says_more()
    {
        const string Base = """
            id: base
            name: Base
            base: true
            sources: [{id: s, date: 2026-01-02, says: x, certainty: verified}]
            items:
              - {path: "header:/x-*", category: protocol, reason: r}
            """;
        var knowledge = Folder.Read(("protocols/base.yaml", Base), Folder.Protocol("items:\n  - {path: \"header:/x-own\", category: use.action, reason: r}"));
        var decoded = new ExchangeDecoder(knowledge, Limits.Default).Decode(
            Exchange("""{"a":1}""", "host.example", "/p", "POST", ("x-own", "1"), ("x-other", "2"), ("y", "3")), Facts.Capture);

        Assert.Equal(
            ["/x-own 1 v/p:header:/x-own", "/x-other - base:header:/x-*", "/y - -", "/a 1 -"],
            decoded.Items.Select(i => $"{i.Path} {i.Event?.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"} {i.Mapping?.Rule ?? "-"}"));
    }

    [Fact]
    public void Bytes_of_an_event_that_the_file_explains_are_counted_as_explained()
    {
        var protocol = Folder.Protocol("    items:\n      - {path: /a, category: use.action, reason: r}").Text;

        // 17 bytes of JSON, of which the value of /b, 2 bytes, has a path but no explanation.
        Assert.Equal(new Coverage(15, 2, 0), Decode(protocol, """{"a":"xy","b":17}""").Coverage);
        Assert.Equal(new Coverage(0, 17, 0), Decode(protocol, """{"c":"xy","b":17}""").Coverage);
    }

    [Fact]
    public void Bytes_that_were_too_many_to_be_read_are_counted_as_not_opened()
    {
        var exchange = Exchange("", "host.example", "/p", "POST", ("x-a", "12")) with { BytesOut = 1002, BytesUnread = 1000 };

        Assert.Equal(new Coverage(0, 2, 1000), new ExchangeDecoder(Facts.Knowledge, Limits.Default).Decode(exchange, Facts.Capture).Coverage);
    }

    [Fact]
    public void The_way_in_which_content_was_opened_is_told_once_for_each_layer() => Assert.Equal(
        ["json", "json|base64|compressed|gzip|json"],
        Sent.Content($$"""{"x":"{{Convert.ToBase64String(Encode.Gzip("""{"a":1,"b":2}"""u8.ToArray()))}}","y":[1,2]}""").Decode().Chains);

    static void Reads(string protocol, string json, string expected)
    {
        var text = Folder.Protocol("").Text;
        var decoded = Decode(text[..text.IndexOf("  - kind: event", StringComparison.Ordinal)] + protocol, json, header: ("x-key", "K"));

        var events = decoded.Events.Select(e => $"{e.Number} {e.Protocol} {e.Kind} {e.Name} t={e.Time} key={e.AccountKey} root={e.Root} items={e.Items}");
        var items = decoded.Items.Where(i => i.Part == MessagePart.Content).Select(i => $"{i.Path} {(i.Event is { } e ? e.Number : "-")} {i.Mapping?.Rule ?? "-"}");
        Assert.Equal(expected, string.Join('\n', events.Concat(items)));
    }

    static DecodedExchange Decode(string protocol, string json, string host = "host.example", string path = "/p", string method = "POST", params (string Name, string Value)[] header) =>
        new ExchangeDecoder(Folder.Read(("protocols/v/p.yaml", protocol)), Limits.Default).Decode(Exchange(json, host, path, method, header), Facts.Capture);

    static Exchange Exchange(string json, string host, string path, string method, params (string Name, string Value)[] headers)
    {
        var content = Encoding.UTF8.GetBytes(json);
        return new()
        {
            Number = 1, Offset = 0, Length = content.Length, Host = host, Path = path, Method = method, BytesOut = content.Length + headers.Sum(h => h.Value.Length),
            Excerpts = [.. headers.Select(h => new Excerpt(MessagePart.Header, "/" + h.Name, 0, h.Value.Length, "", Encoding.UTF8.GetBytes(h.Value))), new(MessagePart.Content, "", 0, content.Length, "", content)],
        };
    }
}
