using System.Text.Json;

namespace Klikspaan.Tests.Reporting;

/// <summary>A capture whose sender wants to be more than text in the report of it.</summary>
static class HostileCapture
{
    const string Run = "window.ran=(window.ran||0)+1;alert(1)";

    /// <summary>What was sent, and how it must be read in a report.</summary>
    public static IReadOnlyList<(string Sent, string Shown)> Texts { get; } =
    [
        .. new[]
        {
            $"<script>{Run}</script>", $"</script><script>{Run}</script>", $"\"><img src=x onerror={Run}>", $"'><img src='http://evil.example/i' onerror='{Run}'>",
            $"javascript:{Run}", $"</style><script>{Run}</script>", $"</title><script>{Run}</script>", $"</pre></td></table><svg onload={Run}>", $"<svg><a xlink:href=\"javascript:{Run}\">x</a></svg>",
            "};*{background:url(http://evil.example/b)}", "@import url(http://evil.example/c);", "<style>*{background:url(http://evil.example/d)}</style>", "<link rel=stylesheet href=http://evil.example/e>",
            $"data:text/html,<script>{Run}</script>", "<iframe src=http://evil.example/f></iframe>", "<object data=http://evil.example/g></object>", "<embed src=http://evil.example/h>",
            "<base href=http://evil.example/>", "<form action=http://evil.example/><input autofocus onfocus=alert(1)>", "<meta http-equiv=refresh content=\"0;url=http://evil.example/j\">",
            $"\" onmouseover=\"{Run}\" autofocus tabindex=0 onfocus=\"{Run}\" x=\"", "<!-- no end", "-->", "<![CDATA[ x ]]>", "]]>", "&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;", "&lt;b&gt;", "&amp", "<plaintext>", "<textarea>",
            "<template><script>alert(1)</script></template>", "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "\\u003cscript\\u003e", "%3Cscript%3Ealert(1)%3C/script%3E", "https://evil.example/a-link", "#main",
        }.Select(t => (t, t)),
        ("right \u202Eto left\u202C", "right \uFFFDto left\uFFFD"), ("\u2066isolate\u2069 \u200Bmark\u200F", "\uFFFDisolate\uFFFD \uFFFDmark\uFFFD"), ("nul \0 and \u001B[31m", "nul \u2400 and \u241B[31m"),
        ("line\u2028end\u0085", "line\uFFFDend\uFFFD"), ("person \U0001F469\u200D\U0001F4BB", "person \U0001F469\uFFFD\U0001F4BB"), (new string('<', 1 << 20), new string('<', 240) + "…"),
    ];

    /// <summary>Takes it in; the name of the dossier and of what was planted are hostile as well.</summary>
    public static async Task TakeInAsync(Workplace place)
    {
        await place.TakeInAsync(("hostile.har", Har()));
        place.Write($"{Workplace.Name}/dossier.yaml", $"version: 1\nname: {Facts.Json(Texts[6].Sent)}\nplanted:\n" + string.Concat(Texts.Take(20).Select(t => $"  - label: {Facts.Json("label " + t.Sent)}\n    value: {Facts.Json(t.Sent)}\n")));
        var run = await place.DoAsync("rebuild");
        Assert.True(run.Code is 0 or 3, run.Error);
    }

    static byte[] Har() => Workplace.Har([.. Texts.SelectMany(t => Entries(t.Sent)), .. Texts.Where(t => t.Sent.Length < 1000).Select(t => Event(t.Sent)), Halves()]);

    static IEnumerable<string> Entries(string text)
    {
        var few = text.Length > 1000 ? text[..1000] : text;
        yield return Workplace.Entry("https://host.example/body", JsonSerializer.Serialize(new Dictionary<string, object> { [few] = 1, ["value"] = text, ["list"] = new[] { few } }));
        yield return Workplace.Entry($"https://host.example/{few}?{few}={few}", few, "POST", (few, "1"), ("X-Header", few), ("Cookie", "c=" + few), ("User-Agent", few));
        yield return Workplace.Entry($"https://{few}/path", "", few);
        yield return Workplace.Entry($"https://host.example/form?q={Uri.EscapeDataString(few)}", $"a={Uri.EscapeDataString(few)}&{Uri.EscapeDataString(few)}=b");
    }

    static string Event(string text) =>
        Workplace.Entry("https://api.mixpanel.com/track", "data=" + Uri.EscapeDataString(Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new { @event = "event " + text, properties = new { token = text, ip = text } }))));

    /// <summary>Halves of characters, which no encoder of .NET writes.</summary>
    static string Halves() => Workplace.Entry("https://host.example/halves", "half @ and @").Replace("@", "\\ud83d", StringComparison.Ordinal).Replace("/halves", "/\\udc00", StringComparison.Ordinal);
}
