using System.Diagnostics;
using Klikspaan.Probe;

// klikspaan-probe WHAT SCRIPT: runs a shell script while the parts of the recorder are at work, and ends with it.
await using var probe = await Scene.StartAsync(args[0]);
using var script = Process.Start(new ProcessStartInfo("sh", ["-c", args[1]]) { UseShellExecute = false })!;
await script.WaitForExitAsync();
await probe.EndAsync(script.ExitCode);
