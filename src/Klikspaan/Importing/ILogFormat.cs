namespace Klikspaan.Importing;

/// <summary>One format of log in which each line tells of a contact: how its first lines are recognised, and how one line is read.</summary>
interface ILogFormat
{
    /// <summary>The name of the format in manifests and tables.</summary>
    string Name { get; }

    /// <summary>The extension that a capture of this format gets in a dossier, with its dot.</summary>
    string Extension { get; }

    /// <summary>Whether a line shows by itself that it is whole, as JSON does; of any other the last line of a file is only whole with its line feed.</summary>
    bool ShowsItsEnd => false;

    /// <summary>Whether a log that begins with these bytes is of this format.</summary>
    bool Recognises(ReadOnlySpan<byte> head);

    /// <summary>What holds from this line on, when it tells of other lines; null when it is one that is read.</summary>
    LogHead? Head(LogHead? before, ReadOnlySpan<byte> line) => null;

    /// <summary>Whether the line tells of a contact, as far as the format says so before it is read; all others are passed over.</summary>
    bool IsRead(ReadOnlySpan<byte> line) => true;

    /// <summary>Reads a line; null, and a problem, when it cannot be read.</summary>
    Exchange? Read(LogLine line);
}
