using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Klikspaan.Recording.Answering;
using Klikspaan.Recording.Isolating;
using Klikspaan.Recording.Naming;
using Klikspaan.Recording.Planting;
using Klikspaan.Recording.Receiving;
using Klikspaan.Recording.Sending;
using Klikspaan.Recording.Trusting;
using Klikspaan.Recording.Writing;

namespace Klikspaan.Recording;

/// <summary>One recording from its first record to its last: what the isolated and the proxy mode have in common.</summary>
abstract class RecordingSession : IAsyncDisposable
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(3);

    // What a program that is gone had sent is in the system's buffers and ours, and comes to an end; to compress it takes its time.
    static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);
    // Not disposed of: it holds nothing that has to be, and who fails last may do so when the session is over.
    readonly CancellationTokenSource failed = new();
    string failure = "";

    /// <summary>Prepares what both modes need; nothing is written yet.</summary>
    protected RecordingSession(SessionParts parts, TesterIdentity identity)
    {
        (Parts, Identity) = (parts, identity);
        Authority = new(parts.Time);
        Log = new(new(parts.File, parts.Folder), parts.Time, identity.Hide);
        Activity = new(parts.Time);
        Answerer = new(parts.Knowledge, parts.Time);
    }

    /// <summary>What came to be known of the machine and the program.</summary>
    public IReadOnlyDictionary<string, string> Established { get; private set; } = new Dictionary<string, string>();

    /// <summary>What it is made of.</summary>
    protected SessionParts Parts { get; }

    /// <summary>Who the tester is: searched for at the end.</summary>
    protected TesterIdentity Identity { get; }

    /// <summary>The authority of this recording.</summary>
    protected CertificateAuthority Authority { get; }

    /// <summary>What is written down.</summary>
    protected RecordingLog Log { get; }

    /// <summary>When something came last.</summary>
    protected Activity Activity { get; }

    /// <summary>What is answered.</summary>
    protected Answerer Answerer { get; }

    /// <summary>The names that were looked up.</summary>
    protected NameMap Names { get; } = new();

    /// <summary>Who sent.</summary>
    protected SenderFinder Senders { get; } = new();

    /// <summary>The last of what the program wrote to standard error.</summary>
    protected TailBuffer ErrorTail { get; } = new();

    /// <summary>Ends the recording because it cannot be kept.</summary>
    protected void Fail(string reason)
    {
        if (Log.IsClosed)
        {
            return;
        }

        Interlocked.CompareExchange(ref failure, reason, "");
        failed.Cancel();
    }

    /// <summary>Runs the program as often as was asked, waits until nothing more comes, and ends the recording.</summary>
    public async Task<RecordingResult> RunAsync(CancellationToken stop)
    {
        Begin();
        var (end, reason, stopped) = (new ProgramEnd(0, 0, ""), "ended", 0);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, failed.Token);
        for (var number = 1; number <= Parts.Options.Repeat && reason == "ended"; number++)
        {
            var started = Parts.Time.GetTimestamp();
            (end, reason, var left) = await RunOnceAsync(stop, either.Token).ConfigureAwait(false);
            stopped += left;
            await WriteAsync(async () =>
            {
                var isLast = number == Parts.Options.Repeat || reason != "ended" || end.Failure.Length > 0;
                if (isLast)
                {
                    await CloseAsync().ConfigureAwait(false);
                }

                await EndRunAsync(number).ConfigureAwait(false);
                Log.End(isLast, new()
                {
                    ["reason"] = reason, ["exit_status"] = end.Status, ["signal"] = end.Signal, ["run_number"] = number,
                    ["seconds"] = Math.Round(Parts.Time.GetElapsedTime(started).TotalSeconds, 3), ["processes_stopped"] = left,
                });
            }).ConfigureAwait(false);
            if (end.Failure.Length > 0)
            {
                break;
            }
        }

        var found = await SearchAsync().ConfigureAwait(false);
        var why = failure.Length > 0 ? failure : end.Failure.Length > 0 ? $"the program could not be started: {end.Failure}" : "";
        return new(end.Status, failure.Length > 0 ? "failed" : reason, Log.Exchanges, Log.UnknownSenders, stopped, why, found, Identity.NotSearched);
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        Senders.Dispose();
        Authority.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Starts the program.</summary>
    protected abstract Task<IRecordedProgram> StartProgramAsync(CancellationToken cancellation);

    /// <summary>Takes nothing more: what comes after this is not of the recording.</summary>
    protected abstract Task CloseAsync();

    /// <summary>What the first record says of this mode, besides what both say.</summary>
    protected abstract void Describe(JsonObject run, IDictionary<string, string> established);

    /// <summary>Writes what is known only when a run has ended.</summary>
    protected virtual Task EndRunAsync(int number)
    {
        if (ErrorTail.Seen > 0)
        {
            Log.Output(ErrorTail.Take(out var seen), seen);
        }

        return Task.CompletedTask;
    }

    /// <summary>Tells whoever looks on.</summary>
    protected void Tell(RecordedConnection connection, string kind, long bytes, string what, string rule, string? host = null) => Parts.Watch.Recorded(new(
        Parts.Time.GetUtcNow(), kind, connection.Sender is { } sender ? Path.GetFileName(sender.Executable) : "", connection.Sender?.Pid ?? 0,
        host ?? connection.Name ?? connection.Destination.ToString(), bytes, what, rule)
    {
        OtherHolders = connection.Sender?.SharedWith.Count ?? 0,
    });

    void Begin()
    {
        var established = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["os_build"] = $"{OsName()}, kernel {Kernel()}, {RuntimeInformation.OSArchitecture}" };
        established["mode"] = Parts.Options.Mode == RecordingMode.Isolated ? "isolated, sinkhole" : Parts.Options.PassThrough ? "proxy, passed on" : "proxy, sinkhole";
        established["received_from"] = $"recorded here by {Parts.Tool}";
        established["command"] = string.Join(' ', Parts.Options.Command.Select(Identity.Hide));
        var run = new JsonObject
        {
            ["recording"] = 1,
            ["run"] = Parts.Run,
            ["mode"] = Parts.Options.Mode.ToString().ToLowerInvariant(),
            ["tool"] = Parts.Tool,
            ["command"] = new JsonArray([.. Parts.Options.Command.Select(w => JsonValue.Create(Identity.Hide(w)))]),
        };
        Describe(run, established);
        Established = established;
        Log.Begin(Parts.Tool, run);
    }

    async Task<(ProgramEnd End, string Reason, int Stopped)> RunOnceAsync(CancellationToken stop, CancellationToken either)
    {
        IRecordedProgram program;
        try
        {
            program = await StartProgramAsync(either).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return (new(130, 2, ""), failed.IsCancellationRequested ? "failed" : "interrupted", 0);
        }

        await using (program.ConfigureAwait(false))
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(either);
            limit.CancelAfter(Parts.Options.MaxTime ?? Timeout.InfiniteTimeSpan);
            var isOver = await WaitAsync(program, limit.Token).ConfigureAwait(false);
            var reason = failed.IsCancellationRequested ? "failed" : isOver ? "ended" : stop.IsCancellationRequested ? "interrupted" : "max-time";
            if (!isOver)
            {
                await AskToEndAsync(program, reason).ConfigureAwait(false);
            }

            var left = program.Empty.IsCompleted ? 0 : await program.CountLeftAsync().ConfigureAwait(false);
            await program.StopAsync().ConfigureAwait(false);

            // What the last process sent may still be on its way through us. Behind a proxy there may be processes that have nothing to do with it.
            var isIsolated = Parts.Options.Mode == RecordingMode.Isolated;
            if (!await Activity.QuietAsync(isIsolated ? Rest : Courtesy * 10, untilDisconnected: isIsolated).ConfigureAwait(false))
            {
                Fail("what was sent last could not be written down in time: it is not in the recording");
                reason = "failed";
            }

            return (await program.Ended.ConfigureAwait(false), reason, left);
        }
    }

    /// <summary>Over is: the program has ended, and nothing is left of it, or what is left has been silent for long enough.</summary>
    async Task<bool> WaitAsync(IRecordedProgram program, CancellationToken cancellation)
    {
        try
        {
            await program.Ended.WaitAsync(cancellation).ConfigureAwait(false);
            Activity.Touch();
            while (!program.Empty.IsCompleted && Activity.Idle < Parts.Options.Settle)
            {
                await Task.WhenAny(program.Empty, Task.Delay(Look, cancellation)).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>A program that is told to end may still send; the terminal's Ctrl-C has reached it already.</summary>
    static async Task AskToEndAsync(IRecordedProgram program, string reason)
    {
        if (reason != "interrupted")
        {
            await program.SignalAsync(15).ConfigureAwait(false);
        }

        await Task.WhenAny(program.Ended, Task.Delay(Courtesy)).ConfigureAwait(false);
        if (reason == "interrupted" && !program.Ended.IsCompleted)
        {
            await program.SignalAsync(15).ConfigureAwait(false);
            await Task.WhenAny(program.Ended, Task.Delay(Courtesy)).ConfigureAwait(false);
        }
    }

    /// <summary>The last records of a run on a full disk: what was kept before stays as it is.</summary>
    async Task WriteAsync(Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (NotKeptException e)
        {
            Fail($"the recording could not be ended properly: {e.Message}");
        }
    }

    /// <summary>Labels of the tester's own values that stand in the recording.</summary>
    async Task<IReadOnlyList<string>> SearchAsync()
    {
        if (Identity.Searched.Count == 0)
        {
            return [];
        }

        await using var file = new FileStream(Parts.File.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        var found = await TesterSearch.FindAsync(Identity, plain, CancellationToken.None).ConfigureAwait(false);
        return [.. found.Select(f => f.Label).Distinct()];
    }

    /// <summary>As <c>uname -r</c> says it.</summary>
    static string Kernel()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Environment.OSVersion.Version.ToString();
        }
    }

    static string OsName()
    {
        try
        {
            var line = File.ReadLines("/etc/os-release").FirstOrDefault(l => l.StartsWith("PRETTY_NAME=", StringComparison.Ordinal));
            return line is null ? RuntimeInformation.OSDescription : line["PRETTY_NAME=".Length..].Trim('"');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return RuntimeInformation.OSDescription;
        }
    }
}
