using Klikspaan.Knowledge;

namespace Klikspaan.Tests.Knowledge;

public sealed class ProtocolHeadTests
{
    [Fact]
    public void What_is_found_without_reading_a_shipped_file_is_what_the_whole_file_says()
    {
        var late = KnowledgeReader.ReadForUse(Facts.Files.Select(f => f with { IsShipped = true }), out var problems).Protocols;

        Assert.Empty(problems);
        Assert.Equal(Facts.Knowledge.Protocols.Select(Head), late.Select(Head));
        Assert.True(late.Count > 50);
        Assert.Equal(Facts.Knowledge.Protocols.Select(Body), late.Select(Body));
    }

    [Fact]
    public void Protocols_are_asked_in_the_order_of_their_ids_whatever_their_files_are_called() =>
        Assert.Equal(Facts.Knowledge.Protocols.Select(p => p.Id).Order(StringComparer.Ordinal), Facts.Knowledge.Protocols.Select(p => p.Id));

    [Theory]
    [InlineData("id: v/p\nendpoints:\n  - host: h\n    path: /p\nevents:\n  - kind: e\n", "endpoints:\n  - host: h\n    path: /p\n")]
    [InlineData("# note\r\nendpoints:\r\n- host: h\r\n  path: /p\r\n\r\n# note\r\nevents: []\r\n", "endpoints:\r\n- host: h\r\n  path: /p\r\n\r\n# note\r\n")]
    [InlineData("events: []\nendpoints: [{host: h, path: /p}]", "endpoints: [{host: h, path: /p}]")]
    public void The_lines_of_the_endpoints_are_cut_out(string file, string expected)
    {
        Assert.True(ProtocolHead.TryFind(Encode.Utf8(file), out var head, out _));
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(head.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("id: v/p\nevents: []\n")]
    [InlineData("id: v/p\nbase: true\nendpoints:\n  - host: h\n")]
    [InlineData("id: v/p\nimported: s\nendpoints:\n  - host: h\n")]
    [InlineData("{id: v/p, endpoints: []}\n")]
    [InlineData("name: \"two\nlines\"\nendpoints:\n  - host: h\n")]
    [InlineData("\"endpoints\":\n  - host: h\n")]
    [InlineData("name: x\n? endpoints\n: []\n")]
    public void A_file_that_is_written_otherwise_is_read_whole(string file) => Assert.False(ProtocolHead.TryFind(Encode.Utf8(file), out _, out _));

    [Fact]
    public void A_mistake_in_a_shipped_file_is_told_with_its_place_when_the_protocol_is_met()
    {
        var path = Facts.Files.First(f => f.Path.StartsWith("protocols/", StringComparison.Ordinal) && f.Path.EndsWith("/batch.yaml", StringComparison.Ordinal)).Path;
        var files = Facts.Files.Select(f => f with { IsShipped = true, Bytes = f.Path == path ? (byte[])[.. f.Bytes.ToArray(), .. "nosuch: 1\n"u8] : f.Bytes });
        var protocol = KnowledgeReader.ReadForUse(files, out var problems).Protocols.Single(p => $"protocols/{p.Id}.yaml" == path);

        Assert.Empty(problems);
        Assert.Contains("'nosuch' is not a key here", Assert.Throws<InvalidDataException>(() => protocol.Events).Message, StringComparison.Ordinal);
    }

    static string Head(Protocol p) => $"{p.Id} {p.IsBase} {p.IsStored} {p.ImportedFrom} {string.Join(';', p.Endpoints.Select(e => $"{string.Join(',', e.Hosts)} {string.Join(',', e.Paths.Select(x => x.Text))} {string.Join(',', e.Methods)}"))}";

    static string Body(Protocol p) => $"{p.Name} {p.Events.Count} {p.Shared.Count} {p.Entries.Count} {p.Sources.Count} {p.Acknowledgements.Count}";
}
