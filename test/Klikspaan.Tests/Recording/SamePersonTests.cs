namespace Klikspaan.Tests.Recording;

/// <summary>Recordings that differ in one thing: a restart, a new home, another person, another device.</summary>
public sealed class SamePersonTests
{
    const string Program = """
        import hashlib, os, pwd, urllib.request, uuid
        kept = os.path.expanduser('~/.id')
        if not os.path.exists(kept): open(kept, 'w').write(str(uuid.uuid4()))
        session = str(uuid.uuid4())
        def sha(text): return hashlib.sha256(text.strip().encode()).hexdigest()
        for i in range(3):
            body = '{"install":"%s","session":"%s","request":"%s","dev":"%s","acc":"%s","app":"5f0c1b7e-93a1-4c7e-8a52-0c1d2e3f4a5b"}' % (
                open(kept).read(), session, uuid.uuid4(), sha(open('/etc/machine-id').read()), sha('zout' + pwd.getpwuid(os.getuid()).pw_name))
            urllib.request.urlopen(urllib.request.Request('http://a.example/t', body.encode(), {'content-type': 'application/json'})).read()
        """;

    [Fact]
    public async Task What_an_identifier_follows_shows_when_the_same_person_and_the_same_device_are_recorded_again()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("program.py", Program);
        await RecordAsync(place, "--repeat", "2");
        var first = (await place.DoAsync("show", "captures", "--format", "csv", "--columns", "capture")).Lines[1];
        await RecordAsync(place, "--same-person", first);
        await RecordAsync(place, "--same-device", first);
        await RecordAsync(place);

        var rows = (await place.DoAsync("show", "identifiers", "--format", "csv", "--columns", "fields,scope,runs,planted", "--where", "fields LIKE '%content%'")).Lines[1..];
        Assert.Equal(
            [
                "a.example content:/dev,device,5,machine-id as sha256", "a.example content:/acc,account,5,", "a.example content:/install,installation,5,", "a.example content:/session,run,5,",
                "a.example content:/app,not established,5,", "a.example content:/request,request,5,",
            ],
            rows);
    }

    [Theory]
    [InlineData("exclude each other", "--same-person", "0", "--same-device", "0")]
    [InlineData("a person is invented for an empty home", "--same-person", "0", "--keep-home")]
    [InlineData("need --mode isolated", "--same-device", "0", "--mode", "proxy")]
    public async Task What_cannot_go_together_is_refused(string why, params string[] words)
    {
        using var place = new Workplace();
        var run = await place.DoAsync(["record", .. words, "--", "true"]);

        Assert.Equal(2, run.Code);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_such_a_recording_nothing_is_started()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();

        var run = (await Isolated.RecordAsync(place, null, ["--same-person", "0123", "--", "touch", place.Path("started")])).Run;

        Assert.Equal(2, run.Code);
        Assert.Contains("there is no recording '0123' in this dossier for which a device was invented; 'klikspaan show captures' lists them. Nothing was started", run.Error, StringComparison.Ordinal);
    }

    static async Task RecordAsync(Workplace place, params string[] words)
    {
        var run = (await Isolated.RecordAsync(place, null, [.. words, "-q", "--max-opaque", "100", "--", "python3", "program.py"])).Run;
        Assert.True(run.Code == 0, run.Error);
    }
}
