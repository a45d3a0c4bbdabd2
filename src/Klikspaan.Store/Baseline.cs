namespace Klikspaan.Store;

/// <summary>What a capture of an idle device holds, by shape of request, and by name of event where its events were read.</summary>
sealed class Baseline(ManifestEntry capture)
{
    /// <summary>Kinds of requests that are held of one baseline capture, at most.</summary>
    public const int MostShapes = 200_000;

    static readonly string[] Device = ["os_build", "build", "edition"];
    readonly HashSet<string> shapes = new(StringComparer.Ordinal), events = new(StringComparer.Ordinal);

    /// <summary>The capture.</summary>
    public ManifestEntry Capture => capture;

    /// <summary>Whether its events were read, too.</summary>
    public bool HasEvents { get; private set; }

    /// <summary>Whether it holds more kinds than are held here: then what is not in it may be in it all the same.</summary>
    public bool IsCut { get; private set; }

    /// <summary>When its first and last request were sent.</summary>
    public (DateTimeOffset? First, DateTimeOffset? Last) Span { get; private init; }

    /// <summary>Reads the shapes from its index.</summary>
    public static Baseline Read(ManifestEntry capture, CaptureIndex index)
    {
        var counts = index.Counts();
        var baseline = new Baseline(capture) { Span = (counts.First, counts.Last) };
        foreach (var row in index.Outline())
        {
            baseline.Add(baseline.shapes, RequestShape.Of(row.Kind, row.Method, row.Host, row.Path));
        }

        return baseline;
    }

    /// <summary>Reads the names of its events, anew from its bytes.</summary>
    public async Task ReadEventsAsync(Dossier dossier, CancellationToken cancellation)
    {
        if (HasEvents)
        {
            return;
        }

        await foreach (var observation in dossier.ObserveAsync(capture, null, cancellation).ConfigureAwait(false))
        {
            foreach (var one in observation.Decoded?.Events ?? [])
            {
                Add(events, EventOf(RequestShape.Of(observation.Exchange!.Kind.Name(), observation.Exchange.Method, observation.Exchange.Host, observation.Exchange.Path), one.Name));
            }
        }

        HasEvents = true;
    }

    /// <summary>Whether it holds a request of this shape; of an event one with this name.</summary>
    public bool Has(string shape, string? name) => name is null || !HasEvents ? shapes.Contains(shape) : events.Contains(EventOf(shape, name));

    /// <summary>What people said otherwise of the two captures, where both say it.</summary>
    public IReadOnlyList<string> DiffersFrom(ManifestEntry other) =>
        [.. Device.Where(k => capture.Meta.GetValueOrDefault(k, "") is { Length: > 0 } one && other.Meta.GetValueOrDefault(k, "") is { Length: > 0 } two && one != two)];

    static string EventOf(string shape, string name) => $"{shape}\n{name}";

    void Add(HashSet<string> set, string one)
    {
        if (set.Count < MostShapes)
        {
            set.Add(one);
        }
        else
        {
            IsCut |= !set.Contains(one);
        }
    }
}
