using System.Buffers;

namespace Klikspaan.Importing;

/// <summary>
/// Finds the records in a file of JSON by brackets and quotation marks alone, block by block: objects in a list, in a list that is a member of a page, or each by
/// itself; pages and lists may follow each other. Whether a record is sound JSON is for its reader to say.
/// </summary>
/// <param name="plan">Where the records stand.</param>
/// <param name="most">Most bytes of a record.</param>
sealed class JsonRecords(RecordPlan plan, int most)
{
    /// <summary>Most bytes of a name that is looked at.</summary>
    const int MostName = 32;
    static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    static readonly SearchValues<byte> StringEnds = SearchValues.Create("\"\\"u8);
    static readonly SearchValues<byte> Separators = SearchValues.Create(" \t\r\n,"u8);
    readonly List<byte> name = [];
    ArrayBufferWriter<byte> kept = new();
    long start = -1, length;
    int depth, number;
    bool inString, escaped, inList, isNextNamed;

    /// <summary>What is wrong around the records.</summary>
    public Losses Losses { get; } = new();

    /// <summary>Bytes seen so far.</summary>
    public long Position { get; private set; }

    /// <summary>Takes the next bytes of the file; adds each record that ends in them.</summary>
    public void Take(TextFeed feed, List<CaptureEntry> found)
    {
        var block = feed.Block;
        for (var at = 0; at < block.Length;)
        {
            var from = at;
            if (inString)
            {
                at = InString(block, at);
                Keep(block[from..at]);
                continue;
            }

            var step = block[at..].IndexOfAny(Structure);
            at = step < 0 ? block.Length : at + step;
            Between(feed, from, at);
            Keep(block[from..at]);
            if (step >= 0)
            {
                Mark(feed, at++, found);
            }
        }

        Position = feed.Place(block.Length);
    }

    /// <summary>The file ends: what was lost, as entries.</summary>
    public IEnumerable<CaptureEntry> End()
    {
        if (start >= 0)
        {
            yield return new(number + 1, start, Position - start, default, EntryKind.Broken, new("cut", "the rest of the record", "the end of the file"));
        }
        else if (depth > 0 || inString || (number == 0 && !plan.MayBeEmpty))
        {
            Losses.Add("cut", "the end of the list of records", "the end of the file", Position, 0);
        }

        if (isNextNamed && depth == 0)
        {
            Losses.Add("pages", "all pages of the list", "a last page that names a next one, which is not in this file", Position, 0);
        }

        foreach (var loss in Losses.Entries())
        {
            yield return loss;
        }
    }

    bool IsRecordDepth => start < 0 && depth == plan.Depth && (plan.Depth < 2 || inList);

    int InString(ReadOnlySpan<byte> block, int at)
    {
        if (escaped)
        {
            escaped = false;
            Name(block.Slice(at, 1));
            return at + 1;
        }

        var step = block[at..].IndexOfAny(StringEnds);
        var end = step < 0 ? block.Length : at + step;
        Name(block[at..end]);
        if (step < 0)
        {
            return end;
        }

        inString = block[end] != '"';
        escaped = inString;
        if (!inString && start < 0 && depth == 1 && plan.Depth == 2)
        {
            // A value of this text would do as well, but no list follows it.
            isNextNamed |= IsName("@odata.nextLink"u8) || IsName("nextPageToken"u8);
        }

        return end + 1;
    }

    void Name(ReadOnlySpan<byte> bytes)
    {
        if (start < 0 && depth == 1)
        {
            name.AddRange(bytes[..Math.Min(bytes.Length, MostName - name.Count)]);
        }
    }

    bool IsName(ReadOnlySpan<byte> expected) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(name).SequenceEqual(expected);

    /// <summary>Between records only commas may stand; anything else is a record that will not be read.</summary>
    void Between(TextFeed feed, int from, int to)
    {
        var bytes = feed.Block[from..to];
        var mark = Position == 0 && from == 0 && bytes.StartsWith(TextFeed.Mark) ? TextFeed.Mark.Length : 0;
        if (IsRecordDepth && bytes[mark..].IndexOfAnyExcept(Separators) is >= 0 and var odd)
        {
            Losses.Add("frame", "a record, or a comma between records", "something else", feed.Place(from + mark + odd), 0);
        }
    }

    void Mark(TextFeed feed, int at, List<CaptureEntry> found)
    {
        var block = feed.Block;
        var mark = block[at];
        if (mark == '"')
        {
            inString = true;
            name.Clear();
            if (IsRecordDepth)
            {
                Losses.Add("frame", "a record, or a comma between records", "something else", feed.Place(at), 0);
            }
        }
        else if (mark is (byte)'{' or (byte)'[')
        {
            Open(mark == '{', feed.Place(at));
        }
        else
        {
            depth--;
        }

        Keep(block.Slice(at, 1));
        if (mark is (byte)'}' or (byte)']')
        {
            Closed(feed, at, found);
        }
    }

    void Open(bool isObject, long at)
    {
        if (IsRecordDepth && isObject)
        {
            (start, length, kept) = (at, 0, new());
        }
        else if (IsRecordDepth)
        {
            Losses.Add("frame", "a record, or a comma between records", "something else", at, 0);
        }
        else if (start < 0 && depth == 0)
        {
            isNextNamed = false;
        }
        else if (start < 0 && depth == 1 && plan.Depth == 2)
        {
            inList = !isObject && IsName(System.Text.Encoding.UTF8.GetBytes(plan.Member));
        }

        name.Clear();
        depth++;
    }

    void Closed(TextFeed feed, int at, List<CaptureEntry> found)
    {
        if (start >= 0 && depth == plan.Depth)
        {
            number++;
            var fileLength = feed.Place(at + 1) - start;
            found.Add(length > most
                ? new CaptureEntry(number, start, fileLength, default, EntryKind.Broken, new("limit", FormattableString.Invariant($"a record of at most {most} bytes"), FormattableString.Invariant($"{length} bytes")))
                : new RecordEntry(number, start, fileLength, kept.WrittenMemory, plan.Kind) { Step = feed.Step });
            start = -1;
        }

        inList &= depth > 1;
        if (depth < 0)
        {
            Losses.Add("frame", "as many brackets that open as close", "one more that closes", feed.Place(at), 1);
            depth = 0;
        }
    }

    void Keep(ReadOnlySpan<byte> bytes)
    {
        if (start < 0)
        {
            return;
        }

        length += bytes.Length;
        if (length <= most)
        {
            kept.Write(bytes);
        }
    }
}
