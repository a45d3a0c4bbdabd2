using System.Text;

namespace Klikspaan.Bench.Generating;

/// <summary>What senders pack a value in before they put it in a field: a row each.</summary>
static class Wrappings
{
    static readonly Func<Filler, Chance, Filled, Filled>[] All =
    [
        (filler, chance, value) => Json(filler, chance, value),
        (filler, chance, value) => Base64(Json(filler, chance, value)),
        (filler, chance, value) => Base64Url(Json(filler, chance, value)),
        (filler, chance, value) => Gzip(Json(filler, chance, value)),
        (filler, chance, value) => Percent(Json(filler, chance, value)),
        (filler, chance, value) => Base64(Form(chance, value)),
        (filler, chance, value) => Json(filler, chance, Json(filler, chance, value)),
        (filler, chance, value) => Base64(Json(filler, chance, Base64(Json(filler, chance, value)))),
        (filler, chance, value) => Json(filler, chance, Gzip(Json(filler, chance, value))),
        (_, _, value) => Base64(new("deze tekst noemt [" + value.Text + "] en meer", value.Steps)),
    ];

    /// <summary>Those that keep it a value by itself.</summary>
    static readonly Func<Filler, Chance, Filled, Filled>[] Whole = All[..^1];

    /// <summary>Packs a value in one of the ways.</summary>
    public static Filled Wrap(Filler filler, Chance chance, Filled value, bool isWhole) => chance.Of(isWhole ? Whole : All)(filler, chance, value);

    static Filled Json(Filler filler, Chance chance, Filled value)
    {
        // The length of what stands before it moves the value over the three places in base64.
        var bytes = Filler.Object(json =>
        {
            json.WriteString("ctx", filler.Sentence(5) + new string('.', chance.Below(3)));
            json.WriteString("user", value.Text);
            json.WriteNumber("seq", chance.Below(10_000));
        });
        return new(Encoding.UTF8.GetString(bytes), ["json /user", .. value.Steps]);
    }

    static Filled Form(Chance chance, Filled value) =>
        new($"n={new string('x', chance.Below(3))}&user={Uri.EscapeDataString(value.Text)}&v=2", ["form user", .. value.Steps]);

    static Filled Base64(Filled value) => new(Encoders.Base64(Encoding.UTF8.GetBytes(value.Text)), ["base64", .. value.Steps]);

    static Filled Base64Url(Filled value) => new(Encoders.Base64Url(Encoding.UTF8.GetBytes(value.Text)), ["base64url", .. value.Steps]);

    static Filled Gzip(Filled value) => new(Encoders.Base64(Bodies.Gzip(Encoding.UTF8.GetBytes(value.Text))), ["base64", "gzip", .. value.Steps]);

    static Filled Percent(Filled value) => new(Uri.EscapeDataString(value.Text), ["percent", .. value.Steps]);
}
