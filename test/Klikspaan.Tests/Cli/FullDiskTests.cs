namespace Klikspaan.Tests.Cli;

/// <summary>The real program on a real disk of one megabyte.</summary>
public sealed class FullDiskTests
{
    const string Full = "klikspaan: the disk is full; what was being written was removed, the rest of the dossier is as it was (No space left on device";

    static readonly byte[] Small = Workplace.Har(Workplace.Entry(body: "a=1&b=2"));
    static readonly byte[] Big = Workplace.Har(Workplace.Entry(body: string.Concat(Enumerable.Repeat("all work and no play ", 100_000))));

    [Fact]
    public async Task An_import_that_does_not_fit_leaves_the_dossier_as_it_was_and_works_once_there_is_room()
    {
        using var place = new Workplace();
        place.Write("small.har", Small);
        place.Write("big.har", Big);

        var run = await RunAsync(place, """
            $k import small.har > /dev/null; echo "small: $?"
            cp m/d/manifest.jsonl before; cp -r m/d/captures m/d/index .
            $k import big.har > /dev/null; echo "big: $?"
            diff -r captures m/d/captures && diff -r index m/d/index && head -c "$(stat -c %s before)" m/d/manifest.jsonl | cmp - before && echo "as it was"
            $k verify
            mount -o remount,size=16m m
            $k import big.har > /dev/null; echo "with room: $?"
            $k verify
            """);

        Assert.Equal(
            [
                "small: 0", "big: 2", "as it was", "1 capture(s) and 3 manifest line(s) are as they were written",
                "with room: 0", "2 capture(s) and 5 manifest line(s) are as they were written",
            ],
            run.Lines);
        var error = run.Error.TrimEnd('\n').Split('\n');
        Assert.Equal("klikspaan: made a new dossier in m/d", error[0]);
        Assert.StartsWith(Full, Assert.Single(error[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_that_does_not_fit_leaves_the_capture_and_is_made_once_there_is_room()
    {
        using var place = new Workplace();
        place.Write("many.har", Workplace.Har(Enumerable.Range(0, 2500).Select(i => Workplace.Entry($"https://host.example/{i}"))));

        var run = await RunAsync(place, """
            $k import many.har > /dev/null; echo "many: $?"
            ls m/d/captures | wc -l; ls m/d/index | wc -l
            mount -o remount,size=16m m
            $k show coverage --format csv --columns name,exchanges; echo "with room: $?"
            $k verify
            """);

        Assert.Equal(["many: 2", "1", "0", "name,exchanges", "total,2500"], run.Lines[..5]);
        Assert.Equal(["with room: 0", "1 capture(s) and 2 manifest line(s) are as they were written"], run.Lines[^2..]);
        Assert.Contains(Full, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_line_that_does_not_fit_is_not_half_written()
    {
        using var place = new Workplace();
        place.Write("small.har", Small);
        place.Write("big.har", Big);

        var run = await RunAsync(place, """
            $k import small.har > /dev/null; echo "small: $?"
            dd if=/dev/zero of=m/fill bs=4k 2> /dev/null
            $k import big.har big.har big.har big.har big.har big.har big.har big.har big.har big.har big.har big.har > /dev/null; echo "full: $?"
            $k verify > /dev/null; echo "verify: $?"
            tail -c 1 m/d/manifest.jsonl | od -An -c
            mount -o remount,size=16m m
            $k import big.har > /dev/null; echo "with room: $?"
            $k verify > /dev/null; echo "verify: $?"
            """);

        Assert.Equal(["small: 0", "full: 2", "verify: 0", @"  \n", "with room: 0", "verify: 0"], run.Lines);
        Assert.Equal(12, run.Error.Split('\n').Count(l => l.StartsWith(Full, StringComparison.Ordinal)));
    }

    static Task<Workplace.Run> RunAsync(Workplace place, string script) =>
        Namespaces.RunAsync(place, "k=\"dotnet $KLIKSPAAN -d m/d\"\nmkdir m && mount -t tmpfs -o size=1m tmpfs m || exit 9\n" + script);
}
