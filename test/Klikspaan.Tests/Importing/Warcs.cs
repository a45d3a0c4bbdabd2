using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Klikspaan.Exporting;
using Klikspaan.Importing;
using Klikspaan.Recording.Writing;

namespace Klikspaan.Tests.Importing;

/// <summary>WARC files made by hand and by our own writer.</summary>
static class Warcs
{
    public static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>A recording of our own with these groups between its beginning and its end.</summary>
    public static byte[] Recording(params IEnumerable<WarcRecord[]> groups) => Write(
        [[WarcRecord.Info(At, "test")], [Run], .. groups, [End]]);

    public static WarcRecord End => WarcRecord.Metadata("end", At, Json("""{"reason":"ended","exit_status":0,"run_number":1,"seconds":1.5,"exchanges":1,"senders_not_established":0,"processes_stopped":0}"""));

    public static WarcRecord Run => WarcRecord.Metadata("run", At, Json(
        """{"recording":"r","run":1,"mode":"isolated","tool":"klikspaan 0.1.0","command":["a","b"],"persona":[{"label":"user","kind":"user","value":"x"}],"environment_removed":[{"name":"HTTPS_PROXY","why":"channel"}],"environment_set":["SSL_CERT_FILE"],"not_planted":[],"blind_spots":["sockets of the host"]}"""));

    /// <summary>Groups of records as our writer writes them.</summary>
    public static byte[] Write(params IEnumerable<WarcRecord[]> groups)
    {
        using var place = new Workplace();
        var path = place.Path("w.warc.gz");
        using (var file = WarcWriter.Create(path))
        {
            var writer = new WarcWriter(file, Path.GetTempPath());
            foreach (var group in groups)
            {
                writer.Write(group);
            }
        }

        return File.ReadAllBytes(path);
    }

    /// <summary>A request, its answer and what is known of it.</summary>
    public static WarcRecord[] Exchange(string request, string uri = "https://host.example/p?q=1", string metadata = "", (string, string)[]? fields = null) =>
        Exchange(Encode.Utf8(request), uri, metadata, fields);

    public static WarcRecord[] Exchange(byte[] request, string uri = "https://host.example/p?q=1", string metadata = "", (string, string)[]? fields = null)
    {
        var sent = WarcRecord.Request(At, uri, request) with { IpAddress = "198.18.0.1", Fields = fields ?? [("WARC-Protocol", "http/1.1")] };
        var answer = WarcRecord.Response(At, sent, Encode.Utf8("HTTP/1.1 204 No Content\r\nContent-Type: application/json\r\n\r\n{}"));
        var known = $$"""
            {"connection":1,"destination":{"address":"198.18.0.1","port":443,"name":"host.example"},"sender":{"pid":12,"executable":"/usr/bin/program","command_line":["program","-x"]},
            "protocol":"http/1.1","stream":null,"tls":{"version":"1.3","cipher":"TLS_AES_128_GCM_SHA256","sni":"host.example","alpn":["http/1.1"]},"pseudo_fields":[],"rewritten":false,"answer":"default","incomplete":false}
            """;
        return [sent, answer, WarcRecord.Metadata("exchange", At, Json(metadata.Length > 0 ? metadata : known), sent.Id)];
    }

    /// <summary>Metadata about bytes, or about nothing but itself.</summary>
    public static WarcRecord[] Other(string kind, string json, string? uri = null, string bytes = "")
    {
        WarcRecord[] resource = uri is null ? [] : [WarcRecord.Resource(At, uri, Encode.Utf8(bytes))];
        return [.. resource, WarcRecord.Metadata(kind, At, Json(json), [.. resource.Select(r => r.Id)])];
    }

    public static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    /// <summary>A record by hand, not compressed.</summary>
    public static byte[] Plain(string type, string fields, string block, long? length = null) => Encode.Utf8(string.Create(
        CultureInfo.InvariantCulture,
        $"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n{(type == "request" ? "Content-Type: application/http;msgtype=request\r\n" : "")}{fields}Content-Length: {length ?? Encoding.UTF8.GetByteCount(block)}\r\n\r\n{block}\r\n\r\n"));

    /// <summary>A gzip member.</summary>
    public static byte[] Member(byte[] bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, level, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }

    /// <summary>Exchanges, excerpts and problems as lines; every excerpt is cut from the file and compared.</summary>
    public static Task<List<string>> ReadAsync(byte[] warc, Limits? limits = null) => Hars.ReadAsync(new MemoryStream(warc), warc, limits, new WarcReader());
}
