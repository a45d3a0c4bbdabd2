using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Klikspaan.Exporting;
using Klikspaan.Recording.Naming;
using Klikspaan.Recording.Receiving;
using Klikspaan.Recording.Sending;

namespace Klikspaan.Recording.Writing;

/// <summary>
/// Writes down what happens while a program is recorded, in the form of <c>docs/recording-format.md</c>. Any thread may use it.
/// What it has taken is with the operating system when a method returns: a killed recorder loses nothing of it.
/// </summary>
sealed class RecordingLog(WarcWriter writer, TimeProvider time, Func<string, string> withoutTester)
{
    readonly Lock closing = new();
    int exchanges, unknownSenders;
    bool isClosed;

    /// <summary>Whether the last record was written; what comes later is neither kept nor acknowledged.</summary>
    public bool IsClosed => Volatile.Read(ref isClosed);

    /// <summary>Exchanges that were written.</summary>
    public int Exchanges => exchanges;

    /// <summary>Connections, exchanges and first datagrams whose sender could not be established.</summary>
    public int UnknownSenders => unknownSenders;

    /// <summary>Begins the recording.</summary>
    public void Begin(string tool, JsonObject run) =>
        Write(WarcRecord.Info(time.GetUtcNow(), tool), Metadata("run", run));

    /// <summary>A request and the answer that it will get.</summary>
    public void Exchange(RecordedConnection connection, ExchangeFacts facts, WarcBlock request, WarcBlock response)
    {
        List<(string, string)> fields = [("WARC-Protocol", facts.Protocol)];
        if (connection.Tls is { } tls)
        {
            fields.Add(("WARC-Protocol", tls.Version));
        }

        (string, string)[] rewritten = facts.IsRewritten ? [("Klikspaan-Rewritten", "h2")] : [];
        fields.AddRange(rewritten);

        var asked = WarcRecord.Request(facts.At, facts.Uri, request) with { IpAddress = connection.Destination.Address.ToString(), Fields = fields };
        var body = Of(connection);
        body["protocol"] = facts.Protocol;
        body["stream"] = facts.Stream;
        body["tls"] = Tls(connection);
        body["pseudo_fields"] = new JsonArray([.. facts.PseudoFields.Select(f => (JsonNode)new JsonObject { ["name"] = f.Name, ["value"] = f.Value })]);
        body["rewritten"] = facts.IsRewritten;
        body["answer"] = facts.Answer;
        body["incomplete"] = facts.Incomplete;
        body["remarks"] = List(facts.Remarks);
        Write(asked, WarcRecord.Response(time.GetUtcNow(), asked, response) with { Fields = rewritten }, WarcRecord.Metadata("exchange", facts.At, body, asked.Id));
        Interlocked.Increment(ref exchanges);
    }

    /// <summary>Bytes that are not HTTP.</summary>
    public void NotHttp(RecordedConnection connection, ReadOnlyMemory<byte> kept, long seen, string reason)
    {
        var body = Of(connection);
        body["bytes_seen"] = seen;
        body["bytes_kept"] = kept.Length;
        body["tls"] = Tls(connection);
        body["reason"] = reason;
        WithResource("not-http", body, $"tcp://{Authority(connection)}", kept);
    }

    /// <summary>A handshake that was not completed.</summary>
    public void TlsFailure(RecordedConnection connection, string? serverName, IEnumerable<string> protocols, string reason, ReadOnlyMemory<byte> hello)
    {
        var body = Of(connection);
        body["sni"] = serverName;
        body["alpn"] = List(protocols);
        body["reason"] = reason;
        WithResource("tls-failure", body, $"tls://{Authority(connection)}", hello);
    }

    /// <summary>A name that was looked up; the message is kept where it says more than that.</summary>
    public void Dns(DnsQuery query, SendingProcess? sender)
    {
        var body = new JsonObject
        {
            ["destination"] = Destination(query.Resolver, null), ["name"] = query.Name, ["type"] = query.Type, ["answer"] = query.Answer,
            ["resolver"] = query.Resolver.ToString(), ["transport"] = query.Transport.ToString().ToLowerInvariant(), ["sender"] = Json(sender),
        };
        WithResource("dns", body, $"dns://{query.Resolver}", query.IsPlain ? default : query.Message, query.At);
    }

    /// <summary>A connection that was tried to where nothing listened, or a packet of another protocol with what stood in it.</summary>
    public void Attempt(string transport, JsonObject? destination, SendingProcess? sender, long count, ReadOnlyMemory<byte> first = default) => WithResource(
        "attempt", new() { ["transport"] = transport, ["destination"] = destination, ["sender"] = Json(sender), ["count"] = count },
        $"{transport}://{Bracketed(destination?["address"]?.ToString() ?? "")}", first);

    /// <summary>The first datagram to a destination, as far as it was in one packet.</summary>
    public void FirstDatagram(IPEndPoint destination, string? name, int length, ReadOnlyMemory<byte> content, SendingProcess? sender)
    {
        if (sender is null)
        {
            Interlocked.Increment(ref unknownSenders);
        }

        Datagrams(destination, name, 1, length, content, sender);
    }

    /// <summary>How many followed to the same destination, from whomever.</summary>
    public void FurtherDatagrams(IPEndPoint destination, string? name, long count, long bytes) => Datagrams(destination, name, count, bytes, default, null);

    /// <summary>A file that the program left.</summary>
    /// <param name="path">Where it is, as the program sees it.</param>
    /// <param name="kept">Its first bytes.</param>
    /// <param name="seen">Its length.</param>
    /// <param name="change"><c>created</c> or <c>changed</c>.</param>
    /// <param name="written">When it was last written, by the file system; null when that is not known.</param>
    public void LeftFile(string path, ReadOnlyMemory<byte> kept, long seen, string change, DateTimeOffset? written = null)
    {
        var body = new JsonObject { ["path"] = path, ["bytes_seen"] = seen, ["bytes_kept"] = kept.Length, ["change"] = change };
        if (written is { } at)
        {
            body["written"] = at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        }

        if (kept.IsEmpty)
        {
            Write(Metadata("file", body));
        }
        else
        {
            WithResource("file", body, "file://" + path, kept);
        }
    }

    /// <summary>The last of what the program wrote to standard error.</summary>
    public void Output(ReadOnlyMemory<byte> kept, long seen) => WithResource(
        "output", new() { ["bytes_seen"] = seen, ["bytes_kept"] = kept.Length }, "urn:klikspaan:stderr", kept);

    /// <summary>How a run ended.</summary>
    /// <param name="isLast">Whether it is the last record; what comes later is not taken.</param>
    /// <param name="end">What is known of it.</param>
    public void End(bool isLast, JsonObject end)
    {
        end["exchanges"] = Exchanges;
        end["senders_not_established"] = UnknownSenders;
        var record = Metadata("end", end);
        lock (closing)
        {
            Keep(record);
            isClosed = isLast;
        }
    }

    /// <summary>A destination as metadata name it.</summary>
    public static JsonObject Destination(IPEndPoint destination, string? name) =>
        new() { ["address"] = destination.Address.ToString(), ["port"] = destination.Port, ["name"] = name };

    void Datagrams(IPEndPoint destination, string? name, long count, long bytes, ReadOnlyMemory<byte> first, SendingProcess? sender) => WithResource(
        "datagrams", new() { ["destination"] = Destination(destination, name), ["sender"] = Json(sender), ["count"] = count, ["bytes"] = bytes },
        $"udp://{name ?? Host(destination)}:{destination.Port.ToString(CultureInfo.InvariantCulture)}", first);

    JsonObject Of(RecordedConnection connection)
    {
        if (connection.Sender is null)
        {
            Interlocked.Increment(ref unknownSenders);
        }

        return new() { ["connection"] = connection.Number, ["destination"] = Destination(connection.Destination, connection.Name), ["sender"] = Json(connection.Sender) };
    }

    JsonObject? Json(SendingProcess? sender)
    {
        if (sender is null)
        {
            return null;
        }

        var result = Json((RunningProcess)sender);
        result["also_held_by"] = new JsonArray([.. sender.SharedWith.Select(p => (JsonNode)Json(p))]);
        return result;
    }

    JsonObject Json(RunningProcess process) => new()
    {
        ["pid"] = process.Pid,
        ["executable"] = withoutTester(process.Executable),
        ["command_line"] = List(process.CommandLine.Select(withoutTester)),
    };

    static JsonObject? Tls(RecordedConnection connection) => connection.Tls is not { } tls ? null : new()
    {
        ["version"] = tls.Version, ["cipher"] = tls.Cipher, ["sni"] = tls.ServerName, ["alpn"] = tls.Protocol,
    };

    /// <summary>With the bytes that belong to it, where there are any.</summary>
    void WithResource(string kind, JsonObject body, string uri, ReadOnlyMemory<byte> bytes, DateTimeOffset? when = null)
    {
        var at = when ?? time.GetUtcNow();
        if (bytes.IsEmpty && kind is not ("not-http" or "file" or "output"))
        {
            Write(WarcRecord.Metadata(kind, at, body));
            return;
        }

        var resource = WarcRecord.Resource(at, uri, bytes);
        Write(resource, WarcRecord.Metadata(kind, at, body, resource.Id));
    }

    /// <summary>Many write at once; the last record closes the door.</summary>
    void Write(params IReadOnlyList<WarcRecord> group)
    {
        if (IsClosed)
        {
            throw new NotKeptException("the recording has ended");
        }

        Keep(group);
    }

    void Keep(params IReadOnlyList<WarcRecord> group)
    {
        try
        {
            writer.Write(group);
        }
        catch (IOException e)
        {
            throw new NotKeptException(e.Message, e);
        }
    }

    WarcRecord Metadata(string kind, JsonObject body) => WarcRecord.Metadata(kind, time.GetUtcNow(), body);

    static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)JsonValue.Create(t))]);

    static string Authority(RecordedConnection connection) =>
        $"{connection.Name ?? Host(connection.Destination)}:{connection.Destination.Port.ToString(CultureInfo.InvariantCulture)}";

    static string Host(IPEndPoint end) => Bracketed(end.Address.ToString());

    static string Bracketed(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
}
