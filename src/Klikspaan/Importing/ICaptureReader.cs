namespace Klikspaan.Importing;

/// <summary>Reads one format of capture. The work is in two halves, so that entries can be read on several cores.</summary>
public interface ICaptureReader
{
    /// <summary>The name of the format in manifests and tables.</summary>
    string Format { get; }

    /// <summary>The extension that a capture of this format gets in a dossier, with its dot.</summary>
    string Extension { get; }

    /// <summary>The extension of a file that starts with <paramref name="head"/>, where the format has more than one.</summary>
    string ExtensionFor(ReadOnlySpan<byte> head) => Extension;

    /// <summary>
    /// The ending of a file that, where it lies beside a capture under its name and is not empty, holds part of what it says and is taken in with it, both as one capture; empty where
    /// there is none.
    /// </summary>
    string Joined => "";

    /// <summary>
    /// Endings of files that, where they lie beside a capture under its name and are not empty, hold part of what it says and cannot be read: without them it is not whole.
    /// </summary>
    IReadOnlyList<string> Besides => [];

    /// <summary>Whether the first bytes of a file (up to 64 kB) are of this format. The file's name plays no part.</summary>
    bool Recognises(ReadOnlySpan<byte> head);

    /// <summary>Cuts the file into entries, in file order, without ever holding more than one; ends with what went wrong, if anything did.</summary>
    /// <remarks>The stream is read forward, once. A format whose entries stand in no order is read to its end first, and gone back in where the stream can.</remarks>
    IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, CancellationToken cancellation);

    /// <summary>Reads one entry. Never throws for bad bytes: what is wrong stands in the problems of the result.</summary>
    Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems);
}
