namespace Klikspaan.Documenting;

/// <summary>Every form in which lists of documented events can be read.</summary>
public static class DocumentationReaders
{
    /// <summary>How many bytes of a file's start are enough to recognise it.</summary>
    public const int HeadBytes = 64 << 10;

    /// <summary>The readers; the first that recognises a file reads it.</summary>
    public static IReadOnlyList<IDocumentationReader> All { get; } = [new ProviderEventsReader(), new ClassifiedEventsReader(), new EventListReader(), new EventRowsReader(), new PageReader()];

    /// <summary>The reader for a file that starts with <paramref name="head"/>; null when none recognises it.</summary>
    public static IDocumentationReader? Recognise(ReadOnlySpan<byte> head)
    {
        foreach (var reader in All)
        {
            if (reader.Recognises(head))
            {
                return reader;
            }
        }

        return null;
    }
}
