using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Klikspaan.Tests.Recording;

/// <summary>The fallback for machines where nothing can be isolated: a proxy that variables name. The client is curl.</summary>
public sealed class ProxyTests
{
    [Fact]
    public async Task What_a_program_sends_to_the_proxy_is_recorded_by_tunnel_and_in_plain()
    {
        using var place = Place();

        var run = await place.RunProgramAsync(
            "record", "--mode", "proxy", "--settle", "0.5", "--", "sh", "-c",
            "curl -sS --http1.1 https://a.example/one -H 'X-Odd: 1' -d first=1; curl -sS http://b.example:8081/two?x=y; curl -sS --http1.1 https://192.0.2.7/three");

        Assert.Equal((0, "{}{}{}"), (run.Code, run.Out[..6]));
        var exchanges = await place.RunAsync("show", "exchanges", "--where", "kind = 'http'", "--format", "csv", "--columns", "method,scheme,host,port,path,status,process");
        Assert.Equal(["POST,https,a.example,,/one,200,curl", "GET,http,b.example,8081,/two,200,curl", "GET,https,192.0.2.7,,/three,200,curl"], exchanges.Lines[1..]);
        Assert.Contains("X-Odd: 1\r\n", Recorded(place), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_what_it_cannot_plant_or_see_and_keeps_that_with_the_recording()
    {
        using var place = Place();

        var run = await place.RunProgramAsync("record", "--mode", "proxy", "--settle", "0.2", "--", "true");

        Assert.Equal(0, run.Code);
        Assert.Contains("a program that does not heed proxy variables reaches the network past this recording", run.Error, StringComparison.Ordinal);
        Assert.Contains("nothing is planted", run.Error, StringComparison.Ordinal);
        var summary = run.Error.Replace("\n  ", " ", StringComparison.Ordinal);
        Assert.Contains("only what heeded a proxy was seen, in a sinkhole: a real server could ask for more. Other traffic may have left the machine unseen.", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("no IP packet", run.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Recorded(place).Split('\n').First(l => l.StartsWith("{\"kind\":\"run\"", StringComparison.Ordinal)));
        Assert.Equal(5, json.RootElement.GetProperty("blind_spots").GetArrayLength());
        Assert.All(json.RootElement.GetProperty("blind_spots").EnumerateArray(), b => Assert.Contains($"klikspaan: {b.GetString()}\n", run.Error, StringComparison.Ordinal));
        Assert.Equal(0, json.RootElement.GetProperty("persona").GetArrayLength());
    }

    [Fact]
    public async Task Requests_are_passed_on_and_both_sides_are_recorded()
    {
        await using var upstream = new Upstream();
        using var place = Place();
        place.Write("upstream.pem", upstream.Pem);

        var run = await place.RunCommandAsync(
            "env",
            [$"SSL_CERT_FILE={place.Path("upstream.pem")}", "dotnet", Workplace.Program, "record", "--mode", "proxy", "--pass-through", "--settle", "0.2", "--", "curl", "-sS", "--http1.1", "--noproxy", "", $"{upstream.Uri}/in?q=1", "-H", "X-Mine: Yes", "-d", "body to the end"]);

        Assert.StartsWith("from upstrea", run.Out, StringComparison.Ordinal);
        var sent = Assert.Single(upstream.Requests);
        Assert.StartsWith("POST /in?q=1 HTTP/1.1\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("X-Mine: Yes\r\n", sent, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nbody to the end", sent, StringComparison.Ordinal);
        var recorded = Recorded(place);
        Assert.Contains("body to the end", recorded, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 201 Created\r\n", recorded, StringComparison.Ordinal);
        Assert.Contains("Server: Basic/0.6 Other/2\r\n", recorded, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\nfrom upstrea", recorded, StringComparison.Ordinal);
        Assert.Contains("only what heeded a proxy was seen. Other traffic may have left the machine unseen.", run.Error, StringComparison.Ordinal);
        Assert.Contains("they leave this machine", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_certificate_is_not_trusted_is_passed_nothing()
    {
        await using var upstream = new Upstream();
        using var place = Place();

        var run = await place.RunProgramAsync("record", "--mode", "proxy", "--pass-through", "--settle", "0.2", "--", "curl", "-sS", "--noproxy", "", $"{upstream.Uri}/in", "-d", "secret, to the end");

        Assert.StartsWith("klikspaan could not pass this on: SecureConnectionError:", run.Out, StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
        Assert.Contains("secret, to the end", Recorded(place), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cloud_metadata_are_asked_of_nobody_even_when_requests_are_passed_on()
    {
        using var place = Place();

        var run = await place.RunProgramAsync(
            "record", "--mode", "proxy", "--pass-through", "--settle", "0.2", "--", "curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "http://169.254.169.254/metadata/instance");

        Assert.StartsWith("404", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("klikspaan: --pass-through needs --mode proxy; an isolated program reaches nobody\n", "record", "--mode", "isolated", "--pass-through", "--", "true")]
    [InlineData("klikspaan: put -- before the program, so that its options are its own: klikspaan record -- PROGRAM ARGUMENTS\n", "record", "curl", "https://a.example/")]
    [InlineData("klikspaan: there is no option --max-tme; 'klikspaan record --help' lists them\n", "record", "--max-tme", "5s", "--", "true")]
    [InlineData("klikspaan: --env takes NAME or NAME=VALUE, not '=x'\n", "record", "--env", "=x", "--", "true")]
    [InlineData("klikspaan: '0' is no time: 90s, 5m or 1h\n", "record", "--max-time", "0", "--", "true")]
    [InlineData("klikspaan: --mode takes isolated or proxy\n", "record", "--mode", "isolatd", "--", "true")]
    [InlineData("klikspaan: --keep-home and --fresh-home exclude each other\n", "record", "--keep-home", "--fresh-home", "--", "true")]
    [InlineData("klikspaan: 'soon' is no time: 90s, 5m or 1h\n", "record", "--max-time", "soon", "--", "true")]
    [InlineData("klikspaan: --repeat takes a whole number from 1 on\n", "record", "--repeat", "0", "--", "true")]
    public async Task Options_that_make_no_sense_are_refused_before_anything_starts(string message, params string[] words)
    {
        using var place = Place();

        var run = await place.RunAsync(words);

        Assert.Equal(message, run.Error.TrimEnd() + "\n");
        Assert.Equal(2, run.Code);
        Assert.Empty(Directory.GetFileSystemEntries(place.Folder));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_told_with_the_status_of_a_shell()
    {
        using var place = Place();

        var run = await place.RunProgramAsync("record", "--mode", "proxy", "--settle", "0.1", "--", "no-such-program-here");

        Assert.Equal(127, run.Code);
        Assert.Contains("klikspaan: the program could not be started: ", run.Error, StringComparison.Ordinal);
    }

    static Workplace Place()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/curl"), "curl is not installed");
        return new();
    }

    /// <summary>All records of the only recording, one after the other.</summary>
    static string Recorded(Workplace place)
    {
        using var file = File.OpenRead(Assert.Single(Directory.GetFiles(place.Path("klikspaan-dossier", "captures"))));
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(plain, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
