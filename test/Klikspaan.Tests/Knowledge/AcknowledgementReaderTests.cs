using Klikspaan.Knowledge;

namespace Klikspaan.Tests.Knowledge;

public sealed class AcknowledgementReaderTests
{
    [Fact]
    public void An_answer_is_for_the_endpoints_of_its_file_unless_it_names_others()
    {
        var protocol = Read("""
              - {status: 204, source: s}
              - {path: /q, method: GET, status: 200, source: s}
              - {host: "*.other.example", path: [/a/*, /], status: 200, content_type: Text/*, source: s}
            """);

        Assert.True(Fits(protocol, 0, "POST", "host.example", "/p", ""));
        Assert.False(Fits(protocol, 0, "POST", "host.example", "/q", ""));
        Assert.True(Fits(protocol, 1, "GET", "host.example", "/q", "any/thing"));
        Assert.False(Fits(protocol, 1, "POST", "host.example", "/q", ""));
        Assert.True(Fits(protocol, 2, "PUT", "x.other.example", "/a/b", "text/plain"));
        Assert.True(Fits(protocol, 2, "PUT", "x.other.example", "/", "text/plain"));
        Assert.False(Fits(protocol, 2, "PUT", "x.other.example", "/a/b", "application/json"));
        Assert.False(Fits(protocol, 2, "PUT", "host.example", "/a/b", "text/plain"));
    }

    [Fact]
    public void Named_values_are_put_into_the_body_and_nothing_else_is()
    {
        var answer = Read("""
              - status: 200
                fields:
                  - {name: content-type, value: application/json}
                  - {name: x-other, value: "a: {count}"}
                body: '{"n":{count},"of":[{count}],"id":"{guid}","x":{},"t":"{time}{hex32}"}'
                source: s
            """).Acknowledgements[0];

        Assert.Equal("""{"n":<count>,"of":[<count>],"id":"<guid>","x":{},"t":"<time><hex32>"}""", AcknowledgementBody.Fill(answer.Body, n => $"<{n}>"));
        Assert.Equal("a: {count}", answer.Fields[1].Value);
        Assert.Equal("protocols/v/p#s", answer.Source);
    }

    [Fact]
    public void Every_mistake_is_told_with_its_line_and_column() => Assert.Equal(
        """
        protocols/v/p.yaml:15:12: an answer for a host of its own needs 'path'
        protocols/v/p.yaml:15:25: 'status' must be a number from 200 to 599
        protocols/v/p.yaml:15:5: 'source' is missing
        protocols/v/p.yaml:16:14: 'status' must be a number from 200 to 599
        protocols/v/p.yaml:16:27: the source 'x' is not listed in this file
        protocols/v/p.yaml:17:14: 'status' must be a number from 200 to 599
        protocols/v/p.yaml:17:29: 'b' is not a key here; known are body, content_type, fields, host, method, path, source, status
        protocols/v/p.yaml:18:5: 'status' is missing
        protocols/v/p.yaml:19:14: a redirection leads a program elsewhere; an answer never does that
        protocols/v/p.yaml:20:14: the status 429 can silence a program; an answer never does
        protocols/v/p.yaml:21:25: '{counts}' is not a value that an answer can hold; known are {count}, {guid}, {hex32}, {time}
        protocols/v/p.yaml:21:25: a 'body' needs a field 'content-type'
        protocols/v/p.yaml:22:82: by its 'content-type' the 'body' must be JSON
        protocols/v/p.yaml:23:76: an answer with status 204 has no 'body'
        """,
        Folder.Mistakes(Acknowledge("""
              - {host: a.b, status: 199}
              - {status: 600, source: x}
              - {status: 2x, source: s, b: 1}
              - {source: s}
              - {status: 302, source: s}
              - {status: 429, source: s}
              - {status: 200, body: "{counts}", source: s}
              - {status: 200, fields: [{name: Content-Type, value: application/json}], body: "{count", source: s}
              - {status: 204, fields: [{name: content-type, value: text/plain}], body: x, source: s}
            """)));

    [Theory]
    [InlineData("kill-tokens", "all")]
    [InlineData("kill-duration", "1")]
    [InlineData("Kill-Duration-Seconds", "1")]
    [InlineData("Retry-After", "86400")]
    [InlineData("x-retry-after-ms", "1")]
    [InlineData("X-Vendor-Rate-Limits", "60:all")]
    [InlineData("x-ratelimit-remaining", "0")]
    [InlineData("x-polling-interval-hint", "86400000")]
    [InlineData("x-endpoint-redirect", "https://elsewhere.example/")]
    [InlineData("Clear-Site-Data", "*")]
    [InlineData("location", "https://elsewhere.example/")]
    [InlineData("Set-Cookie", "a=b")]
    [InlineData("alt-svc", "h3")]
    [InlineData("content-length", "1")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("access-control-allow-origin", "*")]
    [InlineData("x y", "1")]
    [InlineData("x:y", "1")]
    [InlineData("x\\r\\ny", "1")]
    [InlineData("", "1")]
    [InlineData("x-y", "a\\r\\nkill-tokens: all")]
    [InlineData("x-y", "a\\0")]
    [InlineData("x-y", "é")]
    public void A_header_field_that_silences_or_steers_a_program_or_breaks_the_message_is_refused(string name, string value)
    {
        var mistakes = Folder.Mistakes(Acknowledge($$"""  - {status: 200, fields: [{name: "{{name}}", value: "{{value}}"}], source: s}""")).Split('\n');

        Assert.StartsWith("protocols/v/p.yaml:15:35: ", Assert.Single(mistakes));
    }

    [Fact]
    public void The_lists_are_read_and_their_mistakes_told()
    {
        var mistakes = Folder.Mistakes(("answers.yaml", """
            sources:
              - {id: s, date: 2026-01-02, says: x, certainty: verified}
            download_extensions:
              - {each: [.gz, gz, .gz, ./a], source: s}
            download_hosts:
              - {each: ["downloads.*", "*", Upper.example, "a/b"], source: t}
            metadata_hosts:
              - {each: ["[::1]"]}
            more: x
            """));

        Assert.Equal(
            """
            answers.yaml:4:12: 'gz' must be an end of a path with its dot, such as .gz
            answers.yaml:4:12: '.gz' is already listed
            answers.yaml:4:12: './a' must be an end of a path with its dot, such as .gz
            answers.yaml:6:64: the source 't' is not listed in this file
            answers.yaml:6:12: '*' must be a host name in lower case, such as downloads.*
            answers.yaml:6:12: 'Upper.example' must be a host name in lower case, such as downloads.*
            answers.yaml:6:12: 'a/b' must be a host name in lower case, such as downloads.*
            answers.yaml:8:5: 'source' is missing
            answers.yaml:8:12: '[::1]' must be a host name or address in lower case
            answers.yaml:9:1: 'more' is not a key here; known are download_extensions, download_hosts, metadata_hosts, sources
            """,
            mistakes);
    }

    [Fact]
    public void A_folder_without_the_lists_has_none() => Assert.Equal(AnswerLists.None, Folder.Read().Answers);

    static (string Path, string Text) Acknowledge(string lines) => Folder.Protocol("acknowledge:\n" + lines);

    static Protocol Read(string lines) => Folder.Read(Acknowledge(lines)).Protocols[0];

    static bool Fits(Protocol protocol, int index, string method, string host, string path, string type) =>
        protocol.Acknowledgements[index].IsMatch(new() { Number = 1, Offset = 0, Length = 0, Method = method, Host = host, Path = path }, type);
}
