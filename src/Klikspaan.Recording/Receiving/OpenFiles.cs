using Klikspaan.Recording.Isolating;

namespace Klikspaan.Recording.Receiving;

/// <summary>How many descriptors the recorder may use for what: when it runs out of them nothing of what the program sends is seen any more.</summary>
static unsafe class OpenFiles
{
    const int Descriptors = 7;
    const int WhereUnlimited = 1024;

    /// <summary>A part of the descriptors that this process may open, but no more than this.</summary>
    /// <remarks>The runtime has raised the limit to the hard one when it started.</remarks>
    public static int Share(int part, int most) => (int)Math.Clamp(Limit / (ulong)part, 1, (ulong)most);

    static ulong Limit
    {
        get
        {
            var softAndHard = stackalloc nuint[2];
            return OperatingSystem.IsLinux() && SystemCalls.Limit(0, Descriptors, null, softAndHard) == 0 ? softAndHard[0] : WhereUnlimited;
        }
    }
}
