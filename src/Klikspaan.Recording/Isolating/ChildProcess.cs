using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Klikspaan.Recording.Isolating;

/// <summary>Starts the recorded program as a child of ours with nothing inherited but its three standard streams.</summary>
static unsafe class ChildProcess
{
    // Larger than these types are in any C library we run on (glibc: 80, 336 and 128 bytes).
    const int TypeBytes = 1024;

    /// <summary>Starts a program and gives its process id; <see cref="Win32Exception"/> when it cannot be started.</summary>
    public static int Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string folder)
    {
        var actions = stackalloc byte[TypeBytes];
        var attributes = stackalloc byte[TypeBytes];
        var signals = stackalloc byte[TypeBytes];
        Require(SystemCalls.InitActions(actions));
        Require(SystemCalls.InitAttributes(attributes));
        Require(SystemCalls.AddFolder(actions, folder));

        // The runtime ignores SIGPIPE, and we ignore more: the program is to start with the defaults.
        Require(SystemCalls.FillSet(signals));
        Require(SystemCalls.SetDefaults(attributes, signals));
        Require(SystemCalls.EmptySet(signals));
        Require(SystemCalls.SetMask(attributes, signals));
        Require(SystemCalls.SetFlags(attributes, SystemCalls.SetSignalDefaults | SystemCalls.SetSignalMask));

        var error = SystemCalls.Spawn(
            out var process, Find(command[0], environment.GetValueOrDefault("PATH"), folder), actions, attributes, Strings(command), Strings(environment.Select(v => $"{v.Key}={v.Value}")));
        return error == 0 ? process : throw new Win32Exception(error);
    }

    /// <summary>Keeps what we have open, the standard streams excepted, from every program we start.</summary>
    public static void CloseOnStart()
    {
        foreach (var path in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(path), out var descriptor) && descriptor > 2)
            {
                _ = SystemCalls.SetDescriptor(descriptor, SystemCalls.SetDescriptorFlags, SystemCalls.CloseOnExec);
            }
        }
    }

    static void Require(int error)
    {
        if (error != 0)
        {
            throw new Win32Exception(error);
        }
    }

    /// <summary>The program's file; the C library would look in the PATH that this process was started with.</summary>
    static string Find(string program, string? path, string folder) => program.Contains('/', StringComparison.Ordinal)
        ? program
        : (path ?? "").Split(':').Select(p => Path.Combine(folder, p, program)).FirstOrDefault(File.Exists) ?? program;

    /// <summary>A list for C: ends in null. It is never freed, for this process lives as long as the program.</summary>
    static byte** Strings(IEnumerable<string> texts)
    {
        var list = texts.ToList();
        var pointers = (byte**)NativeMemory.AllocZeroed((nuint)(list.Count + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < list.Count; i++)
        {
            pointers[i] = (byte*)Marshal.StringToCoTaskMemUTF8(list[i]);
        }

        return pointers;
    }
}
