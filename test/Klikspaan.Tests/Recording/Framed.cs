using System.Text;
using Klikspaan.Recording.Receiving;

namespace Klikspaan.Tests.Recording;

/// <summary>Feeds a framer, and says what it made of it as text.</summary>
static class Framed
{
    public static SpoolSpace Space { get; } = new(Path.GetTempPath());

    /// <summary>All requests and the rest, after the bytes came in pieces of these sizes (the last one goes on) and the connection ended.</summary>
    public static string Describe(Func<SpoolSpace, RequestFramer> create, ReadOnlySpan<byte> bytes, params int[] sizes)
    {
        using var framer = create(Space);
        Feed(framer, bytes, sizes);
        framer.Complete();
        return Describe(framer);
    }

    public static void Feed(RequestFramer framer, ReadOnlySpan<byte> bytes, params int[] sizes)
    {
        for (var (at, turn) = (0, 0); at < bytes.Length; turn++)
        {
            var size = sizes.Length == 0 ? bytes.Length : Math.Min(bytes.Length - at, Math.Max(1, sizes[turn % sizes.Length]));
            framer.Append(bytes.Slice(at, size));
            at += size;
        }
    }

    public static string Describe(RequestFramer framer)
    {
        var text = new StringBuilder();
        foreach (var request in framer.Remaining())
        {
            using (request)
            {
                text.Append($"#{request.Number} {request.Protocol} {request.Method} {request.Target} at {request.Authority}; {request.Incomplete ?? "complete"}; {string.Join(", ", request.PseudoFields.Select(f => f.Name))}; {string.Join(", ", request.Remarks)}\n{Block(request)}\n---\n");
            }
        }

        return framer.Unframed is { } rest ? $"{text}{rest.Reason}: {rest.Seen}: {Encoding.Latin1.GetString(rest.First.Span)}" : text.ToString();
    }

    public static string Block(RecordedRequest? request)
    {
        Assert.NotNull(request);
        using var stream = request.OpenBlock();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        Assert.Equal(request.Length, copy.Length);
        return Encoding.Latin1.GetString(copy.ToArray());
    }

    public static byte[] Octets(string text) => Encoding.Latin1.GetBytes(text);
}
