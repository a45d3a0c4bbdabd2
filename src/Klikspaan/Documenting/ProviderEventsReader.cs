using System.Text;
using System.Text.Json;

namespace Klikspaan.Documenting;

/// <summary>
/// Reads JSON in which <c>Providers</c> is a list with <c>Name</c> and <c>Events</c>, each with <c>Name</c>, <c>Description</c> and <c>Fields</c>, also within each other; a script may give the
/// object a name before it. The name of an event is that of its provider and its own, with a dot between.
/// </summary>
public sealed class ProviderEventsReader : IDocumentationReader
{
    const int DeepestFields = 8;

    /// <inheritdoc/>
    public string Form => "provider-json";

    /// <inheritdoc/>
    public string About => "JSON or a script with 'Providers' that hold events with their fields, as a program ships it for its viewer";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head);
        return text.Contains("\"Providers\"", StringComparison.Ordinal) && text.Contains("\"Events\"", StringComparison.Ordinal) && text.Contains('{', StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Read(Stream stream, DocumentationDraft draft)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(draft);
        var feed = new JsonFeed(stream, draft.Limits.LineBytes, draft.Limits.FileBytes);
        if (feed.Begin() && feed.Read())
        {
            Members(feed, key =>
            {
                if (key == "Providers" && feed.Type == JsonTokenType.StartArray)
                {
                    Objects(feed, draft, () => Provider(feed, draft));
                }
                else if (key == "Providers")
                {
                    NoList(feed, draft, key);
                }
            });
        }

        feed.End(draft);
    }

    static void Provider(JsonFeed feed, DocumentationDraft draft)
    {
        var provider = "";
        Members(feed, key =>
        {
            if (key == "Name" && feed.Type == JsonTokenType.String)
            {
                provider = feed.Text;
            }
            else if (key == "Events" && feed.Type == JsonTokenType.StartArray)
            {
                if (provider.Length == 0)
                {
                    draft.Report(feed.Line, "a provider whose name does not stand before its events: they have only their own names");
                }

                Objects(feed, draft, () => Event(feed, draft, provider));
            }
            else if (key == "Events")
            {
                NoList(feed, draft, key);
            }
        });
    }

    static void Event(JsonFeed feed, DocumentationDraft draft, string provider)
    {
        var (name, description, level) = ("", "", "");
        DocumentedEvent? made = null;
        var line = feed.Line;
        Members(feed, key =>
        {
            switch (key)
            {
                case "Name" when feed.Type == JsonTokenType.String:
                    name = feed.Text;
                    made ??= name.Length == 0 ? null : draft.Begin(provider.Length > 0 ? $"{provider}.{name}" : name, false, line, provider);
                    break;
                case "Description" when feed.Type == JsonTokenType.String:
                    description = feed.Text;
                    break;
                case "Level" or "DiagnosticLevel" when feed.Type == JsonTokenType.String:
                    level = draft.Cut(feed.Text, feed.Line, "level");
                    break;
                case "Fields" when feed.Type == JsonTokenType.StartArray && made is not null:
                    Fields(feed, draft, made, "", 0);
                    break;
                case "Fields" when feed.Type == JsonTokenType.StartArray:
                    draft.Report(feed.Line, "fields that stand before the name of their event were not read");
                    break;
                case "Fields":
                    NoList(feed, draft, key);
                    break;
            }
        });
        if (made is null)
        {
            draft.Report(line, "an event without a name before its fields was not read");
            return;
        }

        draft.Describe(made, description, line);
        made.Level = level.Length > 0 ? draft.Word(level) : made.Level;
    }

    static void Fields(JsonFeed feed, DocumentationDraft draft, DocumentedEvent of, string parent, int depth) => Objects(feed, draft, () =>
    {
        var (name, description) = ("", "");
        DocumentedField? field = null;
        var line = feed.Line;
        Members(feed, key =>
        {
            switch (key)
            {
                case "Name" when feed.Type == JsonTokenType.String:
                    name = parent + feed.Text;
                    field ??= draft.Field(of, name, line);
                    break;
                case "Description" when feed.Type == JsonTokenType.String:
                    description = feed.Text;
                    break;
                case "Fields" when feed.Type == JsonTokenType.StartArray && depth < DeepestFields && name.Length > 0:
                    Fields(feed, draft, of, name + ".", depth + 1);
                    break;
                case "Fields" when feed.Type == JsonTokenType.StartArray:
                    draft.Report(feed.Line, name.Length == 0 ? "fields that stand before the name of the field that holds them were not read" : $"fields that stand more than {DeepestFields} deep within others were not read");
                    break;
                case "Fields":
                    NoList(feed, draft, key);
                    break;
            }
        });
        if (field is not null)
        {
            draft.Describe(field, description, line);
        }
        else if (name.Length == 0)
        {
            draft.Report(line, "a field without a name was not read");
        }
    });

    /// <summary>Goes through the members of an object that has begun; a value that was not read is passed over.</summary>
    static void Members(JsonFeed feed, Action<string> value)
    {
        var depth = feed.Depth;
        while (feed.Read() && feed.Type == JsonTokenType.PropertyName && feed.Depth == depth + 1)
        {
            var key = feed.Text;
            if (!feed.Read())
            {
                return;
            }

            value(key);
            if (feed.Fault.Length == 0)
            {
                feed.Skip();
            }
        }
    }

    /// <summary>Goes through the objects of a list that has begun; what is no object is told and passed over.</summary>
    static void Objects(JsonFeed feed, DocumentationDraft draft, Action each)
    {
        var depth = feed.Depth;
        while (feed.Read() && feed.Depth > depth)
        {
            if (feed.Type == JsonTokenType.StartObject)
            {
                each();
            }
            else if (feed.Type != JsonTokenType.EndArray)
            {
                draft.Report(feed.Line, "an entry of a list that is no object was not read");
                feed.Skip();
            }
        }
    }

    static void NoList(JsonFeed feed, DocumentationDraft draft, string key)
    {
        if (feed.Type != JsonTokenType.Null)
        {
            draft.Report(feed.Line, $"'{key}' is no list: what it holds was not read");
        }
    }
}
