using System.Collections;
using System.Text.Json.Nodes;
using Klikspaan.Recording.Isolating;
using Klikspaan.Recording.Planting;
using Klikspaan.Recording.Receiving;
using Klikspaan.Recording.Trusting;

namespace Klikspaan.Recording;

/// <summary>A recording of what a program sends to a proxy that variables name. What does not heed them is not seen, and may leave.</summary>
sealed class ProxySession : RecordingSession
{
    static readonly string[] BlindSpotsOfProxies =
    [
        "a program that does not heed proxy variables reaches the network past this recording: nothing of that is seen or held back",
        "names that are looked up, other protocols than HTTP and TLS through the proxy, datagrams and tries are not seen",
        "user, host name, hardware address, machine-id and git identity are this machine's own: nothing is planted",
        "browsers keep whom they trust in profiles of their own, which are not touched: they refuse, and it is only seen whom they contacted",
        "the proxy variables themselves can be seen by the program, and may stand in what it sends",
    ];

    readonly Dictionary<string, string> variables;
    readonly Trust trust;
    SinkholeServer? server;
    Forwarder? forwarder;

    ProxySession(SessionParts parts, TesterIdentity identity, Dictionary<string, string> real)
        : base(parts, identity)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parts.Folder, "trust")).FullName;
        trust = new TrustStore(parts.Knowledge.Recording, Authority).Write(folder, folder, Directory.CreateDirectory(Path.Combine(parts.Folder, "home")).FullName);
        variables = real;
    }

    /// <summary>Makes the proxy.</summary>
    public static async Task<RecordingSession> StartAsync(SessionParts parts, CancellationToken cancellation)
    {
        var real = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "");
        var uid = OperatingSystem.IsWindows() ? 0 : (int)SystemCalls.UserId();
        var session = new ProxySession(parts, TesterReader.Read(uid, real, parts.Options.Folder), real);
        session.forwarder = parts.Options.PassThrough ? new Forwarder() : null;
        var reception = new Reception(
            session.Log, session.Answerer, session.Authority, session.Names, session.Senders, session.Activity, parts.Time, new(parts.Folder), session.Tell, session.Fail)
        {
            IsProxy = true, Forwarder = session.forwarder,
        };
        session.server = await SinkholeServer.StartAsync([0], loopbackOnly: true, reception.ReceiveAsync, reception.AnswerAsync, cancellation).ConfigureAwait(false);
        return session;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        forwarder?.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Task<IRecordedProgram> StartProgramAsync(CancellationToken cancellation)
    {
        var environment = variables.Where(v => !IsOptOut(v.Key)).ToDictionary();
        foreach (var (name, value) in trust.Variables.Concat(ProxyEnvironment.Variables(server!.Ports[0])).Concat(Asked()))
        {
            environment[name] = value;
        }

        return Task.FromResult<IRecordedProgram>(ProxiedProgram.Start(Parts.Options.Command, environment, Parts.Options.Folder, bytes =>
        {
            ErrorTail.Add(bytes.Span);
            Parts.Watch.ProgramWrote(bytes);
        }));
    }

    /// <inheritdoc/>
    protected override async Task CloseAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            server = null;
        }
    }

    /// <inheritdoc/>
    protected override void Describe(JsonObject run, IDictionary<string, string> established)
    {
        List<string> blind = [.. BlindSpotsOfProxies, .. Parts.Options.PassThrough ? ["requests are passed on to the real servers: they leave this machine"] : Array.Empty<string>()];
        run["persona"] = new JsonArray();
        run["environment_removed"] = new JsonArray([.. variables.Keys.Where(IsOptOut).Order(StringComparer.Ordinal).Select(n => new JsonObject { ["name"] = n, ["why"] = "opt-out" })]);
        run["environment_set"] = new JsonArray([.. trust.Variables.Keys.Concat(ProxyEnvironment.Names).Select(n => JsonValue.Create(n))]);
        run["not_planted"] = new JsonArray([.. trust.NotPlanted.Select(n => JsonValue.Create(n))]);
        run["blind_spots"] = new JsonArray([.. blind.Select(n => JsonValue.Create(n))]);
        blind.ForEach(Parts.Watch.Said);
    }

    bool IsOptOut(string name) => CleanEnvironment.IsOptOut(name, Parts.Knowledge.Recording);

    IEnumerable<KeyValuePair<string, string>> Asked() => Parts.Options.Variables.Select(v => v.Split('=', 2))
        .Where(p => p.Length == 2 || variables.ContainsKey(p[0])).Select(p => KeyValuePair.Create(p[0], p.Length == 2 ? p[1] : variables[p[0]]));
}
