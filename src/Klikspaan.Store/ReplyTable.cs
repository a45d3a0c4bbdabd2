using System.Globalization;
using System.Runtime.CompilerServices;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>Replies to requests for access, and how long each took.</summary>
static class ReplyTable
{
    const int MostTold = 20;

    public static Table Table { get; } = new(
        "replies",
        "Replies to requests for access (article 15 GDPR): who answered, how long it took, the period that each tells of, and what could not be read. Nothing in them counts as sent.",
        [
            Text("reply", "First 12 hex digits of the reply's SHA-256."),
            Text("file", "Where it stands in the dossier."),
            Text("sha256", "SHA-256 of the file."),
            Number("bytes", "Size of the file."),
            Text("source", "Name of the file where it came from."),
            Text("imported_at", "When it was taken in, or when what is said of it was said last."),
            Text("form", "Form of the file: json, csv, xml, html, text, utf16little, utf16big, zip, pdf, binary, empty."),
            Text("subject", "Code of the account or tester that it is about."),
            Number("captures", "Captures of that account or tester of which something can have reached a vendor."),
            Text("from", "Who answered, as a person said; 'not established' when nobody did."),
            Text("requested", "Day on which the request reached who answers, as a person said."),
            Text("received", "Day on which the reply came, as a person said."),
            Text("extended", "Day on which it was told that the reply would take longer, as a person said."),
            Number("days", "Days from the request to the reply."),
            Text("due", "Last day of the term: one month from the request, three where that it would take longer was told within the first (article 12(3) GDPR); on a Saturday or Sunday the Monday after (Regulation 1182/71). Public holidays are not known."),
            Text("term", "within the term, within the extended term, after the term, or not established."),
            Text("term_why", "What that rests on, in a sentence."),
            Text("period_first", "First moment in the reply, not later than the day after it came: of those with a time of the day, else of days."),
            Text("period_first_locator", "Locator of that moment in the file that was read."),
            Text("period_last", "Last moment."),
            Text("period_last_locator", "Locator of that moment."),
            Number("entries", "Files in it: one, or those of the archive."),
            Number("values", "Values in it."),
            Number("problems", "Places that could not be read, or not as they should be."),
            Texts("problem_list", "The first twenty of them: file, place in bytes, what was expected and found."),
            Text("text_file", "Of a PDF the file with its text, which is what was read; empty for all else."),
            Text("text_by", "The program that made it; empty for all else."),
        ],
        Rows);

    static async IAsyncEnumerable<object?[]> Rows(TableSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var reply in source.Dossier.Replies)
        {
            var reading = await source.Dossier.ReadReplyAsync(reply, new SubjectTally("", 0, 0), source.Reveal, cancellation).ConfigureAwait(false);
            var (entry, said, term, findings) = (reply.Entry, reply.Answers, reply.Term, reading.Search.Findings);
            yield return
            [
                Locator.Short(entry.Sha256), entry.File, entry.Sha256, entry.Bytes, entry.Source, Time(entry.At), Or(entry.Format), said.Subject, (long)source.Dossier.CapturesOf(said.Subject).Sent, Or(said.From),
                Day(said.Requested), Day(said.Received), Day(said.Extended), term.Days is { } days ? (long)days : null, Day(term.Due), term.Name, term.Why,
                Moment(findings.First?.Moment), findings.First is { } first ? Masking.Show(first.Place.ToString()) : "", Moment(findings.Last?.Moment), findings.Last is { } last ? Masking.Show(last.Place.ToString()) : "",
                (long)reading.Files, reading.Sink.Values, reading.Sink.ProblemCount, reading.Sink.Problems.Take(MostTold).Select(p => Masking.Show(Told(p))).ToList(),
                reply.Text?.File ?? "", reply.Text?.Meta.GetValueOrDefault("by", "") ?? "",
            ];
        }
    }

    /// <summary>A problem of a reply, with its file.</summary>
    internal static string Told(Problem problem) => string.Create(
        CultureInfo.InvariantCulture, $"{problem.Where.Path}, entry {problem.Where.Exchange}, byte 0x{problem.Where.Offset:X}{(problem.Where.Steps.Length > 0 ? ", after " + problem.Where.Steps : "")}: expected {problem.Expected}, found {problem.Found}");

    internal static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Classification.NotEstablished;

    static string Moment(Replying.ReplyMoment? moment) => moment is not { } at ? Classification.NotEstablished
        : !at.HasTime ? Day(DateOnly.FromDateTime(at.At.UtcDateTime))
        : at.HasZone ? Time(at.At)
        : at.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + " (no time zone)";
}
