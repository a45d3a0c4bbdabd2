using Klikspaan.Classifying;

namespace Klikspaan.Tests.Classifying;

public sealed class ClassifierTests
{
    const string Jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2b29yYmVlbGQifQ.c2lnbmF0dXJl";

    static readonly (string Path, string Text) TokenRule = ("rules/token.yaml", """
        id: token
        category: credential
        keys: [token]
        reason: By its name.
        examples:
          match: [{path: "content:/token", value: x}]
          no_match: [{path: "content:/other", value: x}]
        """);

    static readonly (string Path, string Text) JwtRule = ("rules/z-jwt.yaml", """
        id: z-jwt
        category: credential
        shapes: [jwt]
        reason: By its shape.
        examples:
          match: [{path: "content:/x", value: eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2b29yYmVlbGQifQ.c2lnbmF0dXJl}]
          no_match: [{path: "content:/x", value: x}]
        """);

    static readonly (string Path, string Text) ActionRule = ("rules/action.yaml", """
        id: action
        category: use.action
        keys: [action*, x]
        parts: [content]
        reason: By its name.
        examples:
          match: [{path: "content:/action", value: x}]
          no_match: [{path: "query:/action", value: x}]
        """);

    [Fact]
    public void What_no_rule_and_no_protocol_knows_stays_not_established() =>
        Classifies("""{"zz":"17"}""", "/zz: not established  []");

    [Fact]
    public void The_first_rule_that_matches_counts() =>
        Classifies("""{"token":"x","actionName":"y","token2":"z"}""", "/token: credential rules/token [By its name.] secret\n/actionName: use.action rules/action [By its name.]\n/token2: not established  []");

    [Fact]
    public void The_name_of_a_field_is_compared_without_case_and_separators() =>
        Classifies("""{"To-Ken":"x","_TOKEN_":"x","t.o.k.e.n":"x"}""", string.Join('\n', new[] { "To-Ken", "_TOKEN_", "t.o.k.e.n" }.Select(k => $"/{k}: credential rules/token [By its name.] secret")));

    [Fact]
    public void An_element_of_a_list_goes_by_the_name_of_the_list() =>
        Classifies("""{"token":["x",["y"]],"0":"z"}""", "/token/0: credential rules/token [By its name.] secret\n/token/1/0: credential rules/token [By its name.] secret\n/0: not established  []");

    [Fact]
    public void An_empty_value_is_of_no_category() => Classifies("""{"token":""}""", "/token: no-value  [The value is empty or null.]");

    [Fact]
    public void A_rule_holds_only_in_its_parts()
    {
        Assert.Equal("/action: not established  []", Classify(Sent.Of(MessagePart.Query, "action=a")));
        Assert.Equal("/action: use.action rules/action [By its name.]", Classify(Sent.Content("""{"action":"a"}""")));
    }

    [Fact]
    public void A_token_is_a_secret_wherever_it_stands()
    {
        foreach (var sent in new[] { Sent.Content($$"""{"zz":"{{Jwt}}"}"""), Sent.Of(MessagePart.Query, $"zz={Jwt}"), Sent.Of(MessagePart.Header, Jwt, "/zz"), Sent.Of(MessagePart.Path, $"/{Jwt}"), Sent.Of(MessagePart.Cookie, $"zz={Jwt}") })
        {
            Assert.EndsWith("credential rules/z-jwt [By its shape.] secret", Classify(sent), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_stands_within_a_secret_is_a_secret_too() => Classifies(
        """{"token":{"zz":"1"},"token2":"{\"zz\":\"x\"}","tok":{"token":"{\"action\":\"x\",\"n\":[\"y\"]}"}}""",
        """
        /token/zz: not established  []
        /token2: not established  []
        /tok/token: credential rules/token [By its name.] secret
        /token2/zz: not established  []
        /tok/token/action: use.action rules/action [By its name.] secret
        /tok/token/n/0: credential rules/token [By its name.] secret
        """);

    [Fact]
    public void What_is_packed_in_a_credential_of_a_header_is_not_shown()
    {
        var items = Sent.Of(MessagePart.Header, """{"user":"jansen","n":["x"]}""", "/authorization").Decode().Items;
        var classifications = new Classifier(Facts.Knowledge).Classify(items);

        Assert.Equal(["/authorization", "/authorization/user", "/authorization/n/0"], items.Select(i => i.Path));
        Assert.All(classifications, c => Assert.True(c.IsSecret));
        Assert.All(items.Zip(classifications), p => Assert.StartsWith("[masked: ", Masking.Show(p.First, p.Second, reveal: false), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MessagePart.Header, "/authorization", "Bearer abcdef", "credential")]
    [InlineData(MessagePart.Header, "/x-api-key", "abcdef", "credential")]
    [InlineData(MessagePart.Cookie, "", "sid=abcdef", "cookie")]
    [InlineData(MessagePart.Cookie, "/sid", "abcdef", "cookie")]
    [InlineData(MessagePart.Query, "", "access_token=abcdef", "credential")]
    [InlineData(MessagePart.Content, "", """{"user":{"password":"geheim"}}""", "credential")]
    public void The_shipped_rules_keep_credentials_from_view(MessagePart part, string path, string text, string category)
    {
        var items = Sent.Of(part, text, path).Decode().Items;
        var classification = Assert.Single(new Classifier(Facts.Knowledge).Classify(items));

        Assert.Equal((category, true), (classification.Category, classification.IsSecret));
        Assert.StartsWith("[masked: ", Masking.Show(items[0], classification, reveal: false), StringComparison.Ordinal);
        Assert.DoesNotContain("[masked", Masking.Show(items[0], classification, reveal: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_protocol_file_says_goes_before_a_name_but_not_before_the_shape_of_a_credential()
    {
        var lines = await ObserveAsync($$"""{"token":"x","action":"{{Jwt}}","x":"1"}""", """
                items:
                  - path: /token
                    category: use.action
                    reason: It counts words.
                  - path: /action
                    category: use.action
                    reason: It names the action.
                ignored:
                  - path: /x
                    reason: Of the protocol.
            """);

        Assert.Equal(
            """
            /token: use.action v/p[event]:/token [It counts words.]
            /action: credential rules/z-jwt [By its shape.] secret
            /x: protocol v/p[event]:/x [Of the protocol.]
            /action/header/alg: credential rules/z-jwt [By its shape.] secret
            /action/payload/sub: credential rules/z-jwt [By its shape.] secret
            """,
            lines);
    }

    [Fact]
    public async Task A_secret_by_name_stays_a_secret_where_a_protocol_file_only_ignores_it() => Assert.Equal(
        "/token: credential rules/token [By its name.] secret",
        await ObserveAsync("""{"token":"x"}""", """
                ignored:
                  - path: /token
                    reason: Of the protocol.
            """));

    [Fact]
    public void Name_and_shape_both_count_before_either_and_the_basis_says_which()
    {
        var items = Sent.Content("""{"bssid":"02:42:ac:11:00:2a","mac":"02:42:ac:11:00:2a","other":"x"}""").Decode().Items;
        var said = new Classifier(Folder.Read(Shaped("a", "shapes: [mac]"), Shaped("b", "keys: [bssid, other]"), Shaped("c", "keys: [bssid]\nshapes: [mac]"))).Classify(items);

        Assert.Equal(
            [("rules/c", "name of the field and shape of the value"), ("rules/a", "shape of the value"), ("rules/b", "name of the field")],
            said.Select(c => (c.Rule, c.Basis)));
    }

    [Fact]
    public void A_narrow_shape_counts_before_the_one_of_whose_kind_it_is_and_alone_it_is_of_that_kind()
    {
        var items = Sent.Content("""{"a":"192.168.1.20","b":"192.0.2.17"}""").Decode().Items;

        Assert.Equal(["rules/z", "rules/a"], new Classifier(Folder.Read(Shaped("a", "shapes: [ipv4]"), Shaped("z", "shapes: [ipv4-private]"))).Classify(items).Select(c => c.Rule));
        Assert.Equal(["rules/a", "rules/a"], new Classifier(Folder.Read(Shaped("a", "shapes: [ipv4]"))).Classify(items).Select(c => c.Rule));
    }

    /// <summary>Where a protocol file speaks, only shapes of credentials are asked for: also one that is found last.</summary>
    [Fact]
    public async Task A_credential_is_known_by_any_shape_where_a_protocol_file_says_something_else()
    {
        var (path, text) = Shaped("card", "shapes: [credit-card]");
        var knowledge = Folder.Read((path, text.Replace("use.action", "credential", StringComparison.Ordinal)), Folder.Protocol("""
                items:
                  - path: /action
                    category: use.action
                    reason: So.
            """));
        var rules = new List<(string, bool)>();
        await foreach (var observation in new Pipeline(knowledge, [], Limits.Default, 1).ReadAsync(
            new MemoryStream(Facts.Har("""{"action":"4111111111111111"}""", "https://host.example/p")), new Klikspaan.Importing.HarReader(), Facts.Capture, TestContext.Current.CancellationToken))
        {
            rules.AddRange(observation.Classifications.Select(c => (c.Rule, c.IsSecret)));
        }

        Assert.Contains(("rules/card", true), rules);
    }

    [Fact]
    public void A_rule_says_nothing_of_fields_that_it_leaves_out()
    {
        var (path, text) = Shaped("a", "keys: [\"*id\"]\nnot_keys: [\"app*\"]");
        var items = Sent.Content("""{"userId":"x","App-Id":"x"}""").Decode().Items;
        var knowledge = Folder.Read((path, text));

        Assert.Equal(["rules/a", ""], new Classifier(knowledge).Classify(items).Select(c => c.Rule));
        Assert.False(Classifier.IsMatch(knowledge.Rules[0], MessagePart.Content, "/appId", "x"u8));
    }

    /// <summary>What is shipped, on values as they are sent: which rule speaks, and which does not.</summary>
    [Theory]
    [InlineData("bsn", "999990019", "rules/person/national-number")]
    [InlineData("caseNumber", "999990019", "")]
    [InlineData("sid", "S-1-5-21-1004336348-1177238915-682003330-1001", "rules/identifiers/account-sid")]
    [InlineData("sid", "346d500a", "rules/identifiers/session")]
    [InlineData("tid", "6d92078a-8246-4ba4-ae5b-76104861e7dc", "rules/identifiers/tenant")]
    [InlineData("x", "6d92078a-8246-4ba4-ae5b-76104861e7dc", "rules/shapes/guid")]
    [InlineData("bssid", "02:42:ac:11:00:2a", "rules/network/wifi-address")]
    [InlineData("upn", "jan.jansen@example.nl", "rules/person/email")]
    [InlineData("latitude", "52.09074", "rules/network/latitude-longitude")]
    [InlineData("duration", "52.09074", "")]
    [InlineData("ip", "10.0.0.5", "rules/network/ip-private")]
    [InlineData("x", "NL91ABNA0417164300", "rules/person/iban")]
    [InlineData("password", "NL91ABNA0417164300", "rules/credentials/token")]
    [InlineData("time", "1795420613662", "")]
    [InlineData("appVersion", "1.3.147.37", "")]
    [InlineData("address", "1.3.147.37", "rules/network/ip-address")]
    [InlineData("server", "192.0.2.17", "rules/network/ip-address")]
    [InlineData("driverVer", "10.0.19.1", "")]
    [InlineData("x", "NL91 ABNA 0417 1643 00", "rules/person/iban")]
    [InlineData("x", "ZZ16ABNA0417164300", "")]
    [InlineData("sub", "www.example.nl", "")]
    [InlineData("sessionId", "2", "")]
    [InlineData("sessionId", "False", "")]
    [InlineData("sessionId", "123", "rules/identifiers/session")]
    [InlineData("x", "MDMP is the beginning of a dump", "")]
    public void The_shipped_rules_speak_where_they_should(string name, string value, string rule) =>
        Assert.Equal(rule, new Classifier(Facts.Knowledge).Classify(Sent.Content($$"""{"{{name}}":"{{value}}"}""").Decode().Items).Single().Rule);

    [Fact]
    public void A_rule_for_what_stands_in_something_looks_at_its_name_past_lists()
    {
        var (path, text) = Shaped("a", "keys: [sub]\nin: [payload]");
        var items = Sent.Content("""{"sub":"x","payload":{"sub":"x","more":{"sub":"x"}},"Pay-Load":[{"sub":["x"]}]}""").Decode().Items;

        Assert.Equal(["", "rules/a", "", "rules/a"], new Classifier(Folder.Read((path, text))).Classify(items).Select(c => c.Rule));
    }

    [Fact]
    public void What_tells_few_apart_is_remembered_apart_for_the_same_field()
    {
        var (path, text) = Shaped("a", "keys: [id]\ntells_apart: true");
        var items = Sent.Content("""[{"id":"7"},{"id":"abc"},{"id":"true"},{"id":"none"},{"id":"trues"},{"id":"77"}]""").Decode().Items;

        Assert.Equal(["", "rules/a", "", "", "rules/a", "rules/a"], new Classifier(Folder.Read((path, text))).Classify(items).Select(c => c.Rule));
    }

    [Fact]
    public void A_value_is_as_long_as_its_beginning_asks()
    {
        var (path, text) = Shaped("a", "lengths: {AB: 6, ABC: 4}");
        var items = Sent.Content("""["AB1234","AB 12 34","AB123","ABC1","ABC12","AC1234"]""").Decode().Items;

        Assert.Equal(["rules/a", "rules/a", "", "rules/a", "", ""], new Classifier(Folder.Read((path, text))).Classify(items).Select(c => c.Rule));
    }

    [Theory]
    [InlineData("prefix_bytes: [4d5]", "'4d5' must be bytes in hex, such as 4d5a")]
    [InlineData("prefix_bytes: [\"\"]", "'' must be bytes in hex, such as 4d5a")]
    [InlineData("lengths: {AB: 2}", "the length of what begins with 'AB' must be a number above 2")]
    public void A_beginning_that_cannot_be_is_a_mistake(string goesBy, string message)
    {
        var (path, text) = Shaped("a", "keys: [x]\n" + goesBy);

        Assert.Contains(message, Folder.Mistakes((path, text)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_example_is_matched_as_an_item_is()
    {
        var rule = Folder.Read(ActionRule).Rules[0];

        Assert.True(Classifier.IsMatch(rule, MessagePart.Content, "/a/Action-Name", "x"u8));
        Assert.False(Classifier.IsMatch(rule, MessagePart.Query, "/action", "x"u8));
        Assert.False(Classifier.IsMatch(rule, MessagePart.Content, "/action/other", "x"u8));
        Assert.False(Classifier.IsMatch(rule, MessagePart.Content, "/action", ""u8));
    }

    static (string Path, string Text) Shaped(string id, string goesBy) => ($"rules/{id}.yaml", $$"""
        id: {{id}}
        category: use.action
        {{goesBy}}
        reason: So.
        examples:
          match: [{path: "content:/x", value: x}]
          no_match: [{path: "content:/y", value: y}]
        """);

    static void Classifies(string json, string expected) => Assert.Equal(expected, Classify(Sent.Content(json)));

    static string Classify(Sent sent)
    {
        var items = sent.Decode().Items;
        return Show(items, new Classifier(Folder.Read(TokenRule, JwtRule, ActionRule)).Classify(items));
    }

    static async Task<string> ObserveAsync(string json, string entries)
    {
        var knowledge = Folder.Read(TokenRule, JwtRule, ActionRule, Folder.Protocol(entries));
        await foreach (var observation in new Pipeline(knowledge, [], Limits.Default, 1).ReadAsync(
            new MemoryStream(Facts.Har(json, "https://host.example/p")), new Klikspaan.Importing.HarReader(), Facts.Capture, TestContext.Current.CancellationToken))
        {
            if (observation.Decoded is { } decoded)
            {
                Assert.Equal("v/p", decoded.Protocol);
                var content = decoded.Items.Select((item, i) => (item, i)).Where(p => p.item.Part == MessagePart.Content).ToList();
                return Show([.. content.Select(p => p.item)], [.. content.Select(p => observation.Classifications[p.i])]);
            }
        }

        return "";
    }

    static string Show(IReadOnlyList<DataItem> items, IReadOnlyList<Classification> classifications) =>
        string.Join('\n', items.Zip(classifications, (i, c) => $"{i.Path}: {c.Category} {c.Rule} [{c.Reason}]{(c.IsSecret ? " secret" : "")}"));
}
