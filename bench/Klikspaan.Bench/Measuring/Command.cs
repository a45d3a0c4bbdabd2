using System.Diagnostics;
using System.Globalization;

namespace Klikspaan.Bench.Measuring;

/// <summary>A program with its arguments, to be run and measured.</summary>
sealed record Command(string Program, params string[] Arguments)
{
    const string Time = "/usr/bin/time";

    /// <summary>Whether this machine can measure at all.</summary>
    public static bool CanMeasure => File.Exists(Time);

    /// <summary>Runs it; its output goes to a file, or nowhere.</summary>
    public Run Measure(string? output = null)
    {
        // GNU time starts the program from a small process of its own, so that the peak is not that of this one.
        var figures = Path.GetTempFileName();
        try
        {
            var exit = new Command(Time, ["--quiet", "-f", "%e %U %S %M", "-o", figures, Program, .. Arguments]).Execute(output);
            var numbers = File.ReadAllLines(figures)[^1].Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            return new(numbers[1] + numbers[2], numbers[0], numbers[3] * 1024 / 1e6, exit);
        }
        finally
        {
            File.Delete(figures);
        }
    }

    /// <summary>Runs it without measuring; gives its exit code.</summary>
    public int Execute(string? output)
    {
        // The shell sets the output aside: reading it here would cost this process, not the measured one, but slow both.
        var start = new ProcessStartInfo("/bin/bash") { ArgumentList = { "-c", "exec \"${@:2}\" > \"$1\" 2> /dev/null", "bash", output ?? "/dev/null", Program } };
        foreach (var argument in Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Where a program stands on this machine; null when it does not.</summary>
    public static string? Find(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
