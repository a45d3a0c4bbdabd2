namespace Klikspaan.Bench.Generating;

/// <summary>One request and its answer, before it is written as an entry.</summary>
sealed class Request
{
    public string Method { get; set; } = "POST";

    public string Host { get; set; } = "";

    /// <summary>Segments of the path, percent-encoded.</summary>
    public List<string> Path { get; } = [];

    /// <summary>Names and values of the query, not encoded.</summary>
    public List<(string Name, string Value)> Query { get; } = [];

    public List<(string Name, string Value)> Headers { get; } = [];

    /// <summary>Names and values, percent-encoded.</summary>
    public List<(string Name, string Value)> Cookies { get; } = [];

    public Body? Content { get; set; }

    /// <summary>What was sent over a websocket; what was received is written by itself.</summary>
    public List<Body> Messages { get; } = [];

    public string AnswerType { get; set; } = "application/json";

    public string Answer { get; set; } = "{\"accepted\":true}";

    /// <summary>Whether <see cref="Answer"/> is base64.</summary>
    public bool IsAnswerBinary { get; set; }

    public string Url => $"https://{Host}/{string.Join('/', Path)}"
        + (Query.Count == 0 ? "" : "?" + string.Join('&', Query.Select(q => Uri.EscapeDataString(q.Name) + "=" + Uri.EscapeDataString(q.Value))));
}
