using System.Text;
using FsCheck.Xunit;
using Klikspaan.Knowledge;

namespace Klikspaan.Tests.Knowledge;

public sealed class KnowledgeReaderTests
{
    [Fact]
    public void The_small_folder_of_these_tests_has_no_mistakes()
    {
        var knowledge = Folder.Read(Folder.Protocol(""), Folder.Recipient("o", ""));

        Assert.Equal("1.2.3", knowledge.Version);
        Assert.Equal(["protocol", "use.action", "credential"], knowledge.Categories.Keys);
        Assert.Equal("v/p", Assert.Single(knowledge.Protocols).Id);
        Assert.Equal("o", Assert.Single(knowledge.Organisations).Id);
    }

    [Fact]
    public void What_is_missing_from_the_folder_is_told_at_once()
    {
        KnowledgeReader.Read([], out var problems);

        Assert.Equal(
            """
            third-party/public-suffix-list/public_suffix_list.dat:1:1: the public suffix list is missing
            categories.yaml:1:1: the file is missing
            knowledge.yaml:1:1: the file is missing; it holds 'version: 1.2.3'
            """,
            string.Join('\n', problems));
    }

    [Fact]
    public void Every_mistake_is_told_with_its_line_and_column() => Mistakes(
        """
        protocols/v/p.yaml:1:5: 'id' must be the path of the file, 'v/p'
        protocols/v/p.yaml:6:16: 'certainty' must be verified or uncertain
        protocols/v/p.yaml:5:11: 'date' must be a day such as 2026-11-23
        protocols/v/p.yaml:4:5: 'says' is missing
        protocols/v/p.yaml:7:5: 'certainty' is missing
        protocols/v/p.yaml:7:5: 'certainty' must be verified or uncertain
        protocols/v/p.yaml:7:9: the source 's' is already listed
        protocols/v/p.yaml:10:7: 'base' must be true or false, found 'perhaps'
        protocols/v/p.yaml:1:1: 'name' is missing
        protocols/v/p.yaml:12:15: 'host' must be a list of texts
        protocols/v/p.yaml:12:11: an endpoint needs 'host' and 'path'
        protocols/v/p.yaml:13:5: 'port' is not a key here; known are address, content_begins, content_begins_not, content_holds, has, host, method, path
        protocols/v/p.yaml:30:8: 'lists' must be a list
        protocols/v/p.yaml:17:11: 'a' must be a path such as /data/* or header:/apikey
        protocols/v/p.yaml:24:9: 'items' must be a list of mappings
        protocols/v/p.yaml:20:19: the category 'unknown.category' is not in categories.yaml
        protocols/v/p.yaml:22:17: the source 't' is not listed in this file
        protocols/v/p.yaml:23:9: 'reason' is missing
        protocols/v/p.yaml:23:9: 'path' is missing
        protocols/v/p.yaml:25:14: 'ignored' must be a list
        protocols/v/p.yaml:16:11: 'each' must say where events stand, without **
        protocols/v/p.yaml:27:11: '/relative' must be a path such as content:/data/*
        protocols/v/p.yaml:2:1: 'nome' is not a key here; known are acknowledge, base, endpoints, events, id, ignored, imported, items, layers, lists, name, placeholders, role, shared, sources, stored, summary
        """,
        ("protocols/v/p.yaml", """
            id: v/q
            nome: P
            sources:
              - id: s
                date: 23-11-2026
                certainty: sure
              - id: s
                date: 2026-01-02
                says: x
            base: perhaps
            endpoints:
              - host: [a, {b: c}]
                port: 80
            events:
              - kind: e
                each: content:/**/x
                name: [a, /b]
                items:
                  - path: /a
                    category: unknown.category
                    reason: r
                    source: t
                  - category: use.action
                  - text
                ignored: nothing
            items:
              - path: /relative
                category: use.action
                reason: r
            lists: {}
            """));

    [Fact]
    public void Mistakes_in_several_files_are_told_together() => Mistakes(
        """
        categories.yaml:5:13: 'secret' must be true or false, found 'yes'
        categories.yaml:4:11: 'kind' must be one of gewoon, gevoelig, bijzonder, strafrechtelijk, nationaal identificatienummer
        categories.yaml:7:17: 'other' is not a key here; known are rijksmodel, trackhar
        categories.yaml:8:9: the category 'a' is already listed
        categories.yaml:11:5: 'id' is missing
        categories.yaml:11:5: 'name' is missing
        categories.yaml:11:5: 'about' is missing
        recipients/o.yaml:1:5: 'id' must be the name of the file, 'o'
        recipients/o.yaml:3:10: 'country' must be two capitals (ISO 3166), or absent when not established
        recipients/o.yaml:5:20: 'domain' must be a plain domain in lower case; its subdomains are meant too
        recipients/o.yaml:5:41: the source 's' is not listed in this file
        recipients/o.yaml:5:54: 'domain' must be a plain domain in lower case; its subdomains are meant too
        recipients/o.yaml:5:79: the source 's' is not listed in this file
        recipients/o.yaml:5:83: 'domain' is missing
        recipients/o.yaml:5:92: the source 's' is not listed in this file
        recipients/o.yaml:6:8: 'source' is missing
        knowledge.yaml:2:1: 'versions' is not a key here; known are version
        rules/all.yaml:1:1: a rule needs 'keys', 'shapes' or 'prefixes', or it would match everything
        rules/r.yaml:1:5: 'id' must be the path of the file, 'r'
        rules/r.yaml:2:11: the category 'nothing' is not in categories.yaml
        rules/r.yaml:4:9: the shape 'round' is not known; known are guid, email, ipv4, ipv6, mac, jwt, hex-digest, iso-time, url, unix-path, windows-path, sid, licence-plate, credit-card, phone-national, coordinates, decimal-degrees, ipv4-private, ipv6-private, url-query, eleven-test, imei, iban, postcode-nl, postcode-with-number, document-number-nl, phone-e164, unc-path, stack-trace, free-text
        rules/r.yaml:3:8: 'body' is not a part of a request
        rules/r.yaml:3:8: '4' is not a part of a request
        rules/r.yaml:1:1: 'reason' is missing
        rules/r.yaml:6:18: 'path' must be a part and a pointer, such as content:/user/email
        rules/r.yaml:7:3: 'other' is not a key here; known are false_positive, match, no_match
        rules/r.yaml:6:3: 'examples' needs at least one under 'match' and one under 'no_match'
        recipients/p.yaml:6:1: the key's protocol 'v/none' has no file below protocols/
        """,
        ("knowledge.yaml", "version: 1\nversions: 2"),
        ("categories.yaml", """
            categories:
              - id: a
                name: A
                kind: odd
                secret: yes
                about: x
                crosswalk: {other: y}
              - id: a
                name: B
                about: x
              - {}
            """),
        ("rules/r.yaml", """
            id: x
            category: nothing
            parts: [content, body, 4]
            shapes: [guid, round]
            examples:
              match: [{path: /a, value: b}]
              other: []
            """),
        ("rules/all.yaml", """
            id: all
            category: a
            reason: Everything.
            examples:
              match: [{path: "content:/a", value: b}]
              no_match: [{path: "content:/a", value: b}]
            """),
        ("recipients/o.yaml", """
            id: p
            name: O
            country: nl
            sources: []
            domains: [{domain: Example.com, source: s}, {domain: "*.example.com", source: s}, {source: s}]
            keys: [{protocol: v/none, key: k}]
            """));

    [Theory]
    [InlineData("a: [", "recipients/x.yaml:2:1: not YAML: ")]
    [InlineData("a: b\n\tc: d", "recipients/x.yaml:1:4: not YAML: ")]
    [InlineData("a: b\nc: {d: e", "recipients/x.yaml:3:1: not YAML: ")]
    [InlineData("a: 1\nb: 2\na: 3", "recipients/x.yaml:3:1: not YAML: ")]
    [InlineData(": {\na", "recipients/x.yaml:1:1: not YAML: ")]
    [InlineData("- a", "recipients/x.yaml:1:1: the file must hold one YAML mapping")]
    [InlineData("", "recipients/x.yaml:1:1: the file must hold one YAML mapping")]
    [InlineData("# only a comment", "recipients/x.yaml:1:1: the file must hold one YAML mapping")]
    [InlineData("text", "recipients/x.yaml:1:1: the file must hold one YAML mapping")]
    [InlineData("a: b\n---\nc: d", "recipients/x.yaml:1:1: the file must hold one YAML mapping")]
    [InlineData("a: &x b\nc: *x", "recipients/x.yaml:2:4: aliases are not allowed")]
    [InlineData("a: *x", "recipients/x.yaml:1:4: aliases are not allowed")]
    public void A_file_that_cannot_be_read_is_one_mistake(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Folder.Mistakes(("recipients/x.yaml", text)).Split('\n')), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_repeats_itself_a_billion_times_is_refused()
    {
        var laughs = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (var i = 1; i < 30; i++)
        {
            laughs.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        }

        Mistakes("recipients/x.yaml:2:10: aliases are not allowed", ("recipients/x.yaml", laughs.ToString()));
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        Assert.DoesNotContain("nested", Folder.Mistakes(("recipients/x.yaml", "a: " + new string('[', 23) + new string(']', 23))), StringComparison.Ordinal);
        Mistakes("recipients/x.yaml:1:27: nested deeper than 24 levels", ("recipients/x.yaml", "a: " + new string('[', 24) + new string(']', 24)));
        Mistakes("recipients/x.yaml:1:27: nested deeper than 24 levels", ("recipients/x.yaml", "a: " + new string('[', 200_000)));
    }

    [Fact]
    public void A_huge_file_is_refused_unread() =>
        Mistakes("recipients/x.yaml:1:1: the file is larger than 8388608 bytes", ("recipients/x.yaml", new string('[', (8 << 20) + 1)));

    [Property(MaxTest = 300)]
    public void Any_text_is_read_or_refused_with_a_place(byte[] choices)
    {
        const string Signs = "ab:- \n{}[],&*!|>'\"#%@`?\t\u0001é";
        var text = string.Concat(choices.Select(c => Signs[c % Signs.Length]));
        foreach (var file in new[] { "recipients/x.yaml", "protocols/v/x.yaml", "rules/x.yaml", "categories.yaml", "knowledge.yaml" })
        {
            KnowledgeReader.Read(Folder.Of((file, text)), out var problems);

            // An empty list of categories is no mistake.
            Assert.True(problems.Any(p => p.File == file) || file == "categories.yaml");
            Assert.All(problems, p => Assert.True(p is { Line: >= 1, Column: >= 1, Message.Length: > 0 }));
        }
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm() => Assert.Equal("7", Folder.Read(("knowledge.yaml", "\uFEFFversion: 7")).Version);

    [Fact]
    public void A_later_folder_is_laid_over_an_earlier_one()
    {
        var knowledge = Folder.Read(Folder.Recipient("o", "domains: [{domain: a.example, source: s}]"), Folder.Recipient("o", "domains: [{domain: b.example, source: s}]"));

        Assert.Equal("b.example", Assert.Single(Assert.Single(knowledge.Organisations).Domains).Domain);
    }

    [Fact]
    public void The_digest_is_of_the_facts_and_of_nothing_else()
    {
        var digest = Folder.Read(Folder.Recipient("a", ""), Folder.Recipient("b", "")).Digest;

        Assert.Equal(digest, Folder.Read(Folder.Recipient("b", ""), Folder.Recipient("a", "")).Digest);
        Assert.Equal(digest, Folder.Read(Folder.Recipient("a", ""), Folder.Recipient("b", ""), ("README.md", "x"), ("protocols/v/p.x.har", "{}"), ("protocols/v/p.x.verified.yaml", "x")).Digest);
        Assert.NotEqual(digest, Folder.Read(Folder.Recipient("a", ""), Folder.Recipient("c", "")).Digest);
        Assert.NotEqual(digest, Folder.Read(Folder.Recipient("a", ""), Folder.Recipient("b", "# remark")).Digest);
    }

    [Fact]
    public void Languages_and_what_a_recording_needs_are_read_when_they_are_asked_for_and_their_mistakes_told_to_who_needs_them()
    {
        const string Wrong = "languages/xx.yaml:1:11: the file of language 'yy' must be called languages/yy.yaml";
        var files = Folder.Of(("languages/xx.yaml", "language: yy"), ("languages/zz.yaml", "language: zz\nname: Z\nand: z\nnumbers: {group: a, decimal: b}"), ("languages/no.yaml", "- no"), ("recording/other.yaml", "a: b"));
        var knowledge = KnowledgeReader.ReadForUse(files, out var problems);
        KnowledgeReader.Read(files, out var all);

        Assert.Empty(problems);
        Assert.Contains(Wrong, knowledge.LanguageProblems("xx").Select(p => p.ToString()));
        Assert.Empty(knowledge.LanguageProblems("zz"));
        Assert.Empty(knowledge.LanguageProblems("yy"));
        Assert.Equal("the file must hold one YAML mapping", Assert.Single(knowledge.LanguageProblems("no")).Message);
        Assert.Equal("recording/other.yaml", Assert.Single(knowledge.RecordingProblems).File);
        Assert.Equal(["zz"], knowledge.Languages.Keys);
        Assert.Equal("Z", Assert.Single(knowledge.Languages).Value.Name);
        Assert.Equal(knowledge.Languages.Values, [knowledge.Languages["zz"]]);
        Assert.Same(knowledge.Recording, knowledge.Recording);
        Assert.Throws<KeyNotFoundException>(() => knowledge.Languages["no"]);
        Assert.Equal([.. knowledge.LanguageProblems("no"), .. knowledge.LanguageProblems("xx"), .. knowledge.RecordingProblems], all.OrderBy(p => p.File, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("categories.yaml", true)]
    [InlineData("protocols/v/p.yaml", true)]
    [InlineData("third-party/public-suffix-list/public_suffix_list.dat", true)]
    [InlineData("third-party/other.dat", false)]
    [InlineData("protocols/v/p.case.har", false)]
    [InlineData("protocols/v/p.case.verified.yaml", false)]
    [InlineData("labels/corpus/a.yaml", false)]
    [InlineData("README.md", false)]
    public void Samples_and_texts_for_people_are_no_facts(string path, bool expected) => Assert.Equal(expected, KnowledgeReader.IsFact(path));

    [Fact]
    public void A_domain_belongs_to_one_organisation() => Mistakes(
        "recipients/b.yaml:1:1: 'x.example' is claimed by a and b",
        Folder.Recipient("a", "domains: [{domain: x.example, source: s}, {domain: y.example, source: s}]"),
        Folder.Recipient("b", "domains: [{domain: x.example, source: s}, {domain: z.x.example, source: s}]"));

    [Fact]
    public void A_key_belongs_to_one_organisation_and_a_known_protocol()
    {
        Mistakes(
            "recipients/b.yaml:1:1: 'k' is claimed by a and b",
            Folder.Protocol(""),
            Folder.Recipient("a", "keys: [{protocol: v/p, key: k, source: s}]"),
            Folder.Recipient("b", "keys: [{protocol: v/p, key: k, source: s}]"));
        Mistakes(
            "recipients/a.yaml:13:1: the key's protocol 'v/none' has no file below protocols/",
            Folder.Protocol(""),
            Folder.Recipient("a", "keys:\n  - protocol: v/p\n    key: k\n    source: s\n  - {protocol: v/none, key: j, source: s}"));
    }

    static void Mistakes(string expected, params (string Path, string Text)[] files) => Assert.Equal(expected, Folder.Mistakes(files));
}
