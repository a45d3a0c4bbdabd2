using System.Runtime.CompilerServices;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>The events that protocol files find, decoded again from the captures.</summary>
static class EventTable
{
    public static Table Table { get; } = new(
        "events",
        "The events that protocol files find, decoded again from the captures.",
        [
            Text("capture", "First 12 hex digits of the capture's SHA-256."),
            Number("exchange", "Number of the exchange within the capture, from 1."),
            Number("number", "Number of the event within the exchange, from 1."),
            Text("protocol", "Protocol file that knows it."),
            Text("event", "Name of the event."),
            Text("time", "Time that the event states of itself."),
            Text("sent_at", "When the request was sent, by the clock of the recorder; of an event in a log when the contact was, by the log."),
            Text("account_key", "Key that shows on whose behalf it is collected."),
            Number("items", "Values in it."),
            Text("host", "Host name or address that it was addressed to."),
            Text("operator", "Who operates the host by the cited source: a legal entity, or a group where the source names no company."),
            Text("on_behalf_of", "In whose published software the key in the traffic was found; says nothing of a role in law."),
            Text("path", "Part of the request and pointer to the event."),
            Text("cause", CauseFinder.About),
        ],
        Rows);

    static async IAsyncEnumerable<object?[]> Rows(TableSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await source.Dossier.ReadBaselinesAsync(cancellation).ConfigureAwait(false);
        foreach (var (capture, _) in source.Captures)
        {
            var causes = source.Dossier.CausesOf(capture);
            await foreach (var observation in source.Dossier.ObserveAsync(capture, null, cancellation).ConfigureAwait(false))
            {
                foreach (var telemetryEvent in observation.Decoded?.Events ?? [])
                {
                    yield return Row(source, capture.Sha256, observation, telemetryEvent, causes.Of(observation.Exchange!, telemetryEvent.Name, hasEvents: true).ToString());
                }
            }
        }
    }

    static object?[] Row(TableSource source, string capture, Observation observation, TelemetryEvent telemetryEvent, string cause)
    {
        string Show(string text) => Masking.Show(text, source.Reveal);
        var attribution = observation.Attributions[telemetryEvent.Number - 1];
        return
        [
            Locator.Short(capture), (long)observation.Number, (long)telemetryEvent.Number, telemetryEvent.Protocol, Show(telemetryEvent.Name),
            Or(Show(telemetryEvent.Time)), Time(observation.Exchange!.StartedAt), Or(observation.ShowAccountKey(telemetryEvent, source.Reveal)), (long)telemetryEvent.Items,
            observation.Exchange.Host, attribution.Operator, attribution.OnBehalfOf, $"{telemetryEvent.Part.Name()}:{Show(telemetryEvent.Root)}", cause,
        ];
    }
}
