using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan;

/// <summary>Tells in words how a protocol is recognised and read: step by step, each with its source, and shown on its samples.</summary>
public static class ProtocolExplanation
{
    const int MostEvents = 5;

    /// <summary>The explanation, as lines of text; what samples hold is masked as everywhere.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="knowledge">All facts.</param>
    /// <param name="files">The files of the knowledge folder, samples included.</param>
    /// <param name="cancellation">Stops the reading of samples.</param>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        Protocol protocol, KnowledgeBase knowledge, IReadOnlyCollection<KnowledgeFile> files, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        var lines = new List<string> { $"{protocol.Id}: {protocol.Name}" };
        if (protocol.Summary.Length > 0)
        {
            lines.Add(protocol.Summary);
        }

        var samples = KnowledgeCheck.Samples(protocol.Id, files).ToList();
        lines.AddRange(["", "1. Recognised by where it is sent"]);
        lines.AddRange(protocol.Endpoints.Select(e => $"   {Methods(e)} {string.Join(", ", e.Hosts)}  {string.Join(", ", e.Paths.Select(p => p.Text))}"));
        lines.AddRange(["", "2. Opened by what the bytes are; in the samples"]);
        foreach (var sample in samples)
        {
            await SampleAsync(lines, sample, knowledge, cancellation).ConfigureAwait(false);
        }

        if (samples.Count == 0)
        {
            lines.Add("   no sample: nothing below is proved");
        }

        lines.AddRange(["", "3. Events"]);
        lines.AddRange(protocol.Lists.Select(l => $"   elements of {l.Elements.Text} are named by {l.Name}"));
        lines.AddRange(protocol.Events.SelectMany(Event));
        lines.AddRange(["", "4. What the values are"]);
        foreach (var kind in protocol.Events.Where(k => k.Entries.Count > 0))
        {
            lines.AddRange(Entries($"in an event '{kind.Kind}'", kind.Entries));
        }

        lines.AddRange(Entries("in every event", protocol.Shared));
        lines.AddRange(Entries("in the request", protocol.Entries));
        lines.AddRange(["", "5. Sources"]);
        lines.AddRange(protocol.Sources.Select(s => $"   [{s.Id}] {s.Date}{(s.IsVerified ? "" : ", uncertain")}: {s.Says}{(s.Url.Length > 0 ? " " + s.Url : "")}"));
        return lines;
    }

    static string Methods(ProtocolEndpoint endpoint) => endpoint.Methods.Count > 0 ? string.Join("|", endpoint.Methods) : "any method";

    static async Task SampleAsync(List<string> lines, KnowledgeFile sample, KnowledgeBase knowledge, CancellationToken cancellation)
    {
        lines.Add($"   {sample.Path[(sample.Path.LastIndexOf('/') + 1)..]}: {SampleOrigins.Find(sample.Path).Says()}");
        await foreach (var observation in KnowledgeCheck.ObserveAsync(knowledge, sample, cancellation).ConfigureAwait(false))
        {
            if (observation is not { Exchange: { } exchange, Decoded: { } decoded })
            {
                continue;
            }

            var names = decoded.Events.Take(MostEvents).Select(e => e.Name).ToList();
            var more = decoded.Events.Count > MostEvents ? string.Create(CultureInfo.InvariantCulture, $" and {decoded.Events.Count - MostEvents} more") : "";
            lines.Add($"     {exchange.Method} {exchange.Host}{exchange.Path}");
            lines.AddRange(decoded.Chains.Select(c => $"       content: {c.Replace("|", " -> ", StringComparison.Ordinal)}"));
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"       {Count(decoded.Events.Count, "event")} ({string.Join(", ", names)}{more}), {Count(decoded.Items.Count(i => !i.IsOpened), "value")}"));
        }
    }

    static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    static IEnumerable<string> Event(EventKind kind)
    {
        yield return $"   {kind.Kind}: one at each {string.Join(" or ", kind.Each.Select(e => e.Text))}";
        if (kind.Having.Count > 0)
        {
            yield return $"     if it holds {string.Join(" or ", kind.Having.Select(h => h.Value is null ? h.Pointer : $"{h.Pointer} = {h.Value}"))}";
        }

        foreach (var (what, pointers) in new[] { ("its name", kind.Name), ("its time", kind.Time), ("on whose behalf", kind.Account) })
        {
            if (pointers.Count > 0)
            {
                yield return $"     {what}: {string.Join(", else ", pointers.Select(p => p.Text))}";
            }
        }
    }

    static IEnumerable<string> Entries(string where, IReadOnlyList<ProtocolEntry> entries)
    {
        if (entries.Count == 0)
        {
            yield break;
        }

        yield return $"   {where}";
        foreach (var group in entries.GroupBy(e => (e.Mapping.Category, e.Mapping.Reason, e.Mapping.Source)))
        {
            var source = group.Key.Source;
            yield return $"     {string.Join(", ", group.Select(e => e.Path.Text))}";
            yield return $"       {group.Key.Category ?? "of the protocol itself"}: {group.Key.Reason}{(source.Length > 0 ? $" [{source[(source.LastIndexOf('#') + 1)..]}]" : "")}";
        }
    }
}
