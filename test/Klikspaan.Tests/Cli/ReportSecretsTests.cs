using System.Text;
using Klikspaan.Tests.Importing;
using Klikspaan.Tests.Reporting;
using Klikspaan.Tests.Store;

namespace Klikspaan.Tests.Cli;

/// <summary>A credential stands nowhere in a report: not as text, not in the digits of a dump.</summary>
public sealed class ReportSecretsTests(SecretsDossier dossier) : IClassFixture<SecretsDossier>
{
    public static TheoryData<string> Formats => new(Reports.Formats);

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task No_credential_is_in_a_report(string format)
    {
        var text = await Reports.TextAsync(dossier.Place, format);

        Clean(text, SecretsDossier.Values.Concat(SecretsDossier.Names));
        Assert.Contains("masked: ", text.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(Hex("werkplek-0042"), Reports.Dumped(text).Hex, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task No_credential_is_in_a_report_of_a_packed_body(string format)
    {
        using var place = new Workplace();
        place.Plant(("host", "werkplek-0042"));
        var jwt = SecretsDossier.Jwt("packed");
        var inner = Encode.Utf8($$"""{"host":"werkplek-0042","jwt":"{{jwt}}"}""");
        var keyed = Encode.Utf8($$$"""{"{{{jwt}}}":{"host":"werkplek-0042"}}""");
        var gzip = Encode.Gzip(inner);
        await place.ImportAsync(Warcs.Recording(
            Warcs.Exchange([.. Encode.Utf8($"POST /p?access_token=Token-in-a-query HTTP/1.1\r\nHost: host.example\r\nContent-Encoding: gzip\r\nContent-Length: {gzip.Length}\r\n\r\n"), .. gzip]),
            Warcs.Exchange($$"""
                POST /q HTTP/1.1
                Host: host.example

                {"a":"{{Convert.ToBase64String(inner)}}","b":"{{Convert.ToBase64String(keyed)}}","password":"Password-in-a-body"}
                """.ReplaceLineEndings("\r\n"))), "r.warc.gz");

        var text = await Reports.TextAsync(place, format);

        Clean(text, [jwt, "Token-in-a-query", "Password-in-a-body", Convert.ToBase64String(inner)[20..40], Convert.ToBase64String(keyed)[20..40]]);
        Assert.DoesNotContain(Convert.ToHexStringLower(gzip[12..24]), Reports.Dumped(text).Hex, StringComparison.Ordinal);
        Assert.Contains("werkplek-0042", text, StringComparison.Ordinal);
    }

    static void Clean(string text, IEnumerable<string> secrets)
    {
        var (hex, ascii) = Reports.Dumped(text);
        Assert.True(hex.Length > 100, $"{hex.Length}");
        foreach (var secret in secrets.SelectMany(s => s.Count(c => c == '.') == 2 ? [s, s.Split('.')[2]] : (string[])[s]))
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, ascii, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Hex(secret), hex, StringComparison.Ordinal);
        }
    }

    static string Hex(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
}
