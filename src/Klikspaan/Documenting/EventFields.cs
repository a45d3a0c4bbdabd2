namespace Klikspaan.Documenting;

/// <summary>The fields of one event, found by where a value stands.</summary>
/// <param name="of">The event.</param>
sealed class EventFields(DocumentedEvent of)
{
    const int MostWild = 1000;
    /// <summary>Stands in a pointer for the name of a field.</summary>
    public const string Placeholder = "{field}";
    readonly Dictionary<string, DocumentedField> exact = ByName(of, StringComparer.Ordinal), folded = ByName(of, StringComparer.OrdinalIgnoreCase);
    readonly List<DocumentedField> wild = [.. of.Fields.Where(f => f.Name is [_, .., '*']).Take(MostWild)];

    /// <summary>Finds the field that stands at a pointer without positions.</summary>
    public Correspondence Find(string at, IReadOnlyList<string> places, bool ignoresCase)
    {
        var best = new Correspondence(CorrespondenceKind.EventOnly, of, null, false);
        foreach (var place in places)
        {
            var start = place[..^Placeholder.Length];
            if (!at.StartsWith(start, StringComparison.Ordinal) || at.Length == start.Length)
            {
                continue;
            }

            var (kind, field) = Find(at[start.Length..], ignoresCase);
            if (kind > best.Kind)
            {
                best = new(kind, of, field, false);
            }
        }

        return best;
    }

    (CorrespondenceKind Kind, DocumentedField? Field) Find(string rest, bool ignoresCase)
    {
        // A name with dots or underscores can be written for fields within each other.
        foreach (var name in Spellings(rest))
        {
            if (exact.TryGetValue(name, out var field) || (ignoresCase && folded.TryGetValue(name, out field)))
            {
                return (CorrespondenceKind.Field, field);
            }
        }

        var plain = ItemPath.Unescape(rest);
        if (wild.Find(w => plain.StartsWith(w.Name.AsSpan(0, w.Name.Length - 1), ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)) is { } any)
        {
            return (CorrespondenceKind.Field, any);
        }

        for (var end = rest.LastIndexOf('/'); end > 0; end = rest.LastIndexOf('/', end - 1))
        {
            foreach (var name in Spellings(rest[..end]))
            {
                if (exact.TryGetValue(name, out var whole) || (ignoresCase && folded.TryGetValue(name, out whole)))
                {
                    return (CorrespondenceKind.Within, whole);
                }
            }
        }

        return folded.TryGetValue(plain, out var loose) ? (CorrespondenceKind.FieldLoosely, loose) : (CorrespondenceKind.None, null);
    }

    /// <summary>A pointer without the positions in lists: elements of a list are of the field that is the list.</summary>
    public static string WithoutPositions(string path) =>
        path.Contains("/*", StringComparison.Ordinal) ? string.Concat(path.Split('/').Skip(1).Where(s => s != "*").Select(s => "/" + s)) : path;

    /// <summary>The pointer of a field at a place.</summary>
    public static string Pointer(string place, string field) => place.Replace(Placeholder, ItemPath.Escape(field), StringComparison.Ordinal);

    static IEnumerable<string> Spellings(string rest)
    {
        var plain = ItemPath.Unescape(rest);
        yield return plain;
        if (plain.Contains('/', StringComparison.Ordinal))
        {
            yield return plain.Replace('/', '.');
            yield return plain.Replace('/', '_');
        }
    }

    static Dictionary<string, DocumentedField> ByName(DocumentedEvent of, StringComparer comparer)
    {
        var named = new Dictionary<string, DocumentedField>(comparer);
        foreach (var field in of.Fields)
        {
            named.TryAdd(field.Name, field);
        }

        return named;
    }
}
