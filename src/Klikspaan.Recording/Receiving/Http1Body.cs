using System.Buffers;
using System.Globalization;
using System.Text;

namespace Klikspaan.Recording.Receiving;

/// <summary>The body of an HTTP/1.1 request, as it goes over the wire: by its length, or in chunks (RFC 9112, sections 6 and 7).</summary>
sealed class Http1Body
{
    const int MostLine = 64 << 10;
    const int MostTrailers = 1 << 20;

    readonly RequestSpool spool;
    readonly ArrayBufferWriter<byte> line = new();
    Part part;
    long left;
    int trailers;

    /// <param name="spool">Gets the octets that were understood.</param>
    /// <param name="length">Bytes of the body; null when it is chunked.</param>
    public Http1Body(RequestSpool spool, long? length)
    {
        this.spool = spool;
        left = length ?? 0;
        part = length is null ? Part.Size : length == 0 ? Part.End : Part.Whole;
    }

    enum Part
    {
        Whole,
        Size,
        Chunk,
        ChunkEnd,
        Trailer,
        End,
    }

    /// <summary>Whether the last byte has come.</summary>
    public bool IsWhole => part == Part.End;

    /// <summary>Why it cannot be framed; null while it can.</summary>
    public string? Broken { get; private set; }

    /// <summary>The octets that came, and are not understood yet.</summary>
    public ReadOnlySpan<byte> Pending => line.WrittenSpan;

    /// <summary>Memory that they take.</summary>
    public int Capacity => line.Capacity;

    /// <summary>Takes some bytes, and says how many.</summary>
    public int Append(ReadOnlySpan<byte> bytes) =>
        part is Part.Whole or Part.Chunk ? AppendContent(bytes) : AppendLine(bytes);

    int AppendContent(ReadOnlySpan<byte> bytes)
    {
        var taken = (int)Math.Min(left, bytes.Length);
        spool.Write(bytes[..taken]);
        left -= taken;
        if (left == 0)
        {
            part = part == Part.Whole ? Part.End : Part.ChunkEnd;
        }

        return taken;
    }

    int AppendLine(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var most = part == Part.ChunkEnd ? 2 : part == Part.Size ? MostLine : MostTrailers - trailers;
        var taken = Math.Min(end < 0 ? bytes.Length : end + 1, most - line.WrittenCount);
        line.Write(bytes[..taken]);
        if (end >= 0 && taken == end + 1)
        {
            ReadLine(line.WrittenSpan);
            TakeLine();
        }
        else if (line.WrittenCount >= most)
        {
            Broken = part switch
            {
                Part.ChunkEnd => "a chunk does not end where its size says",
                Part.Size => "the size of a chunk and its extensions are too long",
                _ => "the trailers are too long",
            };
        }

        return taken;
    }

    void TakeLine()
    {
        if (Broken is null)
        {
            spool.Write(line.WrittenSpan);
            line.ResetWrittenCount();
        }
    }

    void ReadLine(ReadOnlySpan<byte> octets)
    {
        switch (part)
        {
            case Part.ChunkEnd:
                Broken = octets.SequenceEqual("\r\n"u8) ? null : "a chunk does not end where its size says";
                part = Part.Size;
                break;
            case Part.Size:
                ReadSize(octets);
                break;
            default:
                ReadTrailer(octets);
                break;
        }
    }

    /// <summary>Section 7.1; a bare LF or CR here is how requests are smuggled in extensions, so neither is tolerated.</summary>
    void ReadSize(ReadOnlySpan<byte> octets)
    {
        var text = octets.EndsWith("\r\n"u8) ? octets[..^2] : default;
        var semicolon = text.IndexOf((byte)';');
        var size = semicolon < 0 ? text : text[..semicolon].TrimEnd(" \t"u8);
        // 15 digits cannot overflow.
        if (size.Length is 0 or > 15 || text.ContainsAny((byte)'\r', (byte)'\0')
            || !long.TryParse(Encoding.Latin1.GetString(size), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out left))
        {
            Broken = "not the size of a chunk";
            return;
        }

        part = left == 0 ? Part.Trailer : Part.Chunk;
    }

    void ReadTrailer(ReadOnlySpan<byte> octets)
    {
        trailers += octets.Length;
        var text = octets[..^1];
        text = text.EndsWith((byte)'\r') ? text[..^1] : text;
        if (text.IsEmpty)
        {
            part = Part.End;
        }
        else
        {
            Broken = Http1Head.WhyNotAField(text);
        }
    }
}
