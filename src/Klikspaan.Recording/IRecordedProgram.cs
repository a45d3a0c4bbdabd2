using Klikspaan.Recording.Isolating;

namespace Klikspaan.Recording;

/// <summary>A program while it is recorded.</summary>
interface IRecordedProgram : IAsyncDisposable
{
    /// <summary>Completes when the program itself has ended; what it started may live on.</summary>
    Task<ProgramEnd> Ended { get; }

    /// <summary>Completes when no process of it is left.</summary>
    Task Empty { get; }

    /// <summary>Sends it a signal.</summary>
    Task SignalAsync(int signal);

    /// <summary>How many processes of it are left.</summary>
    Task<int> CountLeftAsync();

    /// <summary>Stops it and all that it started.</summary>
    Task StopAsync();
}
