namespace Klikspaan.Recording.Answering;

/// <summary>What the sinkhole answers; the length and framing of the message are the server's.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Fields">The header fields, in order.</param>
/// <param name="Body">The content; empty for none.</param>
/// <param name="Trailers">The trailer fields, in order.</param>
/// <param name="Rule">The id of the protocol file, or the name of the general rule, by which it was chosen.</param>
sealed record Answer(
    int Status,
    IReadOnlyList<KeyValuePair<string, string>> Fields,
    ReadOnlyMemory<byte> Body,
    IReadOnlyList<KeyValuePair<string, string>> Trailers,
    string Rule)
{
    /// <summary>An answer without trailers.</summary>
    public static Answer Of(string rule, int status, string contentType = "", ReadOnlyMemory<byte> body = default) =>
        new(status, contentType.Length > 0 ? [KeyValuePair.Create("content-type", contentType)] : [], body, [], rule);
}
