using System.Globalization;
using System.Runtime.CompilerServices;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>The device itself: what was sent that stands for something of it, and what was stored on it.</summary>
static class DeviceTable
{
    const int MostTexts = 20;

    public static Table Table { get; } = new(
        "device",
        "The device itself: what was sent that stands for something of it, and what was stored on it, before and after a choice. Whether an exemption from asking holds is a judgement.",
        [
            Text("kind", "read: it was sent and stands for something of the device; stored: it was kept on the device."),
            Text("what", "Label of a planted value, category, name of a cookie; of a file: store of events, database, file."),
            Text("basis", "What that rests on: value invented for the device (it was read from the device that the program saw); planted value (listed by people, and can have been typed); category, by protocol file or by rule (it stands for something of the device; that it was read there then is not shown); cookie that was sent (it had been kept by whoever sent it, in memory or on the device; who set it is not established); file that was left."),
            Text("reason", "Why, in one sentence."),
            Text("host", "Host name or address that it was addressed to; of a file empty."),
            Text("operator", "Who operates the host by the cited source."),
            Text("event", "Name of the event."),
            Text("path", "Part of the request and pointer; of a file its path, as the program saw it."),
            Texts("forms", "Of a planted value the forms that were found."),
            Number("values", "How many values; of a file how many with the form of an identifier it holds; sixteen bytes in a cell of a database are two, a GUID in either order of its bytes."),
            Number("requests", "In how many requests; of a file null."),
            Number("bytes", "Length of a file in bytes; null for all else."),
            Text("changed", "Of a file: created or changed, against before the run."),
            Texts("sent_in", "Of a file: host and field of requests in which a value stood that stands in the file too; twenty at most."),
            Text("choice", "before a choice, after a choice, or not established: against the steps of a scenario that are marked as one. A file that was last written before is told; one that was written later can have been there before."),
            Text("choice_made", "accepted or refused, by those steps; else not established."),
            Text("first_seen", "When it was sent first; of a file when it was last written, by the file system, else when it was found."),
            Text("last_seen", "When it was sent last; of a file when it was found, after the run."),
            Texts("exemption", "What people decided in judgements/: strictly necessary, communication, none; two where they contradict each other; empty while nobody did."),
            Texts("judged", "Who decided, when and why."),
            Text("locator", "Locator of the first."),
            Texts("stored_in", "Of a database: table, row and column of values that stood in requests too; twenty at most. Empty for all else."),
        ],
        Rows);

    static async IAsyncEnumerable<object?[]> Rows(TableSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var tally = await source.Dossier.DeviceAsync(source.Captures.Select(c => c.Capture), cancellation).ConfigureAwait(false);
        foreach (var row in tally.Rows)
        {
            yield return Row(source, row);
        }

        foreach (var file in tally.Files)
        {
            yield return Row(source, tally, file);
        }

        if (tally.LeftOut > 0)
        {
            yield return LeftOut(tally.LeftOut, "Values of further rows, and further files, than are listed.");
        }

        if (tally.NotCompared > 0 && tally.Files.Count > 0)
        {
            yield return LeftOut(tally.NotCompared, "Values that were sent and not compared with those in files, since there were too many.");
        }
    }

    static object?[] LeftOut(long values, string reason)
    {
        const string none = Classification.NotEstablished;
        return [none, none, none, reason, none, none, none, "", Array.Empty<string>(), values, null, null, "", Array.Empty<string>(), none, none, none, none, Array.Empty<string>(), Array.Empty<string>(), "", Array.Empty<string>()];
    }

    static object?[] Row(TableSource source, DeviceRow row)
    {
        var key = row.Key;
        var judged = source.Dossier.JudgeDevice(key.Host, key.Path);
        return
        [
            key.IsStored ? "stored" : "read", Masking.Show(key.What, source.Reveal), key.By, Reason(source, key), Or(key.Host), key.Operator, Or(Masking.Show(key.Event, source.Reveal)), Masking.Show(key.Path, source.Reveal),
            row.Forms.ToList(), row.Values, row.Requests, null, "", Array.Empty<string>(), key.Choice, key.Made, Time(row.First), Time(row.Last), Exemption(judged), Judged(judged), Masking.Show(row.Place.ToString()), Array.Empty<string>(),
        ];
    }

    static object?[] Row(TableSource source, DeviceTally tally, DeviceFile file)
    {
        var (exchange, left) = (file.Exchange, file.Exchange.LeftFile);
        var judged = source.Dossier.JudgeDevice("", exchange.Path);
        return
        [
            "stored", file.What, DeviceKey.File, file.Reason + (file.IsCut ? " Not all of it was compared." : "") + Indexed(source, file), "", "", "", Masking.Show(exchange.Path, source.Reveal), Array.Empty<string>(), (long)file.Values.Count, null,
            left?.BytesSeen, Or(left?.Change ?? ""), tally.SentFrom(file).Take(MostTexts).Select(p => $"{p.Host} {p.Field}").ToList(), file.Choice, file.Made, Time(left?.WrittenAt ?? exchange.StartedAt), Time(exchange.StartedAt),
            Exemption(judged), Judged(judged), Masking.Show(file.Place.ToString()), tally.CellsSent(file).Take(MostTexts).Select(c => Masking.Show(c, source.Reveal)).ToList(),
        ];
    }

    static string Indexed(TableSource source, DeviceFile file) => file.Indexed.Count == 0 ? ""
        : $" Tables that keep their rows in an index (WITHOUT ROWID) were left out: {string.Join(", ", file.Indexed.Take(MostTexts).Select(t => Masking.Show(t, source.Reveal)))}{(file.Indexed.Count > MostTexts ? ", and more" : "")}.";

    static string Reason(TableSource source, DeviceKey key) => key.By switch
    {
        DeviceKey.Invented => "It was invented for this recording and stands nowhere but on the device that the program saw.",
        DeviceKey.Listed => "People list it as a value of the device; it can have been typed as well.",
        DeviceKey.Cookie => "Whoever sent the cookie had kept it, in memory or on the device; who set it is not established.",
        _ => source.Dossier.Knowledge.Device.Categories.GetValueOrDefault(key.What, ""),
    };

    static List<string> Exemption(IReadOnlyList<DeviceJudgement> judged) => [.. judged.Select(j => j.Exemption).Distinct()];

    static List<string> Judged(IReadOnlyList<DeviceJudgement> judged) => [.. judged.Select(j => string.Create(CultureInfo.InvariantCulture, $"{j.By}, {j.Date}: {j.Exemption}. {j.Reason} ({j.Place})"))];
}
