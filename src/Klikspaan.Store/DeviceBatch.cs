using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>What was sent that stands for something of the device, cookies that were sent, and files that were left, in exchanges that follow each other. Made on any core.</summary>
/// <param name="knowledge">The facts in use.</param>
/// <param name="planted">What is known of the planted values: by label whether it was invented for the device.</param>
/// <param name="files">Looks into files.</param>
/// <param name="choices">Says what was before and after a choice.</param>
/// <param name="sightings">Requests that an earlier capture shows too, of which only what stands here alone counts.</param>
/// <param name="capture">SHA-256 of the capture.</param>
sealed class DeviceBatch(KnowledgeBase knowledge, IReadOnlyDictionary<string, bool> planted, DeviceFileReader files, ChoiceFinder choices, IReadOnlyDictionary<int, Sighting> sightings, string capture)
{
    readonly HashSet<string> cookies = new(StringComparer.Ordinal);

    /// <summary>The rows, in order of first sight.</summary>
    public OrderedDictionary<DeviceKey, DeviceSpan> Rows { get; } = [];

    /// <summary>The files, in order.</summary>
    public List<DeviceFile> Files { get; } = [];

    /// <summary>The values that were sent and may identify, to be compared with those in files.</summary>
    public IdentifierBatch Sent { get; } = new(sightings, reveal: false);

    /// <summary>Adds what was observed in the next entry.</summary>
    public void Add(Observation observation)
    {
        if (observation is not { Exchange: { } exchange, Decoded: { } decoded })
        {
            return;
        }

        if (exchange.Kind == ExchangeKind.File)
        {
            Files.Add(files.Read(exchange, capture, choices) with { Capture = capture });
        }
        else if (exchange.Kind.IsSent())
        {
            Sent.Add(observation);
            cookies.Clear();
            var sighting = sightings.GetValueOrDefault(exchange.Number);
            for (var i = 0; i < decoded.Items.Count; i++)
            {
                if (sighting?.IsMore(decoded.Items[i]) != false)
                {
                    Add(observation, exchange, decoded.Items[i], observation.Classifications[i]);
                }
            }
        }
    }

    void Add(Observation observation, Exchange exchange, DataItem item, Classification classification)
    {
        if (item.Part == MessagePart.Cookie && CookieOf(item.Path) is var name && cookies.Add(name))
        {
            Add(new(true, name, DeviceKey.Cookie, exchange.Host, observation.AttributionOf(item).Operator, "", $"cookie:/{name}", choices.Of(exchange.StartedAt), choices.Made), exchange, item, "");
        }

        var isFound = false;
        foreach (var hit in observation.Hits)
        {
            if (hit.Where.Part == item.Part && hit.Where.Path == item.Path && planted.TryGetValue(hit.Label, out var isInvented) && hit.Where == item.Locate(hit.Where.Capture, exchange.Number))
            {
                isFound = true;
                Add(Key(observation, exchange, item, hit.Label, isInvented ? DeviceKey.Invented : DeviceKey.Listed), exchange, item, hit.Written);
            }
        }

        if (!isFound && !item.IsOpened && !item.IsNull && item.Part != MessagePart.Cookie && knowledge.Device.Categories.ContainsKey(classification.Category))
        {
            Add(Key(observation, exchange, item, classification.Category, classification.Basis == ProtocolBasis ? DeviceKey.ByProtocol : DeviceKey.ByRule), exchange, item, "");
        }
    }

    const string ProtocolBasis = "protocol file";

    DeviceKey Key(Observation observation, Exchange exchange, DataItem item, string what, string by) =>
        new(false, what, by, exchange.Host, observation.AttributionOf(item).Operator, item.Event?.Name ?? "", $"{item.Part.Name()}:{item.Shape}", choices.Of(exchange.StartedAt), choices.Made);

    void Add(DeviceKey key, Exchange exchange, DataItem item, string form)
    {
        if (Rows.TryGetValue(key, out var span))
        {
            span.Add(item, exchange);
        }
        else
        {
            Rows.Add(key, span = new(item, exchange));
        }

        if (form.Length > 0)
        {
            span.Forms.Add(form);
        }
    }

    /// <summary>The first segment of the path: what stands in the value of a cookie is below it.</summary>
    static string CookieOf(string path) => path.TrimStart('/') is var below && below.IndexOf('/', StringComparison.Ordinal) is >= 0 and var end ? below[..end] : below;
}
