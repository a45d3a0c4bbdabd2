namespace Klikspaan.Store;

/// <summary>To which hosts, at which addresses, requests went in exchanges that follow each other. Made on any core.</summary>
/// <param name="sightings">Requests that an earlier capture shows too: they count there, though their address can stand here alone.</param>
sealed class LocationBatch(IReadOnlyDictionary<int, Sighting> sightings)
{
    /// <summary>What was counted, in order of first sight.</summary>
    public OrderedDictionary<LocationKey, LocationSpan> Rows { get; } = [];

    /// <summary>Adds what was observed in the next entry.</summary>
    public void Add(Observation observation)
    {
        if (observation is not { Exchange: { } exchange, Decoded: not null } || !(exchange.Kind.IsSent() || exchange.Kind == ExchangeKind.Contact))
        {
            return;
        }

        var address = exchange.Server ?? ServerAddress.Read(exchange.Host, LocationKey.AskedFor, exchange.Offset, exchange.Length);
        var key = new LocationKey(exchange.Host, address?.Address ?? "", address?.Field ?? "", observation.Attribution.Operator, observation.Attribution.OperatorSource, observation.Attribution.Country);
        if (!Rows.TryGetValue(key, out var span))
        {
            Rows.Add(key, span = new() { Exchange = exchange.Number, Offset = address?.Offset ?? exchange.Offset, Length = address?.Length ?? exchange.Length });
        }

        span.First = IdentifierSpan.Earlier(span.First, exchange.StartedAt);
        if (!exchange.Kind.IsSent())
        {
            span.Contacts++;
        }
        else if (!sightings.ContainsKey(exchange.Number))
        {
            span.Requests++;
            span.BytesOut += exchange.BytesOut;
            if (exchange.Sender is { Executable.Length: > 0 } sender && span.Processes.Count < LocationSpan.MostProcesses)
            {
                span.Processes.Add(sender.Executable[(sender.Executable.LastIndexOf('/') + 1)..]);
            }

            foreach (var classification in observation.Classifications)
            {
                if (classification.Category is not (Classification.NotEstablished or Classification.NoValue or Classifying.Classifier.ProtocolCategory))
                {
                    span.Categories.Add(classification.Category);
                }
            }
        }
    }
}

/// <summary>A host at an address, and who operates it.</summary>
/// <param name="Host">The host that requests were addressed to.</param>
/// <param name="Address">The address of its server; empty when the capture does not say.</param>
/// <param name="Field">What in the capture says so.</param>
/// <param name="Operator">Who operates it, or not established.</param>
/// <param name="OperatorSource">Knowledge file and source that say so.</param>
/// <param name="Country">Country of establishment of the operator, or not established.</param>
sealed record LocationKey(string Host, string Address, string Field, string Operator, string OperatorSource, string Country)
{
    /// <summary>The field of an address that the request itself was addressed to.</summary>
    public const string AskedFor = "address that the request names";

    /// <summary>Id of the operator below <c>recipients/</c>; empty when not established.</summary>
    public string Organisation => OrganisationIn(OperatorSource);

    /// <summary>Id of the organisation that a source of an operator is in, as <c>recipients/ID#source</c>; empty for none.</summary>
    public static string OrganisationIn(string source) => source.StartsWith(Folder, StringComparison.Ordinal) && source.IndexOf('#', StringComparison.Ordinal) is > 0 and var end ? source[Folder.Length..end] : "";

    const string Folder = "recipients/";
}

/// <summary>What went to a host at an address.</summary>
sealed class LocationSpan
{
    /// <summary>How many names of processes are kept.</summary>
    public const int MostProcesses = 20;

    /// <summary>The first exchange.</summary>
    public required int Exchange { get; init; }

    /// <summary>Where its address stands in the file, or the exchange.</summary>
    public required long Offset { get; init; }

    /// <inheritdoc cref="Offset"/>
    public required long Length { get; init; }

    /// <summary>Requests; those that an earlier capture shows too are not counted.</summary>
    public long Requests { get; set; }

    /// <summary>Contacts of which the contents were not seen.</summary>
    public long Contacts { get; set; }

    /// <summary>Bytes that were sent.</summary>
    public long BytesOut { get; set; }

    /// <summary>When the first began; null when the capture does not say.</summary>
    public DateTimeOffset? First { get; set; }

    /// <summary>Categories of the values.</summary>
    public SortedSet<string> Categories { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of the processes that sent; none where that is not established.</summary>
    public SortedSet<string> Processes { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds what went there later.</summary>
    public void Add(LocationSpan later)
    {
        Requests += later.Requests;
        Contacts += later.Contacts;
        BytesOut += later.BytesOut;
        First = IdentifierSpan.Earlier(First, later.First);
        Categories.UnionWith(later.Categories);
        Processes.UnionWith(later.Processes);
    }
}
