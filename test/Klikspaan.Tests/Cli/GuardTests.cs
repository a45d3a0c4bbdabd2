using Klikspaan.Cli;
using Klikspaan.Store;

namespace Klikspaan.Tests.Cli;

public sealed class GuardTests
{
    public static TheoryData<string, int, string> Failures => new()
    {
        { "dossier", 4, "klikspaan: it \u241B[31m is broken\n  d.yaml:1:2: wrong \u241B\n" },
        { "capture", 2, "klikspaan: a\u241B.har: expected this, found that\n" },
        { "disk full", 2, "klikspaan: the disk is full; what was being written was removed, the rest of the dossier is as it was (No space left on device)\n" },
        { "quota", 2, "klikspaan: the disk is full; what was being written was removed, the rest of the dossier is as it was (quota)\n" },
        { "other file", 2, "klikspaan: a broken pipe\n" },
        { "denied", 2, "klikspaan: /x may not be read or written by this user, or is a folder\n" },
        { "no file", 2, "klikspaan: there is no file /x\n" },
        { "no folder", 2, "klikspaan: there is no folder in which /x/y could be\n" },
        { "of the system", 2, "klikspaan: /x cannot be read or written (error 5 of the system)\n" },
        { "ours", 2, "klikspaan: there is no dossier in 'x'\n" },
        { "argument", 2, "klikspaan: no such column\n" },
        { "stopped", 2, "klikspaan: stopped; an unfinished copy was removed, what was complete is kept, and the next command goes on from there\n" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failure_is_told_in_words_with_the_exit_code_of_its_kind(string failure, int code, string message)
    {
        var (actual, error) = await RunAsync(failure switch
        {
            "dossier" => new DossierException("it \u001b[31m is broken", [new("d.yaml", 1, 2, "wrong \u001b")]),
            "capture" => new CaptureException(new(new("", 0, MessagePart.Whole, "a\u001b.har", 0, 0, ""), "format", "this", "that")),
            "disk full" => new IOException("No space left on device"),
            "quota" => new IOException("quota", 122),
            "other file" => new IOException("a broken pipe"),
            "denied" => new UnauthorizedAccessException("Access to the path '/x' is denied."),
            "no file" => new FileNotFoundException("Could not find file '/x'.", "/x"),
            "no folder" => new DirectoryNotFoundException("Could not find a part of the path '/x/y'."),
            "of the system" => new IOException("Input/output error : '/x'", 5),
            "ours" => new DirectoryNotFoundException("there is no dossier in 'x'"),
            "argument" => new ArgumentException("no such column"),
            _ => new OperationCanceledException(),
        });

        Assert.Equal((code, message), (actual, error));
    }

    [Fact]
    public async Task A_mistake_of_ours_is_told_without_the_text_that_may_quote_a_value()
    {
        var (code, error) = await RunAsync(new InvalidOperationException("the value 'werkplek-0042'"));

        Assert.Equal(2, code);
        Assert.StartsWith("klikspaan: a mistake in this program (System.InvalidOperationException); please report it with what follows\n   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("werkplek", error, StringComparison.Ordinal);
    }

    static async Task<(int Code, string Error)> RunAsync(Exception exception)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var shell = new Shell(TextWriter.Null, error, TimeProvider.System, "/", false, false, TextReader.Null);
        return (await Guard.RunAsync(shell, () => throw exception), error.ToString());
    }
}
