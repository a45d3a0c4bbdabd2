using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Klikspaan.Recording.Answering;

namespace Klikspaan.Tests.Recording;

public sealed class AnswererTests
{
    static readonly Answerer Shipped = new(Facts.Knowledge, TimeProvider.System);

    /// <summary>Those of which it is known what their receiver answers; the others get what the general rules say.</summary>
    public static TheoryData<string> Protocols => [.. Facts.Knowledge.Protocols.Where(p => p.Acknowledgements.Count > 0).Select(p => p.Id)];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void The_answer_to_each_sample_is_the_one_that_its_protocol_file_says(string id)
    {
        var protocol = Facts.Knowledge.Protocols.Single(p => p.Id == id);
        foreach (var request in KnowledgeCheck.Samples(id, Facts.Files).SelectMany(f => Requests(f.Bytes)))
        {
            var answer = Shipped.Choose(request);
            var isGrpc = request.MediaType.StartsWith("application/grpc", StringComparison.Ordinal);
            Assert.Equal(isGrpc ? "grpc" : id, answer.Rule);
            if (!isGrpc)
            {
                var said = protocol.Acknowledgements.First(a => a.Status == answer.Status && a.Fields.SequenceEqual(answer.Fields.Take(a.Fields.Count)));
                Assert.Equal(said.Body.Length > 0, answer.Body.Length > 0);
            }
        }
    }

    [Theory]
    [InlineData("""[{"a":1},{"a":[1,2]},{"a":2}]""", 3)]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", 2)]
    [InlineData("{\"a\":1}\n{\"a\":2}\n{\"a\":", 3)]
    [InlineData("""{"items":[1,2,3,4]}""", 4)]
    [InlineData("""{"other":[1,2,3,4],"events":[{},{}],"x":{"items":[1,2,3]}}""", 2)]
    [InlineData("""{"items":[]}""", 1)]
    [InlineData("[]", 1)]
    [InlineData("", 1)]
    [InlineData("not JSON", 1)]
    public void Items_are_counted_as_their_receiver_would(string content, int count)
    {
        Assert.Equal($$"""{"acc":{{count}}}""", Body(Shipped.Choose(OneCollector(Encode.Utf8(content)))));
        Assert.Equal($$"""{"acc":{{count}}}""", Body(Shipped.Choose(OneCollector(Encode.Gzip(Encode.Utf8(content))))));
    }

    [Fact]
    public void The_questions_of_a_telemetry_library_about_itself_are_answered()
    {
        var identity = Shipped.Choose(Request("GET", "dc.services.visualstudio.com", "/api/profiles/de0d9e7c-1f46-4552-bc21-4e43e489a015/appId"));
        var again = Shipped.Choose(Request("GET", "dc.services.visualstudio.com", "/api/profiles/de0d9e7c-1f46-4552-bc21-4e43e489a015/appId"));
        var ping = Shipped.Choose(Request("POST", "westeurope.livediagnostics.monitor.azure.com", "/QuickPulseService.svc/ping"));

        Assert.True(Guid.TryParseExact(Body(identity), "D", out _));
        Assert.Equal(Body(identity), Body(again));
        Assert.Contains(KeyValuePair.Create("x-ms-qps-subscribed", "false"), ping.Fields);
    }

    [Theory]
    [InlineData("https://page.example")]
    [InlineData("null")]
    public void A_page_may_send_what_it_asks_to_send_and_read_the_answer(string origin)
    {
        var preflight = Shipped.Choose(Request("OPTIONS", "host.example", "/", ("Origin", origin), ("Access-Control-Request-Method", "PATCH"), ("Access-Control-Request-Headers", "apikey,x-y"), ("Access-Control-Request-Private-Network", "true")));
        var next = Shipped.Choose(Request("POST", "host.example", "/", ("origin", origin)));

        Assert.Equal(("preflight", 204), (preflight.Rule, preflight.Status));
        Assert.Equal(
            [
                KeyValuePair.Create("access-control-allow-methods", "PATCH"), KeyValuePair.Create("access-control-allow-headers", "apikey,x-y"),
                KeyValuePair.Create("access-control-allow-private-network", "true"), KeyValuePair.Create("access-control-allow-origin", origin),
                KeyValuePair.Create("access-control-allow-credentials", "true"), KeyValuePair.Create("vary", "origin"),
            ],
            preflight.Fields);
        Assert.Equal(["content-type", "access-control-allow-origin", "access-control-allow-credentials", "vary"], next.Fields.Select(f => f.Key));
        Assert.Equal(origin, next.Fields[1].Value);
    }

    [Theory]
    [InlineData("x\r\nset-cookie: a=b")]
    [InlineData("é")]
    public void What_could_end_a_line_is_not_repeated(string hostile)
    {
        var answer = Shipped.Choose(Request("OPTIONS", "host.example", "/", ("origin", hostile), ("access-control-request-headers", hostile)));

        Assert.Empty(answer.Fields);
    }

    [Theory]
    [InlineData("GET", "binaries.example.com", "/engine", "download", 404)]
    [InlineData("GET", "host.example", "/a/Tool.TAR.GZ", "download", 404)]
    [InlineData("HEAD", "host.example", "/a/tool.sha256", "download", 404)]
    [InlineData("POST", "binaries.example.com", "/a/tool.gz", "default", 200)]
    [InlineData("PUT", "downloads.example.com", "/", "default", 200)]
    [InlineData("GET", "host.example", "/versions.json", "default", 200)]
    [InlineData("GET", "169.254.169.254", "/metadata/instance", "cloud-metadata", 404)]
    [InlineData("PUT", "169.254.169.254:80", "/latest/api/token", "cloud-metadata", 404)]
    [InlineData("GET", "[fd00:ec2::254]", "/", "cloud-metadata", 404)]
    [InlineData("GET", "[FD00:EC2::254]:80", "/", "cloud-metadata", 404)]
    [InlineData("GET", "fd00:ec2::254", "/", "cloud-metadata", 404)]
    [InlineData("GET", "Metadata.Google.Internal.", "/", "cloud-metadata", 404)]
    [InlineData("CONNECT", "push.example", "/", "websocket", 503)]
    public void A_general_rule_answers_what_no_protocol_file_knows(string method, string host, string path, string rule, int status)
    {
        var answer = Shipped.Choose(Request(method, host, path));

        Assert.Equal((rule, status), (answer.Rule, answer.Status));
        Assert.Equal(status == 200 ? "{}" : "", Body(answer));
    }

    [Fact]
    public void A_websocket_is_refused() =>
        Assert.Equal(503, Shipped.Choose(Request("GET", "push.example", "/", ("Connection", "Upgrade"), ("Upgrade", "WebSocket"))).Status);

    [Fact]
    public void A_question_for_the_head_alone_gets_no_body() =>
        Assert.Equal(("default", 0), (Shipped.Choose(Request("HEAD", "host.example", "/")).Rule, Shipped.Choose(Request("HEAD", "host.example", "/")).Body.Length));

    [Theory]
    [InlineData("application/grpc", "grpc")]
    [InlineData("application/grpc+proto; x=y", "grpc")]
    public void A_call_of_grpc_gets_an_empty_message_and_its_status(string type, string rule)
    {
        var answer = Shipped.Choose(Request("POST", "otlp.example:4317", "/opentelemetry.proto.collector.trace.v1.TraceService/Export", ("content-type", type)));

        Assert.Equal((rule, 200), (answer.Rule, answer.Status));
        Assert.Equal(new byte[5], answer.Body.ToArray());
        Assert.Equal([KeyValuePair.Create("grpc-status", "0")], answer.Trailers);
        Assert.Equal([KeyValuePair.Create("content-type", type.Split(';')[0])], answer.Fields);
    }

    [Fact]
    public void The_form_of_grpc_for_browsers_has_its_trailers_in_the_body()
    {
        var answer = Shipped.Choose(Request("POST", "host.example", "/s/m", ("content-type", "application/grpc-web+proto")));
        var text = Shipped.Choose(Request("POST", "host.example", "/s/m", ("content-type", "application/grpc-web-text")));

        var frame = answer.Body.Span[5..];
        Assert.Equal(0x80, frame[0]);
        Assert.Equal("grpc-status: 0\r\n"u8.ToArray(), frame[5..].ToArray());
        Assert.Equal(frame.Length - 5, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(frame[1..]));
        Assert.Equal(answer.Body.ToArray(), Convert.FromBase64String(Body(text)));
        Assert.Empty(answer.Trailers);
    }

    [Fact]
    public void Protobuf_is_answered_with_an_empty_message_of_its_own_type()
    {
        var answer = Shipped.Choose(Request("POST", "unknown.example", "/v1:x", ("content-type", "application/x-protobuf")));

        Assert.Equal(("protobuf", 200, 0), (answer.Rule, answer.Status, answer.Body.Length));
        Assert.Equal("application/x-protobuf", answer.Fields[0].Value);
    }

    [Property]
    public void Any_request_gets_an_answer_that_can_be_written(string method, string host, string path, string name, string value, byte[] content)
    {
        var answer = Shipped.Choose(new() { Method = method ?? "", Host = host ?? "", Path = path ?? "", Fields = [new(name ?? "", value ?? ""), new("origin", value ?? ""), new("content-type", value ?? "")], Content = content ?? [] });

        Assert.InRange(answer.Status, 200, 599);
        Assert.All(answer.Fields.Concat(answer.Trailers), f => Assert.DoesNotContain(f.Key + f.Value, c => c is < ' ' or > '~'));
    }

    [Property]
    public void Any_content_is_counted(byte[] content) =>
        JsonDocument.Parse(Shipped.Choose(OneCollector(content ?? [])).Body).Dispose();

    [Fact]
    public void A_decompression_bomb_is_not_unpacked()
    {
        var bomb = Encode.Gzip(Encode.Utf8(new string(' ', 200 << 20)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal("""{"acc":1}""", Body(Shipped.Choose(OneCollector(bomb))));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 << 20);
    }

    static AnswerRequest OneCollector(byte[] content) =>
        Request("POST", "eu-office.events.data.microsoft.com", "/OneCollector/1.0/") with { Content = content };

    static AnswerRequest Request(string method, string host, string path, params (string Name, string Value)[] fields) =>
        new() { Method = method, Scheme = "https", Host = host, Path = path, Fields = [.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))] };

    static string Body(Answer answer) => Encoding.UTF8.GetString(answer.Body.Span);

    /// <summary>The requests of a sample, as a program sends them.</summary>
    static IEnumerable<AnswerRequest> Requests(ReadOnlyMemory<byte> har)
    {
        using var document = JsonDocument.Parse(har);
        foreach (var entry in document.RootElement.GetProperty("log").GetProperty("entries").EnumerateArray())
        {
            var request = entry.GetProperty("request");
            var url = new Uri(request.GetProperty("url").GetString()!);
            var fields = request.GetProperty("headers").EnumerateArray()
                .Select(h => KeyValuePair.Create(h.GetProperty("name").GetString()!, h.GetProperty("value").GetString()!));
            yield return new()
            {
                Method = request.GetProperty("method").GetString()!, Scheme = url.Scheme, Host = url.Authority, Path = url.AbsolutePath,
                Query = url.Query.TrimStart('?'), Fields = [.. fields],
                Content = request.TryGetProperty("postData", out var data) && data.TryGetProperty("text", out var text) ? Encode.Utf8(text.GetString()!) : default,
            };
        }
    }
}
