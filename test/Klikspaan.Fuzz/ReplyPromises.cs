using System.Buffers;
using Klikspaan.Decoding;
using Klikspaan.Knowledge;
using Klikspaan.Replying;
using Klikspaan.Store;

namespace Klikspaan.Fuzz;

/// <summary>What holds for any bytes as a reply to a request for access.</summary>
static class ReplyPromises
{
    static readonly ReplyLimits Small = new() { ValueBytes = 1 << 16, RowBytes = 1 << 16, RecordValues = 50, Problems = 20, Files = 20, UnpackedBytes = 1 << 16, AllUnpackedBytes = 1 << 18 };

    static readonly SearchValues<byte> Blank = SearchValues.Create(" \t\r\n\f,;|{}[]\"<>/-!:\uFEFFtruefalsenull"u8);

    /// <summary>Makes what reads any bytes as a reply, looks through it, and throws when a promise is broken.</summary>
    public static Action<byte[]> Make(IReadOnlyList<KnowledgeFile> shipped)
    {
        var knowledge = KnowledgeReader.Read(shipped, out _);
        return bytes =>
        {
            var subject = new SubjectTally("any", 100, 100);
            subject.Planted.Add("mail", new("mail", "jan@example.nl", "email"));
            var search = new ReplySearch(knowledge, Promises.Limits, subject, Promises.Capture, DateTimeOffset.UnixEpoch.AddYears(100), reveal: false);
            var (records, sink) = Read(new MemoryStream(bytes), search.Take);
            var (dripped, other) = Read(new Dripping(bytes), _ => { });
            Promises.Hold(records.Count == dripped.Count && sink.Problems.SequenceEqual(other.Problems), $"{records.Count} {dripped.Count}");
            Promises.Hold(sink.Problems.Count <= Small.Problems && sink.Problems.Count <= sink.ProblemCount);
            for (var i = 0; i < records.Count; i++)
            {
                Same(records[i], dripped[i], bytes);
            }

            foreach (var problem in sink.Problems)
            {
                Promises.Hold(problem.Where.Offset >= 0 && problem.Where.Length >= 0 && problem.Where.Offset + problem.Where.Length <= bytes.Length && problem.Expected.Length > 0, $"{problem}");
            }

            Promises.Hold(bytes.Length == 0 || sink.ProblemCount > 0 || sink.Values > 0 || IsBlank(bytes), "silence");
        };
    }

    /// <summary>Whether a file holds nothing but space and marks, an archive nothing but folders.</summary>
    static bool IsBlank(byte[] bytes) => bytes.AsSpan().StartsWith("PK"u8) || !bytes.AsSpan().ContainsAnyExcept(Blank) || bytes[0] is (byte)'<' or (byte)'{' or (byte)'[' or 0xFF or 0xFE or 0xEF;

    static (List<ReplyRecord> Records, ReplySink Sink) Read(Stream stream, Action<ReplyRecord> take)
    {
        List<ReplyRecord> records = [];
        var sink = new ReplySink(Promises.Capture, Small, r =>
        {
            records.Add(r);
            take(r);
        });
        new ReplyReader(sink).ReadAsync(stream, "any", CancellationToken.None).GetAwaiter().GetResult();
        return (records, sink);
    }

    static void Same(ReplyRecord left, ReplyRecord right, byte[] bytes)
    {
        Promises.Hold(left.Values.Count == right.Values.Count, $"{left.Values.Count} {right.Values.Count}");
        for (var i = 0; i < left.Values.Count; i++)
        {
            var (value, other) = (left.Values[i], right.Values[i]);
            Promises.Hold((value.Field, value.Offset, value.Length, value.Steps) == (other.Field, other.Offset, other.Length, other.Steps), $"{value} {other}");
            Promises.Hold(value.Offset >= 0 && value.Length >= 0 && value.Offset + value.Length <= bytes.Length, $"{value}");
            Promises.Hold(Steps.TryFollow(bytes.AsMemory((int)value.Offset, (int)value.Length), value.Steps, Limits.Default, out var found, out var failed) && found.Span.SequenceEqual(value.Bytes.Span), $"{value} {failed}");
        }
    }
}
