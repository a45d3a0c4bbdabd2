namespace Klikspaan.Recording;

/// <summary>Looks on while a program is recorded: a terminal, or a test.</summary>
public interface IRecordingWatch
{
    /// <summary>Something was recorded.</summary>
    void Recorded(RecordedEvent happened);

    /// <summary>The recorder has something to say.</summary>
    void Said(string line);

    /// <summary>The program wrote to standard error.</summary>
    void ProgramWrote(ReadOnlyMemory<byte> bytes);
}
