using System.Globalization;
using System.Text;

namespace Klikspaan.Documenting;

/// <summary>What of a page is not shown as its text: its head, blocks of code and comments. One without an end is told, as it would take the rest of the page with it.</summary>
sealed class PageHidden(DocumentationDraft draft)
{
    const int MostHead = 200, ShortestFence = 3;
    const string Opens = "<!--", Ends = "-->";
    string fence = "";
    long began;
    bool inHead, inComment, isTold;

    /// <summary>The line as it is shown; null where nothing of it is.</summary>
    public string? Shown(string line, long number)
    {
        var text = line.AsSpan().Trim();
        if (inHead || (number == 1 && text is "---"))
        {
            if (Head(text, number))
            {
                return null;
            }
        }

        if (fence.Length > 0)
        {
            Code(text, number);
            return null;
        }

        if (!inComment && Fence(text) is { Length: > 0 } opened)
        {
            (fence, began, isTold) = (opened, number, false);
            return null;
        }

        return Comments(line, number);
    }

    /// <summary>The page ends.</summary>
    public void End()
    {
        if (inHead)
        {
            draft.Report(1, "the head of the page has no end: what follows was not read");
        }
        else if (fence.Length > 0 || inComment)
        {
            draft.Report(began, fence.Length > 0 ? "a block of code has no end: what follows was not read" : "a comment has no end: what follows was not read");
        }
    }

    /// <summary>Reads a line of the head, the title of the page and the day of which it says it is; false where the page has begun.</summary>
    bool Head(ReadOnlySpan<char> text, long number)
    {
        if (number == 1)
        {
            return inHead = true;
        }

        if (number > MostHead || (PageReader.IsHeading(text, out var level) && level > 1 && PageText.Names(PageText.Plain(text[level..])).Count > 0))
        {
            draft.Report(1, string.Create(CultureInfo.InvariantCulture, $"the head of the page has no end: from line {number} on it was read as the page"));
            return inHead = false;
        }

        inHead = text is not ("---" or "...");
        if (text.StartsWith("title:"))
        {
            draft.Title = draft.Cut(text["title:".Length..].Trim().Trim("\"'").ToString(), number, "title");
        }
        else if (text.StartsWith("ms.date:") || text.StartsWith("date:"))
        {
            var day = text[(text.IndexOf(':') + 1)..].Trim().Trim("\"'");
            draft.Date = DateOnly.TryParseExact(day, ["MM/dd/yyyy", "M/d/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : draft.Date;
        }

        return true;
    }

    /// <summary>A line of a block of code, which ends with marks alone, as many as it began with.</summary>
    void Code(ReadOnlySpan<char> text, long number)
    {
        if (text.Length >= fence.Length && text.IndexOfAnyExcept(fence[0]) < 0)
        {
            fence = "";
        }
        else if (!isTold && (text.TrimStart("-*+ \t").Length < text.Length && text.Contains("**", StringComparison.Ordinal) || (PageReader.IsHeading(text, out var level) && PageText.Names(PageText.Plain(text[level..])).Count > 0)))
        {
            isTold = true;
            draft.Report(number, "a block of code holds lines in the form of events or fields: they were not read");
        }
    }

    static string Fence(ReadOnlySpan<char> text)
    {
        if (text is not ['`' or '~', ..])
        {
            return "";
        }

        var marks = text.IndexOfAnyExcept(text[0]) is var other && other < 0 ? text.Length : other;
        return marks >= ShortestFence && !(text[0] == '`' && text[marks..].Contains('`')) ? text[..marks].ToString() : "";
    }

    string? Comments(string line, long number)
    {
        if (!inComment && !line.Contains(Opens, StringComparison.Ordinal))
        {
            return line;
        }

        var shown = new StringBuilder();
        for (var at = 0; at < line.Length;)
        {
            var next = line.IndexOf(inComment ? Ends : Opens, at, StringComparison.Ordinal);
            shown.Append(line, at, inComment ? 0 : (next < 0 ? line.Length : next) - at);
            if (next < 0)
            {
                break;
            }

            // A comment may end with the hyphens that it begins with.
            (at, began) = inComment ? (next + Ends.Length, began) : (next + Opens.Length - 2, number);
            inComment = !inComment;
        }

        return shown.ToString() is var text && text.AsSpan().Trim().Length > 0 ? text : null;
    }
}
