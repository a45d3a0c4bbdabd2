using System.Globalization;
using System.Text;

namespace Klikspaan.Packets;

/// <summary>A request or a response of HTTP/2. Places count from the beginning of its direction of the connection.</summary>
/// <param name="stream">The number of its stream.</param>
/// <param name="offset">Where its first frame begins.</param>
sealed class Http2Message(int stream, long offset)
{
    /// <summary>What a piece of content takes besides its bytes.</summary>
    public const int PieceMemory = 16;

    /// <summary>Most interim responses (1xx) whose status is kept.</summary>
    public const int MostInterim = 16;

    readonly List<BytePlace> pieces = [];
    readonly List<int> interim = [];
    byte[] content = [];
    int kept;

    /// <summary>The number of its stream.</summary>
    public int Stream => stream;

    /// <summary>Where its first frame begins.</summary>
    public long Offset => offset;

    /// <summary>Where the last of its frames ends that was read whole.</summary>
    public long End { get; set; }

    /// <summary>Whether it is a request that a server says somebody would send (PUSH_PROMISE): nobody sent it.</summary>
    public bool IsPromise { get; init; }

    /// <summary>Its fields, those with a colon first among them.</summary>
    public IReadOnlyList<HpackField> Fields { get; private set; } = [];

    /// <summary>Fields that came after its content.</summary>
    public IReadOnlyList<HpackField> Trailers { get; private set; } = [];

    /// <summary>Status of the responses that came before it on its stream (1xx).</summary>
    public IReadOnlyList<int> Interim => interim;

    /// <summary>Its content without frames and padding, as far as it was kept.</summary>
    public ReadOnlyMemory<byte> Content => content.AsMemory(0, kept);

    /// <summary>Where the content was sent, piece by piece.</summary>
    public IReadOnlyList<BytePlace> Pieces => pieces;

    /// <summary>How many bytes of content were sent, kept or not.</summary>
    public long ContentLength { get; private set; }

    /// <summary>Whether more was sent than was kept.</summary>
    public bool IsCut { get; set; }

    /// <summary>Why it did not come to its end; empty when it did.</summary>
    public string Broken { get; set; } = "";

    /// <summary>The status of a response.</summary>
    public int? Status => int.TryParse(Text(":status"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;

    /// <summary>Memory that it takes, in bytes and roughly.</summary>
    public long Held { get; private set; }

    /// <summary>The first field with a name.</summary>
    public HpackField? Find(ReadOnlySpan<byte> name)
    {
        foreach (var field in Fields)
        {
            if (field.Name.Bytes.Span.SequenceEqual(name))
            {
                return field;
            }
        }

        return null;
    }

    /// <summary>The value of the first field with a name, as text; empty when there is none.</summary>
    public string Text(ReadOnlySpan<byte> name) => Find(name) is { } field ? Encoding.UTF8.GetString(field.Value.Bytes.Span) : "";

    /// <summary>Its fields have come; what they were before was an interim response.</summary>
    public void Begin(IReadOnlyList<HpackField> fields)
    {
        if (Status is { } status && interim.Count < MostInterim)
        {
            interim.Add(status);
        }

        Fields = fields;
        Held += Memory(fields);
    }

    /// <summary>Fields have come after the content.</summary>
    public void Trail(IReadOnlyList<HpackField> fields)
    {
        Trailers = Trailers.Count == 0 ? fields : [.. Trailers, .. fields];
        Held += Memory(fields);
    }

    /// <summary>Takes bytes of its content, and keeps as many of them as may be kept.</summary>
    public void Append(ReadOnlySpan<byte> bytes, long place, int mayKeep)
    {
        ContentLength += bytes.Length;
        bytes = bytes[..Math.Min(bytes.Length, mayKeep)];
        if (bytes.IsEmpty)
        {
            return;
        }

        if (bytes.Length > content.Length - kept)
        {
            Array.Resize(ref content, Math.Max(kept + bytes.Length, (int)Math.Min(2L * content.Length, Array.MaxLength)));
        }

        bytes.CopyTo(content.AsSpan(kept));
        kept += bytes.Length;
        var isMore = pieces.Count > 0 && pieces[^1].Offset + pieces[^1].Length == place;
        if (isMore)
        {
            pieces[^1] = pieces[^1] with { Length = pieces[^1].Length + bytes.Length };
        }
        else
        {
            pieces.Add(new(place, bytes.Length));
        }

        Held += bytes.Length + (isMore ? 0 : PieceMemory);
    }

    /// <summary>A field in a list takes its texts and about this much.</summary>
    public static long Memory(IReadOnlyList<HpackField> fields) => fields.Sum(f => (long)f.Size) + (128L * fields.Count);
}
