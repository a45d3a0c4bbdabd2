using Klikspaan.Fuzz;
using SharpFuzz;

if (args is ["list"])
{
    Console.WriteLine(string.Join('\n', Targets.All.Keys));
    return 0;
}

if (args is ["seeds", var folder])
{
    Seeds.Write(folder);
    return 0;
}

if (args is [var name])
{
    // Instrumented code may run only where the fuzzer has made a place for its counts: below.
    Action<byte[]>? read = null;
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        read ??= Targets.All[name]();
        read(bytes.ToArray());
    });
    return 0;
}

if (args.Length == 0 || !Targets.All.TryGetValue(args[0], out var make))
{
    Console.Error.WriteLine("Klikspaan.Fuzz list | seeds FOLDER | TARGET FILE...; a target without files is for afl-fuzz, see test/fuzz.sh");
    return 2;
}

var target = make();
var broken = 0;
foreach (var file in args.Skip(1))
{
    try
    {
        target(File.ReadAllBytes(file));
        Console.WriteLine($"{args[0]} {file}: holds");
    }
#pragma warning disable CA1031 // A reader must throw nothing: any exception, of whatever kind, is what is looked for.
    catch (Exception e)
#pragma warning restore CA1031
    {
        broken++;
        Console.WriteLine($"{args[0]} {file}: {e}");
    }
}

return broken > 0 ? 1 : 0;
