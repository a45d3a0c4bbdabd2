using Klikspaan.Classifying;
using Klikspaan.Decoding;
using Klikspaan.Importing;
using Klikspaan.Knowledge;
using Klikspaan.Linking;

namespace Klikspaan.Store;

/// <summary>Looks into files that a program left: whether they hold events, and which values with the form of an identifier. Any thread may use it.</summary>
sealed class DeviceFileReader(KnowledgeBase knowledge, Limits limits)
{
    /// <summary>Values of one file that are compared.</summary>
    public const int MostValues = 10_000;

    const int MostCells = 200_000, MostLines = 1000, ShortestLine = 64;
    readonly ExchangeDecoder decoder = new(knowledge, limits);

    /// <summary>What a file is, as far as what was kept of it shows; nothing of it is held but those values.</summary>
    public DeviceFile Read(Exchange exchange, string capture, ChoiceFinder choices)
    {
        var file = exchange.LeftFile;
        var (choice, made) = (choices.OfFile(file?.WrittenAt), choices.Made);
        if (file?.Kept is not { } kept)
        {
            return new(Bare(exchange), DeviceFile.Plain, "Nothing of its content was kept.", new HashSet<string>(), IsCut: true, choice, made);
        }

        var decoded = decoder.Decode(exchange with { Kind = ExchangeKind.StoredEvent, Excerpts = [kept, .. Lines(kept)], BytesOut = kept.Bytes.Length }, capture);
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in Values(decoded, kept).TakeWhile(_ => values.Count <= MostValues))
        {
            values.Add(value);
        }

        var (cells, isRead, indexed) = Cells(kept.Bytes, values);
        var (what, reason) = What(exchange, decoded, kept.Bytes.Span);
        return new(Bare(exchange), what, reason, values, values.Count > MostValues || kept.Bytes.Length < file.BytesSeen || !isRead, choice, made) { Cells = cells, Indexed = indexed };
    }

    /// <summary>The values in the cells of a database, where each is put together and its text is no UTF-16; adds them to those that stand between its bytes.</summary>
    static (Dictionary<string, string> Cells, bool IsRead, IReadOnlyList<string> Indexed) Cells(ReadOnlyMemory<byte> bytes, HashSet<string> values)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!bytes.Span.StartsWith(SqliteHeader.Magic))
        {
            return (cells, true, []);
        }

        var contents = SqliteValues.Read(bytes, MostCells);
        foreach (var cell in contents.Values.TakeWhile(_ => values.Count <= MostValues))
        {
            foreach (var value in Of(cell.Bytes))
            {
                values.Add(value);
                cells.TryAdd(value, cell.Place);
            }
        }

        return (cells, contents.IsWhole, contents.Indexed);
    }

    static IEnumerable<string> Of(ReadOnlyMemory<byte> bytes)
    {
        if (IdentifyingForm.Of(bytes.Span, isNamed: false) is { } form)
        {
            yield return form.Canonical(bytes.Span);
        }

        foreach (var value in IdentifyingForm.In(bytes))
        {
            yield return value;
        }

        // A GUID is stored as its sixteen bytes too, in the order of RFC 9562 or with its first three groups turned round; sixteen letters are a text.
        if (bytes.Length == GuidBytes && bytes.Span.ContainsAnyExceptInRange((byte)' ', (byte)'~') && bytes.Span.ContainsAnyExcept((byte)0) && bytes.Span.ContainsAnyExcept(byte.MaxValue))
        {
            yield return new Guid(bytes.Span, bigEndian: true).ToString("N");
            yield return new Guid(bytes.Span, bigEndian: false).ToString("N");
        }
    }

    const int GuidBytes = 16;

    /// <summary>The long lines of a text: a store of requests can have an address and fields in some lines, and the content in another, each in digits of its own.</summary>
    static IEnumerable<Excerpt> Lines(Excerpt kept)
    {
        if (!System.Text.Unicode.Utf8.IsValid(kept.Bytes.Span))
        {
            yield break;
        }

        var rest = kept.Bytes;
        for (var number = 0; number < MostLines && rest.Span.IndexOf((byte)'\n') is >= 0 and var end; number++)
        {
            var (line, next) = (rest[..end], rest[(end + 1)..]);
            if (line.Length >= ShortestLine)
            {
                yield return kept with { Bytes = line };
            }

            rest = next;
        }

        if (rest.Length >= ShortestLine && rest.Length < kept.Bytes.Length)
        {
            yield return kept with { Bytes = rest };
        }
    }

    /// <summary>The values that decode, and those that stand between other bytes, as in a database.</summary>
    static IEnumerable<string> Values(DecodedExchange decoded, Excerpt kept)
    {
        foreach (var item in decoded.Items.Where(i => !i.IsOpened && !i.IsNull))
        {
            if (IdentifyingForm.Of(item.Value.Span, isNamed: false) is { } form)
            {
                yield return form.Canonical(item.Value.Span);
            }
        }

        foreach (var value in IdentifyingForm.In(kept.Bytes))
        {
            yield return value;
        }
    }

    (string What, string Reason) What(Exchange exchange, DecodedExchange decoded, ReadOnlySpan<byte> bytes) =>
        decoded.Events.Count > 0 ? (DeviceFile.Store, $"The protocol file '{decoded.Protocol}' knows the events in it.")
        : new DataClassifier(knowledge, []).Of(exchange with { Kind = ExchangeKind.Http }, "", decoded.Items).Class == DataClass.Diagnostic ? (DeviceFile.Store, "A name of an event and a moment stand beside each other in it.")
        : bytes.StartsWith(SqliteHeader.Magic) ? (DeviceFile.Database, "It begins as a database of SQLite does; its last changes can stand in a file beside it (-wal).")
        : (DeviceFile.Plain, "What it is for its content does not show.");

    /// <summary>The exchange without the bytes of the file.</summary>
    static Exchange Bare(Exchange exchange) => exchange with { LeftFile = exchange.LeftFile is { Kept: { } kept } file ? file with { Kept = kept with { Bytes = default } } : exchange.LeftFile };
}
