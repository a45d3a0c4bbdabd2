namespace Klikspaan.Bench.Generating;

/// <summary>The content of a request or a message.</summary>
/// <param name="MimeType">What the sender says of it.</param>
/// <param name="Bytes">What is sent.</param>
/// <param name="Steps">From these bytes to the planted value, if one stands in them.</param>
sealed record Body(string MimeType, byte[] Bytes, IReadOnlyList<string> Steps)
{
    /// <summary>Whether a browser cannot keep it as text.</summary>
    public bool IsBinary { get; init; }

    /// <summary>Of the header field content-encoding; empty for none.</summary>
    public string Encoding { get; init; } = "";
}
