using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>Counts what was addressed to one host in one capture.</summary>
sealed class HostTally
{
    /// <summary>Into how many stretches the time of a capture is divided.</summary>
    public const int StretchCount = 48;

    readonly SortedSet<string> processes = new(StringComparer.Ordinal);
    readonly long[] stretches = new long[StretchCount];
    DateTimeOffset? first, last;
    bool isSenderUnknown;
    long requests, others;

    public int Exchange { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Counts an exchange of a capture of which the first and the last that was sent began at these times.</summary>
    public void Add((DateTimeOffset? First, DateTimeOffset? Last) span, ExchangeRow row)
    {
        Exchange = Exchange == 0 ? row.Exchange : Exchange;
        requests++;
        others += row.Kind == ExchangeKind.Http.Name() ? 0 : 1;
        Bytes += row.BytesOut;
        isSenderUnknown |= row.Process.Length == 0;
        if (row.Process.Length > 0 && processes.Count < 20)
        {
            processes.Add(row.Process);
        }

        if (row.StartedAt is { } at)
        {
            first = first is null || at < first ? at : first;
            last = last is null || at > last ? at : last;
            stretches[Stretch(span, at)]++;
        }
    }

    public ReportedHost Reported(string capture, string host) => new()
    {
        Capture = capture, Host = host, Processes = isSenderUnknown ? [] : [.. processes], Requests = requests, Others = others, Bytes = Bytes, First = first, Last = last, Exchange = Exchange, Stretches = stretches,
    };

    static int Stretch((DateTimeOffset? First, DateTimeOffset? Last) span, DateTimeOffset at)
    {
        var whole = (span.Last - span.First)?.Ticks ?? 0;
        return whole <= 0 ? 0 : (int)Int128.Clamp((Int128)StretchCount * (at - span.First!.Value).Ticks / whole, 0, StretchCount - 1);
    }
}
