namespace Klikspaan.Importing;

/// <summary>
/// What an archive that this program wrote says under <c>_klikspaan</c> was wrong with an exchange in the capture that it was made from: <c>marks</c>, or, of an
/// older version, <c>problems</c> in words.
/// </summary>
sealed class HarMarks(CaptureEntry entry, string capture)
{
    const int Most = 1000, LongestWords = 500;
    readonly List<Problem> marks = [];
    readonly List<Problem> words = [];
    bool hasMarks;

    /// <summary>The problems, in the order in which they stand there.</summary>
    public IReadOnlyList<Problem> Problems => hasMarks ? marks : words;

    /// <summary>Reads the member; of another type than expected it is as if it were not there.</summary>
    public void Read(ref JsonCursor cursor)
    {
        for (var isIn = cursor.Object(); isIn && cursor.NextMember();)
        {
            if (cursor.Is("marks"u8))
            {
                hasMarks = cursor.List();
                while (hasMarks && cursor.NextObject())
                {
                    Mark(ref cursor);
                }
            }
            else if (cursor.Is("problems"u8))
            {
                for (var isList = cursor.List(); isList && cursor.NextItem();)
                {
                    Add(words, MessagePart.Whole, "exported", "an exchange of which nothing was told in the capture that it comes from", Words(cursor.String(entry)));
                }
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    void Mark(ref JsonCursor cursor)
    {
        string part = "", kind = "", expected = "", found = "";
        while (cursor.NextMember())
        {
            if (cursor.Is("part"u8))
            {
                part = Words(cursor.String(entry));
            }
            else if (cursor.Is("kind"u8))
            {
                kind = Words(cursor.String(entry));
            }
            else if (cursor.Is("expected"u8))
            {
                expected = Words(cursor.String(entry));
            }
            else if (cursor.Is("found"u8))
            {
                found = Words(cursor.String(entry));
            }
            else
            {
                cursor.Skip();
            }
        }

        if (kind.Length > 0)
        {
            Add(marks, MessageParts.Find(part) ?? MessagePart.Whole, kind, expected, found);
        }
    }

    void Add(List<Problem> list, MessagePart part, string kind, string expected, string found)
    {
        if (list.Count < Most)
        {
            list.Add(new(new(capture, entry.Number, part, "", entry.Offset, entry.Length, ""), kind, expected, found));
        }
    }

    static string Words(JsonText? text) => text switch { null => "", { Length: <= LongestWords } known => known.ToString(), _ => "words that are too long to be told" };
}
