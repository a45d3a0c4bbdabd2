using System.Buffers;
using System.Text;

namespace Klikspaan.Documenting;

/// <summary>The lines of a file of text, one at a time; of one that is too long its start.</summary>
/// <param name="stream">The file.</param>
/// <param name="mostBytes">Most bytes of a line.</param>
/// <param name="mostFile">Most bytes of the file; what follows is not read.</param>
sealed class TextLines(Stream stream, int mostBytes, long mostFile)
{
    readonly byte[] block = new byte[64 << 10];
    readonly ArrayBufferWriter<byte> line = new();
    int from, to;
    long read;

    /// <summary>Number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether that line was longer.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether its bytes are not UTF-8.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether the file is longer than what may be read.</summary>
    public bool IsOver => read >= mostFile;

    /// <summary>Reads the next line without its end; null after the last.</summary>
    public string? Read()
    {
        line.ResetWrittenCount();
        IsCut = false;
        var any = false;
        while (from < to || Fill())
        {
            any = true;
            var rest = block.AsSpan(from, to - from);
            var end = rest.IndexOf((byte)'\n');
            var part = end < 0 ? rest : rest[..end];
            var room = mostBytes - line.WrittenCount;
            line.Write(part[..Math.Min(part.Length, room)]);
            IsCut |= part.Length > room;
            from += end < 0 ? rest.Length : end + 1;
            if (end >= 0)
            {
                break;
            }
        }

        return any ? Text() : null;
    }

    /// <summary>Reads the next line, and tells of one that cannot be read whole; null after the last.</summary>
    public string? Read(DocumentationDraft draft)
    {
        var text = Read();
        if (text is null)
        {
            if (IsOver)
            {
                draft.Report(Number, $"the file is longer than {mostFile} bytes: the rest was not read");
            }

            return null;
        }

        if (IsCut)
        {
            draft.Report(Number, $"the line is longer than {mostBytes} bytes: only its start was read");
        }
        else if (IsBroken)
        {
            draft.Report(Number, "the line is no text in UTF-8: what is none of it was read as '\uFFFD'");
        }

        return text;
    }

    string Text()
    {
        Number++;
        var bytes = line.WrittenSpan;
        bytes = bytes is [.. var start, (byte)'\r'] ? start : bytes;
        bytes = Number == 1 && bytes is [0xEF, 0xBB, 0xBF, .. var after] ? after : bytes;
        IsBroken = !IsCut && !System.Text.Unicode.Utf8.IsValid(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    bool Fill()
    {
        from = to = 0;
        if (!IsOver)
        {
            to = stream.Read(block, 0, (int)Math.Min(block.Length, mostFile - read));
            read += to;
        }

        return to > 0;
    }
}
