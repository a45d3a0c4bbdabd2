namespace Klikspaan.Tests.Cli;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task It_says_of_each_matter_whether_it_works_and_what_to_do()
    {
        using var place = new Workplace();

        var run = await place.RunProgramAsync("doctor");

        Assert.Equal("", run.Error);
        Assert.All(run.Lines, l => Assert.Matches(@"^(yes|NO )  [^:]+: .+\.$", l));
        Assert.Equal(run.Lines[0].StartsWith("yes  isolated recording: ", StringComparison.Ordinal) ? 0 : 2, run.Code);
        Assert.Contains(run.Lines, l => l.StartsWith("yes  proxy recording: only programs that heed proxy variables are seen", StringComparison.Ordinal));
        Assert.All(run.Lines.Where(l => l.StartsWith("NO ", StringComparison.Ordinal)), l => Assert.Contains(" To do: ", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_namespaces_are_forbidden_it_names_the_setting_and_nothing_is_started()
    {
        using var place = new Workplace();

        var run = await Namespaces.RunInOwnUserAsync(place, """
            echo 0 > /proc/sys/user/max_user_namespaces || exit 77
            dotnet "$KLIKSPAAN" doctor; echo "doctor: $?"
            dotnet "$KLIKSPAAN" record -- touch started; echo "record: $?"
            dotnet "$KLIKSPAAN" demo | grep -c 'in 1 capture: 14 requests'; ls
            """);

        Assert.SkipWhen(run.Code == 77, "the limit of user namespaces cannot be set here");
        Assert.Matches("^NO   isolated recording: unshare: unshare failed: No space left on device.* To do: an administrator can allow it: sysctl user.max_user_namespaces=", run.Lines[0]);
        Assert.Contains("doctor: 2", run.Lines);
        Assert.Contains("record: 2", run.Lines);
        Assert.Contains("klikspaan: this machine does not let a program be isolated: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was started. '--mode proxy' records without isolation", run.Error, StringComparison.Ordinal);
        Assert.Contains("taking in the recording that ships with the program instead", run.Error, StringComparison.Ordinal);
        Assert.Equal(["1", "klikspaan-demo"], run.Lines[^2..]);
    }
}
