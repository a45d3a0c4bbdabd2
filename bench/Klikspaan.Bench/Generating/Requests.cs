using System.Globalization;

namespace Klikspaan.Bench.Generating;

/// <summary>Makes requests of every kind, and puts what is planted in its place.</summary>
sealed class Requests
{
    static readonly string[] Places = ["query", "path", "header", "cookie"];

    readonly Chance chance;
    readonly Filler filler;

    public Requests(Chance chance)
    {
        this.chance = chance;
        filler = new(chance);
        Clock = new(chance);
        Bodies = new(filler, chance, Clock);
        AppBodies = new(chance, filler, Clock, Bodies.AppEvent);
    }

    public Clock Clock { get; }

    public Bodies Bodies { get; }

    public AppBodies AppBodies { get; }

    /// <summary>Makes a request; says where the value stands and which steps lead there.</summary>
    public (Request Request, string Place, IReadOnlyList<string> Steps) Make(Seed? seed)
    {
        var kind = seed?.Text.Binary is not null ? Kinds.Protobuf : Choose();
        var place = Place(kind, seed);
        var value = seed is null || seed.IsAnswer ? null : seed.Text.Binary is null && chance.Percent(kind.IsNested ? 90 : 15) ? Wrappings.Wrap(filler, chance, seed.Text, seed.IsShape) : seed.Text;
        var request = new Request { Host = kind.Host };
        request.Path.AddRange(kind.Path);
        kind.Write(this, request, place == kind.Content ? value : null);
        Dress(request);
        if (seed is { IsAnswer: true })
        {
            request.Answer = $"{{\"profile\":{System.Text.Json.JsonSerializer.Serialize(seed.Literal, Filler.Relaxed)}}}";
            (request.AnswerType, request.IsAnswerBinary) = ("application/json", false);
        }

        return (request, place, value is null ? [] : Put(request, place, value));
    }

    /// <summary>A script that is fetched.</summary>
    public void Script(Request request)
    {
        request.Method = "GET";
        request.Path.Add($"{filler.Word()}.{chance.Hex(7)}.js");
        (request.AnswerType, request.Answer) = ("text/javascript", filler.Long(chance.Between(8_000, 150_000)));
    }

    /// <summary>A picture that is fetched.</summary>
    public void Picture(Request request)
    {
        request.Method = "GET";
        request.Path.Add($"{filler.Word()}.{chance.Hex(7)}.png");
        (request.AnswerType, request.Answer, request.IsAnswerBinary) = ("image/png", Encoders.Base64(chance.Bytes(chance.Between(2_000, 60_000))), true);
    }

    /// <summary>Messages over a websocket: text, and bytes now and then.</summary>
    public void Messages(Request request, Filled? value)
    {
        request.Method = "GET";
        var count = chance.Between(3, 12);
        var at = chance.Below(count);
        for (var i = 0; i < count; i++)
        {
            var slot = i == at ? value : null;
            request.Messages.Add(chance.Percent(25) ? Bodies.Protobuf(slot) : Bodies.List(slot));
        }
    }

    Kind Choose()
    {
        var left = chance.Below(100);
        foreach (var kind in Kinds.All)
        {
            left -= kind.Weight;
            if (left < 0)
            {
                return kind;
            }
        }

        return Kinds.All[0];
    }

    string Place(Kind kind, Seed? seed) =>
        seed is { IsAnswer: true } ? "answer"
        : seed?.Text.Binary is not null || (kind.Content.Length > 0 && chance.Percent(kind.Content == "message" ? 100 : 70)) ? kind.Content
        : chance.Of(Places);

    /// <summary>What every request of a browser has.</summary>
    void Dress(Request request)
    {
        request.Query.Add(("v", "2"));
        request.Query.Add(("sid", chance.Guid()));
        request.Headers.AddRange([
            (":authority", request.Host), (":method", request.Method), (":scheme", "https"), ("accept", "*/*"), ("accept-encoding", "gzip, deflate, br, zstd"),
            ("accept-language", "nl-NL,nl;q=0.9,en;q=0.8"), ("origin", "https://www.werk.example"), ("referer", "https://www.werk.example/" + filler.Word()),
            ("sec-fetch-mode", "cors"), ("user-agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"),
        ]);
        if (request.Content is { } content)
        {
            request.Headers.Add(("content-type", content.MimeType));
            request.Headers.Add(("content-length", content.Bytes.Length.ToString(CultureInfo.InvariantCulture)));
            request.Headers.AddRange(content.Encoding.Length > 0 ? [("content-encoding", content.Encoding)] : []);
        }

        if (chance.Percent(20))
        {
            request.Cookies.AddRange([("visit", chance.Guid()), ("lang", "nl")]);
        }
    }

    static IReadOnlyList<string> Put(Request request, string place, Filled value)
    {
        switch (place)
        {
            case "query":
                request.Query.Add(("ep.who", value.Text));
                return ["form ep.who", .. value.Steps];
            case "path":
                request.Path.Add(Uri.EscapeDataString(value.Text));
                return [$"segment {request.Path.Count - 1}", "percent", .. value.Steps];
            case "header":
                request.Headers.Add(("x-context", value.Text));
                return ["field x-context", .. value.Steps];
            case "cookie":
                request.Cookies.Add(("who", Uri.EscapeDataString(value.Text)));
                return ["cookie who", "percent", .. value.Steps];
            case "message":
                var at = request.Messages.FindIndex(m => m.Steps.Count > 0);
                return [$"message {at}", .. request.Messages[at].IsBinary ? ["base64"] : Array.Empty<string>(), .. request.Messages[at].Steps];
            default:
                return [.. request.Content!.IsBinary ? ["base64"] : Array.Empty<string>(), .. request.Content.Steps];
        }
    }
}
