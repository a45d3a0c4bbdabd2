using System.Runtime.CompilerServices;
using Klikspaan.Decoding;
using Klikspaan.Documenting;
using Klikspaan.Importing;
using Klikspaan.Knowledge;

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

    /// <summary>What was read of a vendor's list stays within the bounds, is the same whatever pieces the file comes in, and a snapshot of it is read back as it was.</summary>
    public static void HoldFor(IDocumentationReader reader, byte[] bytes)
    {
        var limits = new DocumentationLimits { Events = 200, Fields = 500, LineBytes = 1 << 14, Problems = 20, Text = 300, Name = 100, Values = 20 };
        var (draft, dripped) = (new DocumentationDraft(limits), new DocumentationDraft(limits));
        reader.Read(new MemoryStream(bytes), draft);
        reader.Read(new Dripping(bytes), dripped);
        Hold(draft.Events.Count <= limits.Events && draft.Fields <= limits.Fields && draft.Unread.Count <= limits.Problems);
        Hold(draft.Fields == draft.Events.Sum(e => e.Fields.Count));
        Hold(draft.Unread.All(u => u.Line >= 1 && u.Message.Length > 0));
        Hold(draft.Events.All(e => e.Name.Length is > 0 and <= 100 && e.Description.Length <= limits.Text && e.Fields.All(f => f.Description.Length <= limits.Text && f.Line >= 1)));
        Hold(draft.Unread.SequenceEqual(dripped.Unread) && draft.Events.Select(e => (e.Name, e.Line, e.Fields.Count)).SequenceEqual(dripped.Events.Select(e => (e.Name, e.Line, e.Fields.Count))));
        var head = new SnapshotHead { Vendor = "any", Product = "any", Date = new(2026, 11, 30), Sha256 = new('0', 64), Bytes = bytes.Length, Title = draft.Title };
        using var file = new MemoryStream();
        SnapshotWriter.Write(file, head, draft);
        List<KnowledgeProblem> problems = [];
        var back = new SnapshotReader(new MemoryStream(file.ToArray()), "any.yaml", problems);
        Hold(back.ReadHead() is { } read && read.Counts == SnapshotWriter.Count(draft), string.Join('\n', problems));
        var events = back.ReadList(f => f).ToList();
        Hold(problems.Count == 0 && events.Select(Text).SequenceEqual(draft.Events.Select(Text)), string.Join('\n', problems));
    }

    /// <summary>Any bytes as a snapshot: mistakes are told with their line, and what is read can be asked.</summary>
    public static void HoldForSnapshot(byte[] bytes)
    {
        List<KnowledgeProblem> problems = [];
        var reader = new SnapshotReader(new MemoryStream(bytes), "any.yaml", problems);
        if (reader.ReadHead() is { } head)
        {
            var list = new DocumentedList(head, reader, null, [new("hashed", ["hashed"], []), new("values", ["one of"], []), new("former", ["previously named"], [])]);
            Hold(list.Find("Any.Event", "/data/field/*/more").Kind >= CorrespondenceKind.None);
        }
        else
        {
            Hold(problems.Count > 0);
        }

        Hold(problems.All(p => p is { Line: >= 1, Column: >= 1, Message.Length: > 0 }));
    }

    static string Text(DocumentedEvent one) => string.Join('|', one.Name, one.IsCommon, one.Line, one.Level, one.Purpose, one.Section, one.Description, string.Join('|', one.Fields.Select(f => $"{f.Name}|{f.Line}|{f.Description}|{f.Purpose}|{string.Join(';', f.Says)}|{string.Join(';', f.Values)}")));

    static ReadOnlyMemory<byte> Follow(Locator where, byte[] file)
    {
        Hold(where.Offset >= 0 && where.Length >= 0 && where.Offset + where.Length <= file.Length, $"{where} in {file.Length}");
        Hold(Steps.TryFollow(file.AsMemory((int)where.Offset, (int)where.Length), where.Steps, Limits.Default, out var value, out var failed), $"{where}: {failed}");
        return value;
    }
}
