using System.CommandLine;
using System.Globalization;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan import --as access-reply</c>: takes in what a vendor answered to a request for access.</summary>
static class AccessReplyImport
{
    const string Capture = "capture", Reply = "access-reply";
    const int MostTold = 10;

    static readonly Option<string> As = new("--as") { Description = $"What the files are: {Capture}, or {Reply}: what a vendor answered to a request for access (article 15 GDPR), as CSV, JSON, XML, HTML, text, PDF or a ZIP archive of these.", DefaultValueFactory = _ => Capture };
    static readonly Option<string?> Subject = new("--subject") { Description = "Of a reply: code of the account or tester that it is about, as in the captures (not a name)." };
    static readonly Option<string?> Requested = new("--requested") { Description = "Of a reply: day on which the request reached who answers (yyyy-MM-dd)." };
    static readonly Option<string?> Received = new("--received") { Description = "Of a reply: day on which it came." };
    static readonly Option<string?> Extended = new("--extended") { Description = "Of a reply: day on which it was told that it would take longer." };
    static readonly Option<string?> From = new("--from") { Description = "Of a reply: who answered, as 'show recipients' names the operator, or a host." };

    static AccessReplyImport() => As.AcceptOnlyFromAmong(Capture, Reply);

    /// <summary>The options.</summary>
    public static IEnumerable<Option> Options => [As, Subject, Requested, Received, Extended, From];

    /// <summary>Whether the files are replies. <see cref="ArgumentException"/> where options of the one are given for the other.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="ofCaptures">The options that are of captures only.</param>
    public static bool IsAsked(ParseResult parsed, params Option[] ofCaptures)
    {
        var isReply = parsed.GetValue(As) == Reply;
        var wrong = (isReply ? ofCaptures : [Subject, Requested, Received, Extended, From]).FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false });
        return wrong is null ? isReply : throw new ArgumentException(isReply ? $"{wrong.Name} is for captures: it says nothing of a reply" : $"{wrong.Name} is for replies: add --as {Reply}");
    }

    /// <summary>Imports each reply; one that fails does not keep the others out.</summary>
    public static async Task<int> RunAsync(Shell shell, Dossier dossier, ParseResult parsed, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        var answers = Answers(shell, parsed);
        var (all, sent) = dossier.CapturesOf(answers.Subject);
        if (sent == 0)
        {
            await shell.Error.WriteLineAsync(Terminal.Clean(all == 0
                ? $"klikspaan: no capture has '{answers.Subject}' as its account or tester yet ('account' or 'tester' in --meta): until one has, nothing can be compared"
                : $"klikspaan: of the captures of '{answers.Subject}' nothing reached a vendor, as they were recorded in a sinkhole: nothing can be compared"));
        }

        var code = ExitCode.Done;
        foreach (var file in files)
        {
            try
            {
                code = code == ExitCode.Usage ? code : Math.Max(code, await OneAsync(shell, dossier, Path.GetFullPath(file, shell.Folder), answers, cancellation));
            }
            catch (Exception e) when (e is not (OperationCanceledException or DossierException) && Guard.Message(e) is { } message)
            {
                await shell.Error.WriteLineAsync($"klikspaan: {Terminal.Clean(message)}");
                code = ExitCode.Usage;
            }
        }

        await shell.Out.WriteLineAsync("'klikspaan show replies' tells how long each took, 'klikspaan show access' what was found again.");
        return code;
    }

    static async Task<int> OneAsync(Shell shell, Dossier dossier, string path, AccessReplyAnswers answers, CancellationToken cancellation)
    {
        if (Directory.Exists(path) || !FileKind.IsFileOrNothing(path))
        {
            throw new ArgumentException($"{path} is a folder, pipe or device: a reply is a file, or a ZIP archive of several");
        }

        var (reply, wasThere) = await dossier.ImportReplyAsync(path, answers, cancellation);
        var name = Terminal.Clean(reply.Entry.Source);
        if (wasThere)
        {
            await shell.Out.WriteLineAsync($"{name} is in the dossier already, as {reply.Entry.File} since {reply.Entry.At:yyyy-MM-dd}.");
        }

        var code = ExitCode.Done;
        if (reply.Entry.Format == "pdf" && reply.Text is null)
        {
            (reply, code) = await TextAsync(shell, dossier, reply, cancellation);
        }

        var (count, values, problems, problemCount) = await Progress.RunAsync(shell, $"reading {name}", reply.Read.Bytes, _ => dossier.ReadReplyAsync(reply, cancellation));
        await shell.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {values:N0} value(s) in {count:N0} file(s), kept as {reply.Entry.File} (SHA-256 {reply.Entry.Sha256}){(reply.Text is { } text ? $", its text as {text.File} (SHA-256 {text.Sha256})" : "")}"));
        await shell.Out.WriteLineAsync($"{name}: {reply.Term.Name}{(reply.Term.Days is { } days ? string.Create(CultureInfo.InvariantCulture, $", {days} day(s)") : "")}. {reply.Term.Why}");
        if (problemCount == 0)
        {
            return code;
        }

        foreach (var problem in problems.Take(MostTold))
        {
            await shell.Error.WriteLineAsync($"klikspaan: {Terminal.Clean(Told(problem))}");
        }

        await shell.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"klikspaan: the reply was not read in full, or not as it should be: {problemCount:N0} {(problemCount == 1 ? "problem" : "problems")}; 'klikspaan show replies' lists them"));
        return ExitCode.Incomplete;
    }

    static string Told(Problem problem) => string.Create(CultureInfo.InvariantCulture, $"{problem.Where.Path}, entry {problem.Where.Exchange}, byte 0x{problem.Where.Offset:X}: expected {problem.Expected}, found {problem.Found}");

    /// <summary>Has the text of a PDF made, and keeps it; what keeps from that is told.</summary>
    static async Task<(AccessReply Reply, int Code)> TextAsync(Shell shell, Dossier dossier, AccessReply reply, CancellationToken cancellation)
    {
        var room = Directory.CreateTempSubdirectory("klikspaan-pdf-");
        try
        {
            var text = Path.Combine(room.FullName, "text.txt");
            var by = await PdfText.RunAsync(Path.Combine(dossier.Folder, reply.Entry.File), text, cancellation);
            return (await dossier.AddReplyTextAsync(reply, text, by, cancellation), ExitCode.Done);
        }
        catch (InvalidDataException e)
        {
            await shell.Error.WriteLineAsync($"klikspaan: {Terminal.Clean(reply.Entry.Source)}: {Terminal.Clean(e.Message)}");
            return (reply, ExitCode.Incomplete);
        }
        finally
        {
            room.Delete(recursive: true);
        }
    }

    static AccessReplyAnswers Answers(Shell shell, ParseResult parsed)
    {
        var subject = parsed.GetValue(Subject)?.Trim() ?? "";
        if (subject.Length == 0)
        {
            throw new ArgumentException($"--as {Reply} needs --subject: the code of the account or tester that the reply is about, as in the captures");
        }

        var today = DateOnly.FromDateTime(shell.Time.GetUtcNow().UtcDateTime);
        var (requested, received, extended) = (Day(parsed, Requested), Day(parsed, Received), Day(parsed, Extended));
        foreach (var (day, option) in new[] { (requested, Requested), (received, Received), (extended, Extended) })
        {
            if (day > today.AddDays(1))
            {
                throw new ArgumentException($"{option.Name} lies in the future");
            }

            if (day < requested)
            {
                throw new ArgumentException($"{option.Name} is a day before --requested");
            }
        }

        return extended > received ? throw new ArgumentException("--extended is a day after --received") : new(subject, requested, received, extended, parsed.GetValue(From)?.Trim() ?? "");
    }

    static DateOnly? Day(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is not { } text ? null : AccessReplyAnswers.Day(text) ?? throw new ArgumentException($"{option.Name} takes a day such as 2026-11-30; '{text}' is none");
}
