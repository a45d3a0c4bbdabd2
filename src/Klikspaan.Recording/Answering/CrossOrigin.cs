namespace Klikspaan.Recording.Answering;

/// <summary>
/// Allows a page what it asks (Fetch standard, CORS protocol). A literal <c>*</c> is not understood of a request with
/// credentials, so what was asked is repeated.
/// </summary>
static class CrossOrigin
{
    const int Longest = 4096;

    /// <summary>The fields that let the page read the answer; none when the request has no origin.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Allow(AnswerRequest request)
    {
        var origin = request.Field("origin");
        if (!IsPlain(origin))
        {
            return [];
        }

        return
        [
            KeyValuePair.Create("access-control-allow-origin", origin),
            KeyValuePair.Create("access-control-allow-credentials", "true"),
            KeyValuePair.Create("vary", "origin"),
        ];
    }

    /// <summary>The fields that let the request come that a preflight asks for.</summary>
    public static IEnumerable<KeyValuePair<string, string>> AllowNext(AnswerRequest request) =>
        from field in new[]
        {
            KeyValuePair.Create("access-control-allow-methods", request.Field("access-control-request-method")),
            KeyValuePair.Create("access-control-allow-headers", request.Field("access-control-request-headers")),
            // The addresses of the sinkhole are private to a browser.
            KeyValuePair.Create("access-control-allow-private-network", request.Field("access-control-request-private-network") == "true" ? "true" : ""),
        }
        where IsPlain(field.Value)
        select field;

    /// <summary>What is repeated cannot end a line, nor start one.</summary>
    static bool IsPlain(string value) => value.Length is > 0 and <= Longest && value.All(c => c is >= ' ' and <= '~');
}
