using System.Runtime.CompilerServices;
using Klikspaan.Decoding;
using Klikspaan.Importing;

namespace Klikspaan.Fuzz;

/// <summary>What holds for any bytes: results within limits, places that lead back, and counts that add up.</summary>
static class Promises
{
    const int MostFollowed = 200;

    /// <summary>SHA-256 of no capture.</summary>
    public static readonly string Capture = new('a', 64);

    /// <summary>Small enough for a bomb of a few bytes to reach them.</summary>
    public static readonly Limits Limits = new() { EntryBytes = 1 << 16, LayerBytes = 1 << 16, ExchangeBytes = 1 << 18, Leaves = 2000, Problems = 20 };

    public static void Hold(bool promise, string what = "", [CallerArgumentExpression(nameof(promise))] string text = "")
    {
        if (!promise)
        {
            throw new BrokenPromiseException($"{text} {what}");
        }
    }

    /// <summary>A transform gives bytes within its limit, or nothing and a place.</summary>
    public static void HoldFor(ITransform transform, byte[] bytes)
    {
        var before = bytes.ToArray();
        if (transform.TryDecode(bytes, Limits, out var decoded, out var failure))
        {
            Hold(decoded.Length <= Limits.LayerBytes, $"{decoded.Length}");
            Hold(transform.TryDecode(bytes, Limits, out var again, out _) && again.AsSpan().SequenceEqual(decoded));
            if (transform is INumberTransform number)
            {
                var room = new byte[INumberTransform.Longest];
                Hold(number.TryWrite(bytes, room, out var written) && room.AsSpan(0, written).SequenceEqual(decoded));
            }
        }
        else
        {
            Hold(decoded.Length == 0);
            Hold(failure.Offset >= 0 && failure.Offset <= bytes.Length, $"{failure}");
            Hold(failure.Expected.Length > 0);
        }

        Hold(bytes.AsSpan().SequenceEqual(before));
    }

    /// <summary>What was decoded stays within the limits, and each value is found where its locator leads.</summary>
    public static void HoldFor(Exchange exchange, DecodedExchange decoded, byte[] file)
    {
        Hold(decoded.Coverage.Total == (exchange.Kind.IsSent() ? exchange.BytesOut : 0), $"{decoded.Coverage} of {exchange.BytesOut}");
        Hold(decoded.Coverage is { Protocol: >= 0, Flattened: >= 0, Opaque: >= 0 }, $"{decoded.Coverage}");
        Hold(decoded.Items.Count <= Limits.Leaves, $"{decoded.Items.Count}");
        Hold(decoded.Problems.Count <= Limits.Problems + exchange.Problems.Count + 1 || decoded.Problems.Count(p => p.Kind != "limit") <= Limits.Problems + exchange.Problems.Count, $"{decoded.Problems.Count}");
        var opened = decoded.Layers.Where(l => l.Parent is not null && l.Steps.Length > 0).ToList();
        Hold(opened.TrueForAll(l => l.Bytes.Length <= Limits.LayerBytes));
        Hold(opened.TrueForAll(l => l.Depth <= Limits.Depth));
        var step = 1 + (decoded.Items.Count / MostFollowed);
        for (var i = 0; i < decoded.Items.Count; i += step)
        {
            var (item, where) = (decoded.Items[i], decoded.Items[i].Locate(Capture, exchange.Number));
            Hold(Follow(where, file).Span.SequenceEqual(item.Value.Span), $"{where} leads to other bytes");
        }

        foreach (var problem in decoded.Problems)
        {
            Follow(problem.Where, file);
        }
    }

    /// <summary>The pieces of a request stand where they are said to stand.</summary>
    public static void HoldFor(Exchange exchange, byte[] file)
    {
        foreach (var excerpt in exchange.Excerpts)
        {
            var where = new Locator(Capture, exchange.Number, excerpt.Part, excerpt.Path, excerpt.Offset, excerpt.Length, excerpt.Steps);
            Hold(Follow(where, file).Span.SequenceEqual(excerpt.Bytes.Span), $"{where} leads to other bytes");
        }

        Hold(exchange.BytesOut >= 0 && exchange.BytesUnread >= 0 && exchange.BytesUnread <= exchange.BytesOut, $"{exchange.BytesOut} {exchange.BytesUnread}");
    }

    /// <summary>An entry stands within the file, and what is wrong with it is said.</summary>
    public static void HoldFor(CaptureEntry entry, byte[] file)
    {
        Hold(entry.Offset >= 0 && entry.Length >= 0 && entry.Offset + entry.Length <= file.Length, $"{entry.Offset}+{entry.Length} of {file.Length}");
        Hold(entry.Number >= 0);
        Hold((entry.Kind == EntryKind.Broken) == (entry.Fault is not null), $"{entry.Kind} {entry.Fault}");
    }

    static ReadOnlyMemory<byte> Follow(Locator where, byte[] file)
    {
        Hold(where.Offset >= 0 && where.Length >= 0 && where.Offset + where.Length <= file.Length, $"{where} in {file.Length}");
        Hold(Steps.TryFollow(file.AsMemory((int)where.Offset, (int)where.Length), where.Steps, Limits.Default, out var value, out var failed), $"{where}: {failed}");
        return value;
    }
}
