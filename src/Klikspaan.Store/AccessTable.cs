using System.Runtime.CompilerServices;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>What was recorded of a subject, held against a reply to a request for access.</summary>
static class AccessTable
{
    public static Table Table { get; } = new(
        "access",
        "What was recorded of a subject, held against the replies to requests for access: found again, not found in the reply, in the reply only; and why that is not established where it is not. That something was not found is no breach.",
        [
            Text("reply", "First 12 hex digits of the reply's SHA-256."),
            Text("subject", "Code of the account or tester that it is about."),
            Text("from", "Who answered, as a person said."),
            Text("received", "Day on which the reply came, as a person said."),
            Text("operator", "Who operates the hosts that it was addressed to, by the cited source; not established for what stands in the reply only."),
            Text("on_behalf_of", "In whose published software the key in the traffic was found; says nothing of a role in law."),
            Texts("hosts", "Hosts that it was addressed to; twenty at most."),
            Text("what", "identifier, planted value, event, host; not established for what is said of the reply as a whole."),
            Text("category", "Category by a rule or protocol file; of an event its protocol."),
            Text("name", "The value, the label of a planted value, the name of an event; credentials are masked by default."),
            Text("result", "found again, not found in the reply, in the reply only, or not established."),
            Text("why", "Why, in a sentence; empty where the result says it all."),
            Number("recorded", "How often it was recorded: values, or events of that name."),
            Number("found_again", "At how many places it was found in the reply; of events how many, by name and moment, each record of the reply counted once."),
            Text("of_category", "The same of all rows of that recipient, sort and category together: found again, n of m, and of how many that is not established; empty for what stands in the reply only."),
            Texts("forms", "In which forms it was found in the reply; of what stands there only its form."),
            Text("first_recorded", "When it was recorded first."),
            Text("locator", "Locator of the first in a capture."),
            Text("reply_locator", "Locator of the first in the reply, or of a PDF in its text; its capture is the file that was read. Of an event that was not found where its name stands."),
        ],
        Rows);

    static async IAsyncEnumerable<object?[]> Rows(TableSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        SubjectTally? subject = null;
        foreach (var reply in source.Dossier.Replies)
        {
            // Several replies are mostly about one subject.
            subject = subject?.Subject == reply.Answers.Subject ? subject : await source.Dossier.SubjectAsync(reply.Answers.Subject, source.Reveal, cancellation).ConfigureAwait(false);
            var reading = await source.Dossier.ReadReplyAsync(reply, subject, source.Reveal, cancellation).ConfigureAwait(false);
            var rows = new AccessRows(reply, subject, reading, source.Reveal).Make();
            var together = rows.Where(r => r.Recipient is not null).GroupBy(r => r.Group).ToDictionary(g => g.Key, AccessRows.Together);
            foreach (var row in rows)
            {
                yield return Cells(source, reply, row, together.GetValueOrDefault(row.Group, ""));
            }
        }
    }

    static object?[] Cells(TableSource source, AccessReply reply, AccessRow row, string together) =>
    [
        Locator.Short(reply.Entry.Sha256), reply.Answers.Subject, Or(reply.Answers.From), ReplyTable.Day(reply.Answers.Received),
        row.Recipient?.Operator ?? Classification.NotEstablished, row.Recipient?.OnBehalfOf ?? Classification.NotEstablished, row.Hosts, row.What, row.Category, Masking.Show(row.Name, source.Reveal),
        row.Result.Name, row.Result.Why, row.Recorded, row.Found, together, row.Forms, Time(row.First), Place(row.Capture), Place(row.Reply),
    ];

    static string Place(Locator? place) => place is { } at ? Masking.Show(at.ToString()) : "";
}
