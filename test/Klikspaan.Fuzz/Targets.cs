using System.Net;
using System.Text;
using Klikspaan.Cli;
using Klikspaan.Decoding;
using Klikspaan.Documenting;
using Klikspaan.Importing;
using Klikspaan.Knowledge;
using Klikspaan.Store;

namespace Klikspaan.Fuzz;

/// <summary>Each way in which bytes come into the library, by name.</summary>
static class Targets
{
    static readonly Lazy<List<KnowledgeFile>> Shipped = new(() => [.. Facts.Files()]);

    /// <summary>Makes what reads any bytes and throws when a promise is broken.</summary>
    public static IReadOnlyDictionary<string, Func<Action<byte[]>>> All { get; } = new Dictionary<string, Func<Action<byte[]>>>(
        Transforms.All.Select(t => KeyValuePair.Create<string, Func<Action<byte[]>>>(t.Name, () => bytes => Promises.HoldFor(t, bytes))))
    {
        ["steps"] = () => Follow,
        ["content"] = () => Parts("", MessagePart.Content),
        ["content-gzip"] = () => Parts("gzip", MessagePart.Content),
        ["parts"] = () => Parts("", MessagePart.Path, MessagePart.Query, MessagePart.Header, MessagePart.Cookie, MessagePart.Message),
        ["har"] = () => Capture(new HarReader()),
        ["warc"] = () => Capture(new WarcReader()),
        ["burp"] = () => Capture(new BurpReader()),
        ["charles"] = () => Capture(new CharlesReader()),
        ["saz"] = () => Capture(new SazReader()),
        ["pcap"] = () => Capture(new PacketReader()),
        ["flows"] = () => Capture(new FlowReader()),
        ["logs"] = Logs,
        ["transcript"] = () => Capture(new TranscriptReader()),
        ["transcript-log"] = Log,
        ["csv-records"] = () => Capture(new CsvReader()),
        ["json-records"] = () => Capture(new RecordReader()),
        ["json-lines"] = () => Capture(new JsonLinesReader()),
        ["files"] = () => Unpack,
        ["yaml"] = () => Hostile,
        ["ip-database"] = () => Addresses,
        ["documentation-page"] = () => Documentation(new PageReader()),
        ["documentation-csv"] = () => Documentation(new EventRowsReader()),
        ["documentation-yaml"] = () => Documentation(new EventListReader()),
        ["documentation-classified-json"] = () => Documentation(new ClassifiedEventsReader()),
        ["documentation-provider-json"] = () => Documentation(new ProviderEventsReader()),
        ["documentation-snapshot"] = () => Promises.HoldForSnapshot,
        ["access-reply"] = () => ReplyPromises.Make(Shipped.Value),
    };

    /// <summary>The bytes as a vendor's list; cut in any way it gives the same.</summary>
    static Action<byte[]> Documentation(IDocumentationReader reader) => bytes =>
    {
        DocumentationReaders.Recognise(bytes);
        Promises.HoldFor(reader, bytes);
    };

    /// <summary>The bytes as a database of addresses: a country, or why there is none, or a refusal.</summary>
    static void Addresses(byte[] bytes)
    {
        try
        {
            using var database = IpDatabase.Read(bytes, "file", "", "");
            foreach (var address in (string[])["1.2.3.4", "255.255.255.255", "::1", "2a00:1::1"])
            {
                var place = database.Find(IPAddress.Parse(address));
                Promises.Hold((place.Country.Length == 2) != (place.Why.Length > 0));
            }
        }
        catch (DossierException)
        {
            // A file that is no database is refused.
        }
    }

    /// <summary>The first line names steps, and the rest are the bytes that they are done to.</summary>
    static void Follow(byte[] bytes)
    {
        var line = Line(bytes, out var rest);
        Promises.Hold(Steps.TryFollow(rest, line, Promises.Limits, out _, out var failed) != failed.Length > 0);
    }

    /// <summary>The bytes as parts of a request, decoded twice: in a room of its own, and in one where another request was before.</summary>
    static Action<byte[]> Parts(string encoding, params MessagePart[] parts)
    {
        var decoder = new ExchangeDecoder(KnowledgeReader.Read(Shipped.Value, out _), Promises.Limits);
        var room = decoder.Enter(Kept.Nothing);
        return bytes =>
        {
            byte[] file = [.. "junk before"u8, .. bytes, .. Encode.Utf8(encoding)];
            List<Excerpt> excerpts = [.. parts.Select(p => new Excerpt(p, p is MessagePart.Header ? "/x-any" : "", 11, bytes.Length, "", bytes))];
            if (encoding.Length > 0)
            {
                excerpts.Insert(0, new(MessagePart.Header, "/content-encoding", file.Length - encoding.Length, encoding.Length, "", Encode.Utf8(encoding)));
            }

            var exchange = new Exchange { Number = 1, Offset = 0, Length = file.Length, Host = "host.example", Excerpts = excerpts, BytesOut = excerpts.Sum(e => e.Length) };
            var decoded = decoder.Decode(exchange, Promises.Capture);
            Promises.HoldFor(exchange, decoded, file);
            room.Clear();
            Same(decoded, decoder.Decode(exchange, Promises.Capture, room));
        };
    }

    static void Same(Observation left, Observation right)
    {
        Promises.Hold(left.Problems.SequenceEqual(right.Problems));
        Promises.Hold(left.Classifications.Select(c => c.Category).SequenceEqual(right.Classifications.Select(c => c.Category)));
        Promises.Hold(left.Hits.Count == right.Hits.Count, $"{left.Hits.Count} {right.Hits.Count}");
        Promises.Hold((left.Decoded is null) == (right.Decoded is null));
        if (left.Decoded is { } decoded)
        {
            Same(decoded, right.Decoded!);
        }
    }

    static void Same(DecodedExchange left, DecodedExchange right)
    {
        Promises.Hold(left.Items.Count == right.Items.Count, $"{left.Items.Count} {right.Items.Count}");
        Promises.Hold(left.Coverage == right.Coverage, $"{left.Coverage} {right.Coverage}");
        for (var i = 0; i < left.Items.Count; i++)
        {
            Promises.Hold(left.Items[i].Path == right.Items[i].Path, $"{left.Items[i].Path} {right.Items[i].Path}");
            Promises.Hold(left.Items[i].Value.Span.SequenceEqual(right.Items[i].Value.Span), $"{left.Items[i].Path}");
        }
    }

    /// <summary>The bytes as a capture, through all steps; cut in any way they give the same entries.</summary>
    static Action<byte[]> Capture(ICaptureReader reader)
    {
        var pipeline = new Pipeline(KnowledgeReader.Read(Shipped.Value, out _), [new("mail", "jan@example.nl", "email")], Promises.Limits, workers: 1);
        var room = new DecodingRoom(Promises.Limits, Kept.Nothing);
        List<(JsonText Name, JsonText Value)> pairs = [];
        return bytes =>
        {
            CaptureReaders.Recognise(bytes);
            var entries = Split(reader, new MemoryStream(bytes));
            var dripped = Split(reader, new Dripping(bytes));
            Promises.Hold(entries.Count == dripped.Count, $"{entries.Count} {dripped.Count}");
            for (var i = 0; i < entries.Count; i++)
            {
                var (entry, other) = (entries[i], dripped[i]);
                Promises.Hold((entry.Number, entry.Offset, entry.Length, entry.Kind, entry.Fault) == (other.Number, other.Offset, other.Length, other.Kind, other.Fault), $"{entry} {other}");
                Promises.Hold(entry.Bytes.Span.SequenceEqual(other.Bytes.Span), $"{entry}");
                Promises.HoldFor(entry, bytes);
                var observation = pipeline.Observe(entry, reader, Promises.Capture);
                Observe(observation, bytes);
                entry.Pairs = pairs;
                Same(observation, pipeline.Observe(entry, reader, Promises.Capture, room));
                entry.Return();
                other.Return();
            }
        };
    }

    /// <summary>The bytes as what import is given: a capture, an archive or a compressed file. What comes of it lies in the room, and nothing is left there.</summary>
    static void Unpack(byte[] bytes)
    {
        var room = Directory.CreateTempSubdirectory("klikspaan-fuzz-");
        try
        {
            var path = Path.Combine(room.FullName, "any");
            File.WriteAllBytes(path, bytes);
            var (files, found) = (new CaptureFiles(room.FullName, mostFiles: 20, mostFree: 1 << 20), 0);
            foreach (var file in files.Find(path))
            {
                found++;
                Promises.Hold(Path.GetDirectoryName(file.Path) == room.FullName && File.Exists(file.Path), file.Name);
                Promises.Hold(new FileInfo(file.Path).Length <= Math.Max(1 << 20, bytes.Length * 100L), file.Name);
            }

            Promises.Hold(found + files.LeftOut.Count > 0 || bytes.AsSpan().StartsWith("PK"u8));
            Promises.Hold(room.EnumerateFileSystemInfos().Select(f => f.Name).SequenceEqual(["any"]));
        }
        finally
        {
            room.Delete(recursive: true);
        }
    }

    /// <summary>The first byte chooses a format of log, and the rest is the log.</summary>
    static Action<byte[]> Logs()
    {
        List<Action<byte[]>> formats = [.. LogFormats.All.Select(f => Capture(CaptureReaders.Find(f.Name)!))];
        return bytes =>
        {
            if (bytes.Length > 0)
            {
                formats[bytes[0] % formats.Count](bytes[1..]);
            }
        };
    }

    /// <summary>The bytes as frames of the log of a database: number of the page, size after the transaction, and the page. The checksums are right, so that what is in the pages is read.</summary>
    static Action<byte[]> Log()
    {
        const int PageBytes = 512;
        var capture = Capture(new TranscriptReader());
        return bytes =>
        {
            var log = new SqliteLogFile(PageBytes);
            foreach (var frame in bytes.Chunk(PageBytes + 2).Where(f => f.Length > 2))
            {
                log.Frame(frame[0], [.. frame[2..], .. new byte[PageBytes + 2 - frame.Length]], frame[1]);
            }

            capture(SqliteLogFile.Archive(Seeds.Transcript(false), log.Bytes()));
        };
    }

    static List<CaptureEntry> Split(ICaptureReader reader, Stream stream) => reader.SplitAsync(stream, Promises.Limits, CancellationToken.None).ToBlockingEnumerable().ToList();

    static void Observe(Observation observation, byte[] file)
    {
        foreach (var problem in observation.Problems)
        {
            Promises.Hold(problem.Where.Offset >= 0 && problem.Where.Length >= 0 && problem.Where.Offset + problem.Where.Length <= file.Length, $"{problem}");
        }

        if (observation.Exchange is { } exchange)
        {
            Promises.HoldFor(exchange, file);
            Promises.HoldFor(exchange, observation.Decoded!, file);
            SampleText.Append(new(), observation);
        }
    }

    /// <summary>The first line is the path of a file of a knowledge folder, and the rest is the file: a mistake is a problem with a place, and what is none can be used.</summary>
    static void Hostile(byte[] bytes)
    {
        var line = Line(bytes, out var rest);
        var knowledge = KnowledgeReader.Read([Shipped.Value.Find(f => f.Path == "categories.yaml")!, new(line, rest)], out var problems);
        foreach (var problem in problems)
        {
            Promises.Hold(problem is { Line: >= 1, Column: >= 1, Message.Length: > 0 }, $"{problem}");
        }

        knowledge.PublicSuffixes.RegistrableDomain("www.host.example");
        Promises.Hold(knowledge.Languages.Keys.All(tag => knowledge.Languages[tag].Tag == tag));
        if (knowledge.Protocols.Count + knowledge.Rules.Count + knowledge.Organisations.Count > 0)
        {
            var pipeline = new Pipeline(knowledge, [], Promises.Limits, workers: 1);
            var reader = new HarReader();
            foreach (var entry in Split(reader, new MemoryStream(Facts.Asked)))
            {
                Observe(pipeline.Observe(entry, reader, Promises.Capture), Facts.Asked);
            }
        }
    }

    static string Line(byte[] bytes, out ReadOnlyMemory<byte> rest)
    {
        var end = bytes.AsSpan().IndexOf((byte)'\n') is >= 0 and var found ? found : bytes.Length;
        rest = bytes.AsMemory(Math.Min(bytes.Length, end + 1));
        return Encoding.UTF8.GetString(bytes, 0, end);
    }
}
