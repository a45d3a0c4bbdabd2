using System.Runtime.CompilerServices;
using Klikspaan.Linking;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>Values that may identify: for what they were the same, what they survived, and who holds them.</summary>
static class IdentifierTable
{
    const int MostTexts = 20;

    public static Table Table { get; } = new(
        "identifiers",
        "Values that may identify: for what they were the same, what they survived, which recipients hold the same. A claim needs runs that carry it: record again with --repeat, --same-person or --same-device.",
        [
            Text("value", "The value, or the first of several; credentials are masked by default."),
            Number("values", "How many different values the field had."),
            Text("form", "What its characters look like: guid, hex, mac, ip, email, number, token; text where only a rule or protocol file says that it identifies."),
            Number("bits", "The most that such a value can hold, in bits; how much it does hold, its form does not show."),
            Text("scope", "For what it was the same, and beyond which it was another, in the runs that were made: request, run, installation, account, device; everyone: it told none of them apart."),
            Texts("kept", "In how many pairs of runs that differ in one thing the value was the same."),
            Texts("not_tested", "What was not varied, so that nothing is known of it."),
            Number("runs", "Runs in which the field had a value."),
            Number("requests", "Requests with such a value in the field where it stood most."),
            Number("held_seconds", "Longest time from the first to the last sight of one value; null when no time is known."),
            Text("first_seen", "When one of them was sent first."),
            Text("last_seen", "When one of them was sent last."),
            Texts("hosts", "Hosts that it was addressed to."),
            Texts("operators", "Who operates them, where that is established."),
            Texts("fields", "Host, part of the request and pointer."),
            Texts("joined_by", "Registrable domains that hold the same value: they can join their records by it, as far as it tells anything apart."),
            Texts("synchronised", "Domains at which it was a cookie, and to which the same value was sent besides."),
            Texts("planted", "Planted values that it is or is a function of: label and form."),
            Texts("categories", "Categories by the rules and protocol files."),
            Text("first", "Locator of the first."),
            Text("last", "Locator of the last."),
        ],
        Rows);

    static async IAsyncEnumerable<object?[]> Rows(TableSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var tally = await source.Dossier.IdentifiersAsync(source.Captures.Select(c => c.Capture), source.Reveal, cancellation).ConfigureAwait(false);
        foreach (var identifier in tally.Identifiers())
        {
            yield return Row(identifier, tally.Values);
        }

        if (tally.LeftOut > 0)
        {
            yield return LeftOut(tally.LeftOut, tally.Values.Count);
        }
    }

    static object?[] Row(Identifier identifier, IReadOnlyList<IdentifierValue> all)
    {
        List<IdentifierValue> values = [.. identifier.Values.Select(v => all[v])];
        var held = values.Select(v => v.Last - v.First).Where(h => h is not null).Max();
        return
        [
            values[0].Text, (long)values.Count, values[0].Form.Name, (long)values.Max(v => v.Form.Bits), identifier.Scope.Name(),
            Cut(identifier.Kept.Select(k => $"{k.Change.Name()}: {k.Same} of {k.Pairs}")), Cut(Enum.GetValues<ContextChange>().Where(c => !identifier.Kept.Any(k => k.Change == c)).Select(c => c.Name())),
            (long)identifier.Runs, identifier.Requests, held is { } h ? (long)h.TotalSeconds : null,
            Time(values.Select(v => v.First).Min()), Time(values.Select(v => v.Last).Max()),
            Cut(identifier.Places.Select(p => p.Host)), Cut(identifier.Places.Select(p => p.Operator).Where(o => o != Classification.NotEstablished)),
            Cut(identifier.Places.Select(p => $"{p.Host} {p.Field}")),
            Cut(identifier.Scope == IdentifierScope.Everyone ? [] : identifier.JoinedBy.Select(d => string.Join(" + ", d.Take(MostTexts)))), Cut(identifier.Synchronised.Select(s => $"cookie of {s.Cookie}, sent to {s.SentTo}")),
            Cut(values.SelectMany(v => v.Planted).Select(p => $"{p.Label} as {p.Form}").Order(StringComparer.Ordinal)), Cut(values.SelectMany(v => v.Categories).Order(StringComparer.Ordinal)),
            Masking.Show(values[0].FirstPlace.ToString()), Masking.Show(values[^1].LastPlace.ToString()),
        ];
    }

    /// <summary>The last row where there are too many values.</summary>
    static object?[] LeftOut(long requests, int most) =>
    [
        $"[further values than the {most} that are followed]", 0L, Classification.NotEstablished, 0L, Classification.NotEstablished, Array.Empty<string>(), Array.Empty<string>(), 0L, requests, null,
        Classification.NotEstablished, Classification.NotEstablished, Array.Empty<string>(), Array.Empty<string>(), Array.Empty<string>(), Array.Empty<string>(), Array.Empty<string>(), Array.Empty<string>(), Array.Empty<string>(), "", "",
    ];

    static List<string> Cut(IEnumerable<string> texts) => [.. texts.Distinct().Take(MostTexts)];
}
