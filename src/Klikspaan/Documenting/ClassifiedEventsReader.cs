using System.Text;
using System.Text.Json;

namespace Klikspaan.Documenting;

/// <summary>
/// Reads JSON in which <c>events</c> holds an object for each event and in it one for each field, with what a program's own build says of it (classification, purpose, comment);
/// <c>commonProperties</c> are fields in common. Several of them may stand in one object, as a program prints those of its extensions.
/// </summary>
public sealed class ClassifiedEventsReader : IDocumentationReader
{
    const string Events = "events", Common = "commonProperties";

    /// <inheritdoc/>
    public string Form => "classified-json";

    /// <inheritdoc/>
    public string About => "JSON with 'events' that hold an object for each event and field, as a program prints what it can send";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return text is ['{', ..] && text.Contains("\"events\"", StringComparison.Ordinal) && (text.Contains("\"classification\"", StringComparison.Ordinal) || text.Contains("\"commonProperties\"", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public void Read(Stream stream, DocumentationDraft draft)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(draft);
        var feed = new JsonFeed(stream, draft.Limits.LineBytes, draft.Limits.FileBytes);
        if (feed.Begin() && feed.Read())
        {
            Object(feed, draft, "", 0);
        }

        feed.End(draft);
    }

    /// <summary>An object that holds lists of events, or objects that do.</summary>
    static void Object(JsonFeed feed, DocumentationDraft draft, string name, int depth)
    {
        const int Deepest = 3;
        while (feed.Read() && feed.Type == JsonTokenType.PropertyName)
        {
            var key = feed.Text;
            if (!feed.Read())
            {
                return;
            }

            if (feed.Type == JsonTokenType.StartObject && key == Events)
            {
                Each(feed, draft, name);
            }
            else if (feed.Type == JsonTokenType.StartObject && key == Common)
            {
                var group = draft.Begin(Common, isCommon: true, feed.Line, name);
                Fields(feed, draft, group);
            }
            else if (feed.Type == JsonTokenType.StartObject && depth < Deepest && key != "source")
            {
                Object(feed, draft, key, depth + 1);
            }
            else
            {
                if (key is Events or Common || (key != "source" && feed.Type is JsonTokenType.StartObject or JsonTokenType.StartArray))
                {
                    draft.Report(feed.Line, $"'{key}' is no object, or stands too deep within others: what it holds was not read");
                }

                feed.Skip();
            }
        }
    }

    static void Each(JsonFeed feed, DocumentationDraft draft, string section)
    {
        while (feed.Read() && feed.Type == JsonTokenType.PropertyName)
        {
            var (name, line) = (feed.Text, feed.Line);
            if (!feed.Read())
            {
                return;
            }

            if (feed.Type != JsonTokenType.StartObject)
            {
                draft.Report(line, "an event that is no object was not read");
                feed.Skip();
                continue;
            }

            Fields(feed, draft, draft.Begin(name, isCommon: false, line, section));
        }
    }

    static void Fields(JsonFeed feed, DocumentationDraft draft, DocumentedEvent? of)
    {
        while (feed.Read() && feed.Type == JsonTokenType.PropertyName)
        {
            var (name, line) = (feed.Text, feed.Line);
            if (!feed.Read())
            {
                return;
            }

            if (feed.Type == JsonTokenType.StartObject)
            {
                var (description, purpose) = Field(feed, draft);
                if (of is not null && draft.Field(of, name, line, description) is { } field)
                {
                    field.Purpose = draft.Word(draft.Cut(purpose, line, "purpose"));
                }
            }
            else if (feed.Type == JsonTokenType.StartArray)
            {
                Wild(feed, draft, of, name, line);
            }
            else
            {
                if (of is not null && feed.Type == JsonTokenType.String && name == "comment")
                {
                    draft.Describe(of, feed.Text, line);
                }

                feed.Skip();
            }
        }
    }

    /// <summary>What is said of a field: its comment, then all else that is a text.</summary>
    static (string Description, string Purpose) Field(JsonFeed feed, DocumentationDraft draft)
    {
        var (comment, purpose, rest) = ("", "", "");
        while (feed.Read() && feed.Type == JsonTokenType.PropertyName)
        {
            var key = feed.Text;
            if (!feed.Read())
            {
                break;
            }

            if (feed.Type == JsonTokenType.String && key == "comment")
            {
                comment = feed.Text;
            }
            else if (feed.Type == JsonTokenType.String && key == "purpose")
            {
                purpose = feed.Text;
            }
            else if (feed.Type == JsonTokenType.String && rest.Length < 1000)
            {
                rest += $"{(rest.Length > 0 ? ", " : "")}{key}: {feed.Text}";
            }
            else if (feed.Type is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                draft.Report(feed.Line, $"what stands within '{key}' of a field was not read");
            }

            feed.Skip();
        }

        return ((comment.Length > 0 && rest.Length > 0 ? $"{comment} ({rest})" : comment + rest).Trim(), purpose);
    }

    /// <summary>A list of fields by how their names begin; what only refers to a list elsewhere cannot be read.</summary>
    static void Wild(JsonFeed feed, DocumentationDraft draft, DocumentedEvent? of, string name, long line)
    {
        var depth = feed.Depth;
        var any = false;
        while (feed.Read() && feed.Depth > depth)
        {
            if (feed.Type == JsonTokenType.PropertyName && feed.Text == "${prefix}" && feed.Read() && feed.Type == JsonTokenType.String)
            {
                any = true;
                if (of is not null)
                {
                    draft.Field(of, feed.Text + "*", feed.Line);
                }
            }
        }

        if (!any)
        {
            draft.Report(line, $"what '{name}' refers to is not in this file: its fields were not read");
        }
    }
}
