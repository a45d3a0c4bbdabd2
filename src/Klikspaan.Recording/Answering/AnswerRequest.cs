namespace Klikspaan.Recording.Answering;

/// <summary>What must be known of a request to answer it.</summary>
sealed record AnswerRequest
{
    /// <summary>The method, as sent.</summary>
    public required string Method { get; init; }

    /// <summary><c>https</c> or <c>http</c>.</summary>
    public string Scheme { get; init; } = "";

    /// <summary>Host name or address; a port and brackets do not matter.</summary>
    public required string Host { get; init; }

    /// <summary>The path, as sent.</summary>
    public required string Path { get; init; }

    /// <summary>The query, as sent, without its question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>The header fields in the order in which they were sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>The content without its transfer coding, up to a bound; it may be compressed.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The first value of a header field; empty when there is none.</summary>
    public string Field(string name) => Fields.FirstOrDefault(f => f.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    /// <summary>The media type of the content, in lower case and without parameters.</summary>
    public string MediaType => Field("content-type").Split(';')[0].Trim().ToLowerInvariant();
}
