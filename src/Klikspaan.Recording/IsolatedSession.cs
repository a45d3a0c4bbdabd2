using System.Collections;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Klikspaan.Recording.Isolating;
using Klikspaan.Recording.Naming;
using Klikspaan.Recording.Planting;
using Klikspaan.Recording.Receiving;
using Klikspaan.Recording.Sending;
using Klikspaan.Recording.Writing;

namespace Klikspaan.Recording;

/// <summary>A recording in namespaces: every address and port ends here, and no IP packet can leave.</summary>
sealed class IsolatedSession : RecordingSession
{
    /// <summary>Where programs send to, as far as is known: only these can be listened on where connections cannot be redirected.</summary>
    static readonly int[] UsualPorts = [80, 443, 4317, 4318, 5228, 8080, 8443, 8883, 9411, 14250, 24224];

    readonly Tester tester;
    readonly IsolatedView view;
    readonly List<string> blindSpots = [];
    readonly AttemptCounts noQuestions = new();
    LeftFiles? files;
    SinkholeServer? server;
    DnsResponder? resolver;
    AttemptWatcher? attempts;
    bool isRedirected;
    string? place;
    long triesOfHypervisor, triesTold;

    IsolatedSession(SessionParts parts, Tester tester, TesterIdentity identity, IReadOnlyDictionary<string, string> real)
        : base(parts, identity)
    {
        this.tester = tester;
        view = IsolatedView.Prepare(parts.Options, parts.Persona, identity, tester, parts.Knowledge.Recording, Authority, parts.Folder, real);
        blindSpots.AddRange(view.BlindSpots);
    }

    /// <summary>Makes the place where the program will run, as root of the namespaces that this process is in.</summary>
    public static async Task<RecordingSession> StartAsync(SessionParts parts, CancellationToken cancellation)
    {
        var tester = NamespaceEntry.Outside ?? throw new RecordingException("this process is in no namespaces of its own");
        var real = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Where(v => (string)v.Key is not (NamespaceEntry.Marker or HostSockets.Variable or NamespaceEntry.Diagnostics))
            .ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "");

        // Read while the host name is still the machine's own.
        var identity = TesterReader.Read((int)tester.User, real, parts.Options.Folder, cards: tester.Cards);
        var session = new IsolatedSession(parts, tester, identity, real);
        try
        {
            await session.ListenAsync(cancellation).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task<IRecordedProgram> StartProgramAsync(CancellationToken cancellation)
    {
        RequirePlace();
        files = view.Home is null ? null : LeftFiles.Before(view.Home);
        return await IsolatedProgram.StartAsync(
            new(Parts.Options.Command, view.Environment.Variables, view.WorkFolder), view.Mounts, tester, TakeError, TakeReport, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task CloseAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            server = null;
        }

        if (resolver is not null)
        {
            await resolver.DisposeAsync().ConfigureAwait(false);
            resolver = null;
        }

        if (attempts is not null)
        {
            // Its totals can be asked for all the same.
            await attempts.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override void Describe(JsonObject run, IDictionary<string, string> established)
    {
        run["persona"] = new JsonArray([.. Parts.Persona.Values.Select(p => new JsonObject { ["label"] = p.Label, ["kind"] = p.Kind, ["value"] = p.Value })]);
        run["environment_removed"] = new JsonArray([.. view.Environment.Removed.Select(r => new JsonObject { ["name"] = Identity.Hide(r.Name), ["why"] = r.Why })]);
        run["environment_set"] = new JsonArray([.. view.TrustVariables.Concat(view.Environment.Asked).Select(n => JsonValue.Create(n))]);
        run["not_planted"] = new JsonArray([.. view.NotPlanted.Select(n => JsonValue.Create(n))]);
        run["blind_spots"] = new JsonArray([.. blindSpots.Select(n => JsonValue.Create(n))]);
        foreach (var missing in view.NotPlanted.Concat(blindSpots))
        {
            Parts.Watch.Said(missing);
        }
    }

    /// <inheritdoc/>
    protected override async Task EndRunAsync(int number)
    {
        if (attempts is not null)
        {
            var (counts, missed) = attempts.Rest();
            foreach (var count in counts)
            {
                WriteCount(count);
            }

            if (missed > 0)
            {
                Log.Attempt("not counted", null, null, missed);
            }
        }

        var tries = Interlocked.Read(ref triesOfHypervisor);
        if (tries - Interlocked.Exchange(ref triesTold, tries) is > 0 and var further)
        {
            Log.Attempt("vsock", null, null, further);
            Parts.Watch.Said($"{further} further tries to reach the hypervisor (AF_VSOCK) were refused");
        }

        foreach (var count in noQuestions.Rest())
        {
            WriteCount(count);
        }

        files?.Write(Log, view.Home!, Parts.Persona.Home, Parts.Knowledge.Recording);
        await base.EndRunAsync(number).ConfigureAwait(false);
    }

    /// <summary>A program that moved the folders above the dossier would find it uncovered when it runs again.</summary>
    void RequirePlace()
    {
        var now = new FileInfo($"/proc/self/fd/{Parts.File.SafeFileHandle.DangerousGetHandle()}").LinkTarget;
        if ((place ??= now) != now)
        {
            throw new RecordingException("the dossier is no longer where it was: the program, or somebody else, has moved a folder above it");
        }
    }

    async Task ListenAsync(CancellationToken cancellation)
    {
        await NetworkSetup.ApplyAsync(Parts.Persona.Mac, Parts.Persona.Host, cancellation).ConfigureAwait(false);
        if (!await Senders.Ready.ConfigureAwait(false))
        {
            blindSpots.Add("senders are not established: the system's tables cannot be read here");
        }

        try
        {
            resolver = DnsResponder.Start(new(Names), TakeQueryAsync, Parts.Time);
            _ = Watched.FailAsync(resolver.Completion, "names that are looked up are not seen any more", Fail);
        }
        catch (SocketException e)
        {
            throw new RecordingException($"names cannot be answered: {e.Message}", e);
        }

        var reception = new Reception(Log, Answerer, Authority, Names, Senders, Activity, Parts.Time, new(Parts.Folder), Tell, Fail) { Resolver = resolver };
        server = await SinkholeServer.StartAsync([0], loopbackOnly: false, reception.ReceiveAsync, reception.AnswerAsync, cancellation).ConfigureAwait(false);
        isRedirected = await NetworkSetup.RedirectAsync(server.Ports[0], cancellation).ConfigureAwait(false);
        if (!isRedirected)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            server = await SinkholeServer.StartAsync(UsualPorts, loopbackOnly: false, reception.ReceiveAsync, reception.AnswerAsync, cancellation).ConfigureAwait(false);
            blindSpots.Add($"connections to other TCP ports than {string.Join(", ", UsualPorts)} are only recorded as tried: nft is not installed or may not be used here");
        }

        try
        {
            attempts = AttemptWatcher.Start(TakeAttemptAsync, isRedirected ? null : UsualPorts.Append(53).Contains);
            _ = Watched.FailAsync(attempts.Completion, "datagrams and tries are not seen any more", Fail);
        }
        catch (SocketException e)
        {
            blindSpots.Add($"datagrams and connections to where nothing listens are not seen: {e.Message}");
        }
    }

    async ValueTask TakeQueryAsync(DnsQuery query)
    {
        var sender = query.Transport == DnsTransport.Udp
            ? await Senders.FindUdpAsync(query.Source, query.Resolver).ConfigureAwait(false)
            : await Senders.FindTcpAsync(query.Source).ConfigureAwait(false);
        Activity.Touch();
        if (query.IsQuestion || query.Transport == DnsTransport.Tcp)
        {
            Keep(() => Log.Dns(query, sender));
        }
        else if (noQuestions.IsFirst("udp", query.Resolver, query.Message.Length))
        {
            // Whatever it is, it is no look-up: as to any other port the first is kept, and the others are counted.
            Keep(() => Log.FirstDatagram(query.Resolver, null, query.Message.Length, query.Message, sender));
            Parts.Watch.Recorded(new(query.At, "datagrams", NameOf(sender), sender?.Pid ?? 0, query.Resolver.ToString(), query.Message.Length, "datagram", ""));
        }
    }

    async ValueTask TakeAttemptAsync(Attempt attempt)
    {
        Activity.Touch();
        var name = Names.NameOf(attempt.Destination.Address);
        var sender = await (attempt.Transport switch
        {
            "udp" => Senders.FindUdpAsync(attempt.Source, attempt.Destination),
            "tcp" => Senders.FindTcpAsync(attempt.Source),
            _ => Task.FromResult<SendingProcess?>(null),
        }).ConfigureAwait(false);
        if (attempt.Transport == "udp")
        {
            Keep(() => Log.FirstDatagram(attempt.Destination, name, attempt.Length, attempt.Content, sender));
        }
        else
        {
            Keep(() => Log.Attempt(attempt.Transport, RecordingLog.Destination(attempt.Destination, name), sender, 1, attempt.Content));
        }

        Parts.Watch.Recorded(new(Parts.Time.GetUtcNow(), attempt.Transport == "udp" ? "datagrams" : "attempt", NameOf(sender), sender?.Pid ?? 0, name ?? attempt.Destination.ToString(), attempt.Content.Length, attempt.Transport == "udp" ? "datagram" : $"{attempt.Transport}: nothing listens there", ""));
    }

    /// <summary>The first of them was written when it came.</summary>
    void WriteCount(AttemptCount count)
    {
        if (count.Transport == "udp" && count.Destination is { } destination)
        {
            Log.FurtherDatagrams(destination, Names.NameOf(destination.Address), count.Count, count.Bytes);
        }
        else
        {
            Log.Attempt(count.Transport, count.Destination is { } to ? RecordingLog.Destination(to, Names.NameOf(to.Address)) : null, null, count.Count);
        }
    }

    static string NameOf(SendingProcess? sender) => sender is null ? "" : Path.GetFileName(sender.Executable);

    void TakeError(ReadOnlyMemory<byte> bytes)
    {
        ErrorTail.Add(bytes.Span);
        Parts.Watch.ProgramWrote(bytes);
    }

    void TakeReport(string word, string rest)
    {
        if (word == "vsock" && Interlocked.Increment(ref triesOfHypervisor) == 1)
        {
            Interlocked.Increment(ref triesTold);
            Keep(() => Log.Attempt("vsock", null, null, 1));
            Parts.Watch.Said($"process {rest} tried to reach the hypervisor (AF_VSOCK); it was refused, and further tries are counted");
        }
        else if (word == "died")
        {
            Fail("the first process of the program's namespace was ended from within or from outside, and all others with it");
        }
        else if (word == "unseen")
        {
            Parts.Watch.Said(rest);
        }
    }

    /// <summary>On a full disk the recording ends: what cannot be kept must not be acknowledged.</summary>
    void Keep(Action write)
    {
        try
        {
            write();
        }
        catch (NotKeptException e)
        {
            Fail($"the recording cannot be kept: {e.Message}");
        }
    }
}
