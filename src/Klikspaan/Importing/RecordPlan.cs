using System.Text;
using System.Text.Json;

namespace Klikspaan.Importing;

/// <summary>Where the records of a file of JSON stand, and of what kind they are.</summary>
/// <param name="Depth">How many brackets are open around a record: 0 where each stands by itself, 1 in a list, 2 in a list that is a member of a page.</param>
/// <param name="Member">Name of the list in a page; empty where there is none.</param>
/// <param name="Kind">What the records are.</param>
/// <param name="MayBeEmpty">Whether a page says by itself of what its records are, so that none need stand in it.</param>
sealed record RecordPlan(int Depth, string Member, RecordKind Kind, bool MayBeEmpty = false)
{
    static readonly string[] Lists = ["value", "items", "records"];

    /// <summary>What the beginning of a file shows; null when it shows no record that is known.</summary>
    public static RecordPlan? Find(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        if (text.TrimStart(" \t\r\n"u8) is not [(byte)'[' or (byte)'{', ..])
        {
            return null;
        }

        var json = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(new() { MaxDepth = 256, AllowMultipleValues = true }));
        try
        {
            return Find(ref json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The names of the members of the first object in the list that the file is, as far as its beginning goes; none where it is something else.</summary>
    public static IReadOnlySet<string> Listed(ReadOnlySpan<byte> head)
    {
        var json = new Utf8JsonReader(head.StartsWith("\uFEFF"u8) ? head[3..] : head, isFinalBlock: false, new JsonReaderState(new() { MaxDepth = 256 }));
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            if (json.Read() && json.TokenType == JsonTokenType.StartArray && json.Read() && json.TokenType == JsonTokenType.StartObject)
            {
                Names(ref json, names);
            }
        }
        catch (JsonException)
        {
            // What comes after may be broken; the names before it were there.
        }

        return names;
    }

    static RecordPlan? Find(ref Utf8JsonReader json)
    {
        if (!json.Read())
        {
            return null;
        }

        if (json.TokenType == JsonTokenType.StartArray)
        {
            return json.Read() && json.TokenType == JsonTokenType.StartObject && Known(Names(ref json)) is { } listed ? new(1, "", listed) : null;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var page = "";
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(json);
            names.Add(name);
            if (!json.Read())
            {
                break;
            }

            page = json.TokenType == JsonTokenType.String && ListOf(name, Name(json)) is { Length: > 0 } list ? list : page;
            if (json.TokenType == JsonTokenType.StartArray && Lists.Contains(name) && json.Read() && json.TokenType == JsonTokenType.StartObject
                && Known(Names(ref json)) is { } paged)
            {
                return new(2, name, paged);
            }

            if (!json.TrySkip())
            {
                break;
            }
        }

        return Known(names) is { } kind ? new(0, "", kind) : page.Length > 0 ? new(2, page, new(ExchangeKind.VendorRecord, []), MayBeEmpty: true) : null;
    }

    /// <summary>The list of a page of which a member says what it is of; empty where it says nothing that is known.</summary>
    static string ListOf(string member, string text) => RecordKind.Pages.FirstOrDefault(p => p.Member == member && text.Contains(p.Text, StringComparison.Ordinal)).List ?? "";

    static RecordKind? Known(HashSet<string> names) => RecordKind.Find(RecordKind.Members, names);

    /// <summary>The name as it stands there: one with escapes is none of those that are looked for.</summary>
    static string Name(in Utf8JsonReader json) => Encoding.UTF8.GetString(json.ValueSpan);

    /// <summary>The names of the members of the object that begins here, as far as the bytes go; it ends there or at the end of the object.</summary>
    static HashSet<string> Names(ref Utf8JsonReader json)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Names(ref json, names);
        return names;
    }

    static void Names(ref Utf8JsonReader json, HashSet<string> names)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(Name(json));
            if (!json.Read() || !json.TrySkip())
            {
                break;
            }
        }
    }
}
