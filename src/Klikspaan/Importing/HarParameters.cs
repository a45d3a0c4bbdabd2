namespace Klikspaan.Importing;

/// <summary>
/// The parameters of a posted form (HAR 1.2, params): a value, and of a file its name and type. These have paths below that of the parameter, as header fields have in multipart content.
/// </summary>
sealed class HarParameters
{
    /// <summary>The last step of the path of the name of a file, and of its type.</summary>
    public const string FileName = "/filename", ContentType = "/content-type";
    readonly List<(JsonText Name, JsonText? Value, JsonText? File, JsonText? Type)> all = [];
    int lost;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => all.Count + lost == 0;

    /// <summary>Reads the list that is the value here.</summary>
    public void Read(ref JsonCursor cursor, CaptureEntry entry)
    {
        if (!cursor.List())
        {
            return;
        }

        while (cursor.NextObject())
        {
            One(ref cursor, entry);
        }
    }

    /// <summary>Adds them to the parts of a request, and says what of them is not there unless that was told before.</summary>
    public void Add(HarExcerpts parts, bool isTold)
    {
        if (lost > 0 && !isTold)
        {
            parts.Lost("a value of each parameter", $"{lost} without one, such as a file");
        }

        foreach (var (named, value, file, type) in all)
        {
            var name = HarName.Of(named);
            parts.Named(MessagePart.Content, named, name);
            Add(parts, name.Path, value);
            Add(parts, name.Path + FileName, file);
            Add(parts, name.Path + ContentType, type);
        }
    }

    static void Add(HarExcerpts parts, string path, JsonText? text)
    {
        if (text is { } value)
        {
            parts.Value(MessagePart.Content, path, value);
        }
    }

    void One(ref JsonCursor cursor, CaptureEntry entry)
    {
        JsonText? name = null, value = null, file = null, type = null;
        while (cursor.NextMember())
        {
            if (cursor.Is("name"u8))
            {
                name = cursor.String(entry);
            }
            else if (cursor.Is("value"u8))
            {
                value = cursor.Any(entry);
            }
            else if (cursor.Is("fileName"u8))
            {
                file = cursor.String(entry);
            }
            else if (cursor.Is("contentType"u8))
            {
                type = cursor.String(entry);
            }
            else
            {
                cursor.Skip();
            }
        }

        lost += name is null || value is null ? 1 : 0;
        if (name is { } known && (value is not null || file is { Length: > 0 } || type is { Length: > 0 }))
        {
            all.Add((known, value, file is { Length: > 0 } ? file : null, type is { Length: > 0 } ? type : null));
        }
    }
}
