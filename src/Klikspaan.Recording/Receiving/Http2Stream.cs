namespace Klikspaan.Recording.Receiving;

/// <summary>A request of HTTP/2 that is coming in (RFC 9113, section 8.1).</summary>
sealed class Http2Stream(int number, SpoolSpace space) : IDisposable
{
    readonly RequestSpool content = new(space);

    /// <summary>The stream.</summary>
    public int Number => number;

    /// <summary>The fields, pseudo fields among them, in the order in which they were sent.</summary>
    public List<SentField> Fields { get; } = [];

    /// <summary>The fields behind the content.</summary>
    public List<SentField> Trailers { get; } = [];

    /// <summary>Bytes of fields that it holds.</summary>
    public int Held { get; set; }

    /// <summary>Whether its head was taken, and nothing followed that could be lost.</summary>
    public bool IsToldWhole { get; private set; }

    /// <summary>Takes content.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        IsToldWhole = IsToldWhole && bytes.IsEmpty;
        content.Write(bytes);
    }

    /// <summary>Fields followed that the head which was taken did not hold.</summary>
    public void HasMore() => IsToldWhole = false;

    /// <summary>What came so far, as a request without content; what follows makes another record.</summary>
    public RecordedRequest? TakeHead()
    {
        if (content.Length > 0)
        {
            return null;
        }

        IsToldWhole = true;
        return ToRequest(null, new RequestSpool(space));
    }

    /// <summary>The request, as far as it came.</summary>
    public RecordedRequest ToRequest(string? because) => ToRequest(because, content);

    RecordedRequest ToRequest(string? because, RequestSpool content)
    {
        var block = new Http2Block(Fields, Trailers, content.Length, because is null && content.Dropped == 0);
        return new(block.Before, content, block.After)
        {
            Protocol = "h2",
            Number = number,
            Method = block.Pseudo(":method"),
            Target = block.Pseudo(":path"),
            Authority = block.Authority,
            PseudoFields = block.PseudoFields,
            Remarks = block.Remarks,
            EndedBecause = because,
        };
    }

    public void Dispose() => content.Dispose();
}
