using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Klikspaan.Recording.Naming;
using Klikspaan.Recording.Sending;

namespace Klikspaan.Probe;

/// <summary>The resolver, the finder of senders, the watcher and a listener for all connections, each telling what it sees.</summary>
sealed class Scene : IAsyncDisposable
{
    public const int Port = 8081;

    readonly NameMap names = new();
    readonly SenderFinder finder = new();
    readonly DnsResponder responder;
    readonly AttemptWatcher watcher;
    readonly Socket listener = new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
    readonly List<Task> connections = [];
    readonly Lock gate = new();
    readonly Stream output = Console.OpenStandardOutput();
    readonly Task accepting;

    Scene(string what)
    {
        responder = DnsResponder.Start(new(names), SayAsync, TimeProvider.System);
        watcher = AttemptWatcher.Start(SayAsync, what == "redirected" ? null : port => port is Port or 53);
        listener.Bind(new IPEndPoint(IPAddress.IPv6Any, Port));
        listener.Listen(4096);
        accepting = Task.Run(AcceptAsync);
    }

    /// <param name="what">"redirected" where a rule leads all connections to the listener.</param>
    public static async Task<Scene> StartAsync(string what)
    {
        var scene = new Scene(what);
        return await scene.finder.Ready ? scene : throw new InvalidOperationException("no sender can be found here");
    }

    public async Task EndAsync(int code)
    {
        await Task.Delay(300);
        Task[] open;
        lock (gate)
        {
            open = [.. connections];
        }

        await Task.WhenAll(open).WaitAsync(TimeSpan.FromSeconds(20));
        var (counts, missed) = watcher.Totals();
        foreach (var count in counts)
        {
            Say(new() { ["kind"] = "count", ["transport"] = count.Transport, ["destination"] = count.Destination?.ToString(), ["count"] = count.Count, ["bytes"] = count.Bytes });
        }

        Say(new()
        {
            ["kind"] = "end", ["code"] = code, ["scans"] = finder.Scans, ["missed"] = missed, ["unanswered"] = responder.Unanswered,
            ["live"] = new JsonArray([.. ProcessList.Live().Select(p => (JsonNode)Of(p))]),
            ["failed"] = responder.Completion.Exception?.ToString() ?? watcher.Completion.Exception?.ToString(),
        });
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await accepting;
        await responder.DisposeAsync();
        await watcher.DisposeAsync();
        finder.Dispose();
    }

    static JsonObject Of(RunningProcess process) => new()
    {
        ["pid"] = process.Pid, ["outer_pid"] = process.OuterPid, ["executable"] = process.Executable,
        ["command_line"] = new JsonArray([.. process.CommandLine.Select(w => (JsonNode)w)]),
    };

    static JsonObject? Of(SendingProcess? sender)
    {
        if (sender is null)
        {
            return null;
        }

        var result = Of((RunningProcess)sender);
        result["shared_with"] = new JsonArray([.. sender.SharedWith.Select(p => (JsonNode)Of(p))]);
        return result;
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await listener.AcceptAsync();
                var task = Task.Run(() => ServeAsync(connection));
                lock (gate)
                {
                    connections.Add(task);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    async Task ServeAsync(Socket connection)
    {
        await using var stream = new NetworkStream(connection, ownsSocket: true);
        var client = (IPEndPoint)connection.RemoteEndPoint!;
        var destination = OriginalDestination.Of(connection);
        if (destination.Port == 53)
        {
            await responder.ServeTcpAsync(stream, client, destination);
            return;
        }

        var watch = Stopwatch.StartNew();
        var sender = await finder.FindTcpAsync(client, destination);
        Say(new()
        {
            ["kind"] = "tcp", ["destination"] = destination.ToString(), ["name"] = names.NameOf(destination.Address), ["sender"] = Of(sender),
            ["milliseconds"] = watch.Elapsed.TotalMilliseconds,
        });
        try
        {
            stream.WriteByte((byte)'!');
        }
        catch (IOException)
        {
            // Gone already: that is what some of these clients are for.
        }
    }

    async ValueTask SayAsync(DnsQuery query)
    {
        var sender = await (query.Transport == DnsTransport.Udp ? finder.FindUdpAsync(query.Source, query.Resolver) : finder.FindTcpAsync(query.Source, query.Resolver));
        Say(new()
        {
            ["kind"] = "dns", ["name"] = query.Name, ["type"] = query.Type, ["answer"] = query.Answer, ["resolver"] = query.Resolver.ToString(),
            ["transport"] = query.Transport.ToString(), ["sender"] = Of(sender), ["message"] = Convert.ToHexString(query.Message.Span),
        });
    }

    async ValueTask SayAsync(Attempt attempt) => Say(new()
    {
        ["kind"] = "attempt", ["transport"] = attempt.Transport, ["destination"] = attempt.Destination.ToString(),
        ["length"] = attempt.Content.Length, ["content"] = Convert.ToHexString(attempt.Content.Span[..Math.Min(16, attempt.Content.Length)]),
        ["sender"] = Of(await (attempt.Transport == "tcp" ? finder.FindTcpAsync(attempt.Source, attempt.Destination) : finder.FindUdpAsync(attempt.Source, attempt.Destination))),
    });

    /// <summary>Writes a line at once: the programs that it watches write to the same pipe, and would come between its pieces.</summary>
    void Say(JsonObject line)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes<JsonNode>(line);
        lock (gate)
        {
            output.Write([.. text, (byte)'\n']);
            output.Flush();
        }
    }
}
