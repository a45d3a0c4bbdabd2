namespace Klikspaan.Bench.Generating;

/// <summary>The kinds of requests and how many of a hundred there are of each.</summary>
static class Kinds
{
    /// <summary>The kind that can hold bytes that are no text.</summary>
    public static Kind Protobuf { get; } = new(2, "metrics.seven.example", ["v1", "metrics"], (r, q, v) => q.Content = r.Bodies.Protobuf(v));

    /// <summary>All of them; the weights add up to a hundred.</summary>
    public static IReadOnlyList<Kind> All { get; } =
    [
        new(22, "collect.one.example", ["Collector", "1.0"], (r, q, v) => q.Content = r.Bodies.Lines(v)),
        new(8, "in.two.example", ["v2", "feed"], (r, q, v) => q.Content = r.Bodies.List(v)),
        new(5, "in.two.example", ["v2", "feed"], (r, q, v) => q.Content = Bodies.Compressed(r.Bodies.List(v))),
        new(9, "sdk.three.example", ["api", "v3", "data"], (r, q, v) => q.Content = r.Bodies.List(v)) { IsNested = true },
        new(9, "o417.errors.four.example", ["api", "93", "envelope"], (r, q, v) => q.Content = r.Bodies.Envelope(v)),
        new(3, "app.five.example", ["event"], (r, q, v) => q.Content = r.Bodies.Form(v)),
        new(2, "upload.six.example", ["crash"], (r, q, v) => q.Content = r.Bodies.Multipart(v)),
        Protobuf,
        new(2, "metrics.seven.example", ["v1", "metrics"], (r, q, v) => q.Content = Bodies.Compressed(r.Bodies.Protobuf(v))),
        new(2, "live.eight.example", ["socket"], (r, q, v) => r.Messages(q, v)) { Content = "message" },
        new(8, "static.ten.example", ["assets", "js"], (r, q, v) => r.Script(q)) { Content = "" },
        new(8, "static.ten.example", ["assets", "images"], (r, q, v) => r.Picture(q)) { Content = "" },
        .. App.All.Select(a => a.Kind),
    ];
}
