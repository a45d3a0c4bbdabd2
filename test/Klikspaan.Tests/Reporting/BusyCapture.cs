using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Klikspaan.Tests.Reporting;

/// <summary>A capture with so much in it that every kind of block stands in its report, as many rows as are asked for among them.</summary>
static class BusyCapture
{
    static readonly string[] Hosts = ["api-eu.mixpanel.com", "a.telemetry.example", "b.telemetry.example", "files.example", "192.0.2.7"];

    /// <summary>Takes it in: so many requests, of so many values each and a few more.</summary>
    public static async Task TakeInAsync(Workplace place, int requests, int values)
    {
        await place.TakeInAsync(("busy.har", Workplace.Har([.. Enumerable.Range(0, requests).Select(n => Entry(n, values)), "{\"startedDateTime\":\"2026-01-02T03:04:05Z\"}"])));
        place.Write($"{Workplace.Name}/dossier.yaml", """
            version: 1
            name: A busy program
            planted:
              - label: user
                value: jjansen-4711
              - label: machine
                value: werkplek-0042
              - label: e-mail
                value: jan.jansen@example.nl
              - label: nowhere
                value: never-sent-0815
            """);
        var run = await place.DoAsync("rebuild");
        Assert.True(run.Code is 0 or 3, run.Error);
    }

    static string Entry(int number, int values)
    {
        var host = Hosts[number % Hosts.Length];
        var fields = Enumerable.Range(0, values).ToDictionary(f => $"field{f:00}", f => (object)$"value {number}-{f}");
        fields["user"] = number % 7 == 0 ? "jjansen-4711" : $"user {number}";
        fields["machine"] = number % 11 == 0 ? Convert.ToHexStringLower(SHA256.HashData("werkplek-0042"u8)) : "werkplek";
        fields["mail"] = number % 13 == 0 ? Convert.ToBase64String(Encoding.UTF8.GetBytes("jan.jansen@example.nl")) : "-";
        fields["blob"] = Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes($"{number}")));
        if (number % Hosts.Length != 0)
        {
            return Workplace.Entry($"https://{host}/collect/{number % 3}?page={number}", JsonSerializer.Serialize(fields), "POST", ("Authorization", "Bearer abcdefghijklmnop"));
        }

        var item = new { @event = $"Document opened {number % 4}", properties = fields };
        return Workplace.Entry($"https://{host}/track?ip=1", "data=" + Uri.EscapeDataString(Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(item))));
    }
}
