using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Klikspaan.Recording;
using Klikspaan.Recording.Isolating;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan record</c>: runs a program in a network without a way out, and keeps what it sends.</summary>
static class RecordCommand
{
    static readonly Option<RecordingMode> Mode = new("--mode")
    {
        Description = "isolated: in namespaces of its own, from which no IP packet leaves (Linux). proxy: by variables that name a proxy; what does not heed them is not seen, and may leave. There the home is your own.",
        DefaultValueFactory = _ => OperatingSystem.IsLinux() ? RecordingMode.Isolated : RecordingMode.Proxy,
        CustomParser = ModeOf,
    };

    static readonly Option<string?> Scenario = new("--scenario") { Description = "What the tester does in this recording; kept with it." };
    static readonly Option<string?> Profile = new("--profile") { Description = "The settings in force, such as 'default' or 'telemetry off'; kept with it." };
    static readonly Option<int> Repeat = new("--repeat") { Description = "Run the program this often, in the same home: some send only from the second run.", DefaultValueFactory = _ => 1, Validators = { r => DossierChoice.RequireAtLeast(r, 1) } };
    static readonly Option<bool> KeepHome = new("--keep-home") { Description = "Let it see your own home, with its settings and identifiers." };
    static readonly Option<bool> FreshHome = new("--fresh-home") { Description = "Give it an empty home of an invented person (the default)." };
    static readonly Option<string?> SamePerson = new("--same-person") { Description = "The invented person and device of an earlier recording (its capture), in a new empty home: what stays the same was not made at installation." };
    static readonly Option<string?> SameDevice = new("--same-device") { Description = "The invented device of an earlier recording (its capture), with another person: what stays the same follows the device." };
    static readonly Option<TimeSpan?> MaxTime = new("--max-time") { Description = "Stop it after this time (90s, 5m) although it has not ended.", CustomParser = Duration };
    static readonly Option<TimeSpan?> Settle = new("--settle") { Description = "How long what it leaves running must have been silent before it is stopped (default 8s).", CustomParser = Duration };
    static readonly Option<string[]> Variables = new("--env") { Description = "A variable to pass on: NAME or NAME=VALUE. Others are taken away, and their names kept.", DefaultValueFactory = _ => [] };
    static readonly Option<bool> PassThrough = new("--pass-through") { Description = "Let requests go on to the real server (proxy mode only): they leave this machine." };
    static readonly Option<string?> Meta = new("--meta") { Description = "A YAML file with " + string.Join(", ", CaptureMeta.Questions.Select(q => q.Key)) + "." };
    static readonly Option<double> MaxOpaque = new("--max-opaque") { Description = "Percentage of bytes that may stay unopened before the exit code is 3.", DefaultValueFactory = _ => 5 };
    static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Do not show requests as they come; the summary is shown all the same." };
    static readonly Argument<string[]> Words = new("command") { Description = "The program and its arguments, after --.", Arity = ArgumentArity.OneOrMore };

    public static Command Make(Shell shell)
    {
        var command = new Command("record", "Run a program in a network without a way out, and record what it sends. With --mode proxy traffic may leave.")
        {
            Mode, Scenario, Profile, Repeat, KeepHome, FreshHome, SamePerson, SameDevice, MaxTime, Settle, Variables, PassThrough, Meta, MaxOpaque, Quiet, Words,
        };
        command.Validators.Add(Check);
        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            RequireWords(parsed);
            var options = Options(shell, parsed);
            if (options.Mode == RecordingMode.Isolated && NamespaceEntry.Outside is null)
            {
                return await EnterAsync(parsed.Tokens.Select(t => t.Value), cancellation);
            }

            var folder = DossierChoice.FindOrMake(shell, parsed);
            using var dossier = DossierChoice.OpenToRecord(shell, parsed, folder);
            options = options with { Earlier = Earlier(dossier, parsed) };
            var answers = Answers(shell, parsed);
            dossier.Scenarios.Complete(answers);
            var result = await RunAsync(shell, dossier, options, answers, parsed.GetValue(Quiet), cancellation);

            // Standard output is the program's own.
            return await FinishAsync(shell.OnError(), dossier, options, result, parsed.GetValue(MaxOpaque));
        }));
        return command;
    }

    /// <summary>Runs these words again in namespaces; <see cref="RecordingException"/> where the machine does not allow it.</summary>
    public static async Task<int> EnterAsync(IEnumerable<string> words, CancellationToken cancellation) =>
        await NamespaceEntry.RefusalAsync(cancellation) is { } refusal
            ? throw new RecordingException(
                $"this machine does not let a program be isolated: {refusal}. 'klikspaan doctor' says what to do. Nothing was started. '--mode proxy' records without isolation: what does not heed the proxy is not seen, and may leave")
            : await NamespaceEntry.RunAsync(words, cancellation);

    /// <summary>Records into a dossier, and gives the capture with how the program ended.</summary>
    public static async Task<(RecordingResult Result, ManifestEntry Capture)> RunAsync(
        Shell shell, Dossier dossier, RecordingOptions options, IReadOnlyDictionary<string, string> meta, bool quiet, CancellationToken cancellation)
    {
        options = options with { Dossier = dossier.Folder };
        var recorder = new Recorder(options, dossier.Knowledge, Dossier.Tool, shell.Time);
        using var watch = new RecordingWatch(shell, quiet);
        var part = dossier.StartRecording(recorder.Run, recorder.Planted, meta);
        RecordingResult result;
        try
        {
            result = await recorder.RunAsync(part, watch, cancellation);
        }
        catch when (new FileInfo(part) is { Exists: false } or { Length: 0 })
        {
            // Nothing was recorded: an empty file is no evidence.
            File.Delete(part);
            dossier.CancelRecording(recorder.Run);
            throw;
        }

        var remark = result.Reason == "ended" ? "" : $"the recording was stopped: {result.Reason}{(result.Failure.Length > 0 ? ", " + result.Failure : "")}";
        return (result, dossier.FinishRecording(part, remark, recorder.Established));
    }

    /// <summary>
    /// Reads what was recorded, says what it comes to, and gives the exit code: the program's own where nothing else is wrong.
    /// </summary>
    public static async Task<int> FinishAsync(Shell shell, Dossier dossier, RecordingOptions options, (RecordingResult Result, ManifestEntry Capture) recorded, double maxOpaque)
    {
        var (result, capture) = recorded;
        var counts = await Progress.RunAsync(shell, $"reading {capture.File}", capture.Bytes, p => dossier.IndexAsync(capture, p, CancellationToken.None));
        await DossierChoice.RefreshAsync(shell, dossier, CancellationToken.None);

        // What the program wrote last may have no end of line.
        await shell.Out.WriteLineAsync();
        Summary.Print(shell, dossier, capture);
        await shell.Out.FlushAsync();
        Tell(shell, options, result, capture);
        var code = await ImportCommand.CompletenessAsync(shell, counts, maxOpaque);
        return result.Reason == "failed" ? ExitCode.Usage
            : result.Status is 126 or 127 && result.Failure.Length > 0 ? result.Status
            : code != ExitCode.Done ? code
            : result.Status;
    }

    static void Tell(Shell shell, RecordingOptions options, RecordingResult result, ManifestEntry capture)
    {
        void Say(string text) => shell.Error.WriteLine($"klikspaan: {Terminal.Clean(text)}");
        static string Number(long number, string what, string plural) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? what : plural)}");
        if (result.Failure.Length > 0)
        {
            Say(result.Failure);
        }

        var ended = result.Status is 126 or 127 && result.Failure.Length > 0 ? "" : $"; the program ended with status {result.Status}";
        Say($"recorded {Number(result.Exchanges, "request", "requests")} in {capture.File}{ended}");
        if (result.Reason is "interrupted" or "max-time")
        {
            Say(result.Reason == "max-time" ? "it was stopped at --max-time; what it would have sent later was not seen" : "it was interrupted; all that was recorded is kept");
        }
        else if (result.Stopped > 0)
        {
            Say($"{Number(result.Stopped, "process", "processes")} that it left running {(result.Stopped == 1 ? "was" : "were")} stopped after {options.Settle.TotalSeconds:0.#} s of silence; what would have been sent later was not seen (--settle waits longer)");
        }

        if (result.UnknownSenders > 0)
        {
            Say($"of {Number(result.UnknownSenders, "connection, request or datagram", "connections, requests or datagrams")} the sender is not established");
        }

        var found = result.TesterFound.Count == 0 ? "none found" : "found: " + string.Join(", ", result.TesterFound);
        var skipped = result.TesterNotSearched.Count == 0 ? "" : $"; not searched, too short or too common: {string.Join(", ", result.TesterNotSearched)}";
        Say($"this machine's own details in the recording: {found}{skipped}; compressed contents were not opened for this{(result.TesterFound.Count == 0 ? "" : ". Remove or redact them before you share the dossier")}");
    }

    static RecordingOptions Options(Shell shell, ParseResult parsed) => new()
    {
        Command = parsed.GetValue(Words)!,
        Folder = shell.Folder,
        Mode = parsed.GetValue(Mode),
        KeepHome = parsed.GetValue(KeepHome),
        Repeat = parsed.GetValue(Repeat),
        Settle = parsed.GetValue(Settle) ?? TimeSpan.FromSeconds(8),
        MaxTime = parsed.GetValue(MaxTime),
        Variables = parsed.GetValue(Variables) ?? [],
        PassThrough = parsed.GetValue(PassThrough),
    };

    /// <summary>The earlier recording whose device is used again.</summary>
    static EarlierRecording? Earlier(Dossier dossier, ParseResult parsed) =>
        parsed.GetValue(SamePerson) is { } person ? Earlier(dossier, person, true) : parsed.GetValue(SameDevice) is { } device ? Earlier(dossier, device, false) : null;

    static EarlierRecording Earlier(Dossier dossier, string capture, bool isSamePerson) =>
        dossier.Invented(capture) is { } found ? new(found.Planted, found.Device, found.Account, isSamePerson)
        : throw new ArgumentException($"there is no recording '{capture}' in this dossier for which a device was invented; 'klikspaan show captures' lists them. Nothing was started");

    static Dictionary<string, string> Answers(Shell shell, ParseResult parsed)
    {
        var answers = parsed.GetValue(Meta) is { } file
            ? new Dictionary<string, string>(CaptureMeta.Read(file, File.ReadAllBytes(Path.GetFullPath(file, shell.Folder))))
            : [];
        foreach (var (key, value) in new[] { ("scenario", parsed.GetValue(Scenario)), ("settings_profile", parsed.GetValue(Profile)) })
        {
            if (value is { Length: > 0 })
            {
                answers[key] = value;
            }
        }

        return answers;
    }

    /// <summary>Words of the program must not be taken for ours, nor a word of ours that was mistyped for the program.</summary>
    static void RequireWords(ParseResult parsed)
    {
        var words = parsed.GetValue(Words)!;
        if (words[0].StartsWith('-'))
        {
            throw new ArgumentException($"there is no option {words[0]}; 'klikspaan record --help' lists them");
        }

        if (!parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash))
        {
            throw new ArgumentException($"put -- before the program, so that its options are its own: klikspaan record -- PROGRAM ARGUMENTS");
        }
    }

    static void Check(CommandResult result)
    {
        if (result.GetValue(Variables)!.FirstOrDefault(v => v.Length == 0 || v[0] == '=') is { } nameless)
        {
            result.AddError($"klikspaan: --env takes NAME or NAME=VALUE, not '{nameless}'");
        }

        if (result.GetValue(KeepHome) && result.GetValue(FreshHome))
        {
            result.AddError("klikspaan: --keep-home and --fresh-home exclude each other");
        }

        if (result.GetValue(SamePerson) is not null && result.GetValue(SameDevice) is not null)
        {
            result.AddError("klikspaan: --same-person and --same-device exclude each other");
        }

        if (result.GetValue(SamePerson) is not null && result.GetValue(KeepHome))
        {
            result.AddError("klikspaan: --same-person and --keep-home exclude each other: a person is invented for an empty home");
        }

        if ((result.GetValue(SamePerson) ?? result.GetValue(SameDevice)) is not null && result.GetValue(Mode) == RecordingMode.Proxy)
        {
            result.AddError("klikspaan: --same-person and --same-device need --mode isolated; by a proxy nothing is invented");
        }

        if (result.GetValue(PassThrough) && result.GetValue(Mode) != RecordingMode.Proxy)
        {
            result.AddError("klikspaan: --pass-through needs --mode proxy; an isolated program reaches nobody");
        }
    }

    static RecordingMode ModeOf(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text is not ("isolated" or "proxy"))
        {
            result.AddError("klikspaan: --mode takes isolated or proxy");
        }

        return text == "proxy" ? RecordingMode.Proxy : RecordingMode.Isolated;
    }

    static TimeSpan? Duration(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var unit = text.Length > 0 ? text[^1] : ' ';
        var scale = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => char.IsAsciiDigit(unit) ? 1 : 0 };
        if (scale > 0 && text.Length > 0 && double.TryParse(char.IsAsciiDigit(unit) ? text : text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 && number * scale < 1e6)
        {
            return TimeSpan.FromSeconds(number * scale);
        }

        result.AddError($"klikspaan: '{text}' is no time: 90s, 5m or 1h");
        return null;
    }
}
