using System.Globalization;
using System.Runtime.CompilerServices;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>Content, functional and diagnostic data: what was observed, and what people decided.</summary>
static class ClassTable
{
    public static Table Table { get; } = new(
        "classes",
        "Content, functional and diagnostic data, as far as they were observed, and what people decided in judgements/. Which it is in the end depends on what is stored, which no capture shows.",
        [
            Text("data_class", "content, functional or diagnostic: as a person decided, else as was observed; 'contradicting judgements' where people decided otherwise of the same."),
            Text("storage", "What is known of storage at the recipient: documented, contract, access reply, or vendor record where its service wrote the record; else not established."),
            Text("machine_class", "What the machine observed, whatever people decided."),
            Text("basis", "What that rests on: role of the protocol, shape of an event, planted value, category of the value, field of HTTP, record of the service, needed for a step (as the tester stated), and, where a statement of the tester is not taken over, perhaps an event or identifier in a needed request."),
            Text("reason", "Why, in one sentence."),
            Text("source", "Where that was learned: knowledge file and source."),
            Text("within", "Of content the class of what it stands in: diagnostic where the exchange is that as a whole; functional where it is, or where a field of HTTP holds it that carries the request."),
            Text("host", "Host name or address that it was addressed to."),
            Text("operator", "Who operates the host by the cited source."),
            Text("protocol", "Protocol file that knows the event."),
            Text("event", "Name of the event."),
            Text("path", "Part of the request and pointer, of content within diagnostic or functional data, and of single fields where a judgement is about some."),
            Number("values", "How many values."),
            Number("exchanges", "In how many requests and other exchanges."),
            Texts("judged", "Who decided, when and why."),
            Texts("changed", "Judgements that were made when the machine proposed another class than now."),
            Text("first", "Locator of the first."),
            Text("last", "Locator of the last."),
            Text("list", "Lists of articles 9, 10 and 87 GDPR: on which the tester put a planted value that stands in it, with (digest) where only a digest of it does; on which its category is, by the protocol file; or as which a person marked it in judgements/, with the name. Nothing is put on one by a guess."),
        ],
        Rows);

    static async IAsyncEnumerable<object?[]> Rows(TableSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var tally = await source.Dossier.ClassesAsync(source.Captures.Select(c => c.Capture), cancellation).ConfigureAwait(false);
        foreach (var row in tally.Rows)
        {
            yield return Row(source, row);
        }

        foreach (var idle in source.Dossier.Idle(tally))
        {
            yield return
            [
                Classification.NotEstablished, Classification.NotEstablished, Classification.NotEstablished, "", "This judgement is about nothing that was observed.", Classification.NotEstablished, "",
                Or(idle.About[0]), Classification.NotEstablished, Or(idle.About[1]), Or(idle.About[2]), idle.About[3], 0L, 0L, (IReadOnlyList<string>)[$"{idle.Said} ({idle.Place})"], Array.Empty<string>(), "", "", "",
            ];
        }

        if (tally.LeftOut > 0)
        {
            yield return
            [
                Classification.NotEstablished, Classification.NotEstablished, Classification.NotEstablished, "", $"Values of further rows than the {tally.Rows.Count.ToString(CultureInfo.InvariantCulture)} that are listed.",
                Classification.NotEstablished, Classification.NotEstablished, Classification.NotEstablished, Classification.NotEstablished, Classification.NotEstablished, Classification.NotEstablished, "", tally.LeftOut, 0L,
                Array.Empty<string>(), Array.Empty<string>(), "", "", "",
            ];
        }
    }

    static object?[] Row(TableSource source, ClassRow row)
    {
        var (key, observed) = (row.Key, row.Key.Observed);
        var judged = source.Dossier.Judge(observed, key.Host, key.Protocol, key.Event, key.Path);
        return
        [
            judged.Class, judged.Storage, observed.Class.Name(), observed.Basis, observed.Reason, Or(observed.Source), key.Within == DataClass.NotEstablished ? "" : key.Within.Name(),
            Or(key.Host), key.Operator, Or(key.Protocol), Or(Masking.Show(key.Event, source.Reveal)), Masking.Show(key.Path, source.Reveal), row.Values, row.Exchanges,
            judged.All.Select(j => $"{j.Said} ({j.Place})").ToList(),
            judged.Changed.Select(j => $"{j.Place}: the machine proposes {observed.Class.Name()}, and proposed {j.Machine} when {j.By} decided").ToList(),
            Masking.Show(row.First.ToString()), Masking.Show(row.Last.ToString()), judged.Lists(key.Lists),
        ];
    }
}
