using System.Text;
using System.Text.Json;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Reads the distinct kinds of values of an index, sorted by all that makes them distinct.</summary>
sealed class DistinctReader : IComparer<DistinctRow>
{
    static readonly Func<DistinctRow, string>[] Order =
    [
        r => r.Protocol, r => r.Event, r => r.Path, r => r.Category, r => r.Host, r => r.Operator, r => r.OnBehalfOf, r => r.Country,
        r => r.OperatorSource, r => r.OnBehalfOfSource, r => r.Rule, r => r.Reason, r => r.Source,
    ];

    readonly List<HeadName> heads = [];
    readonly List<string> paths = [];
    readonly List<ClassName> classes = [];

    /// <summary>Reads the two files of an index.</summary>
    /// <param name="rows">Path of the file of kinds.</param>
    /// <param name="names">Path of the file of names.</param>
    /// <param name="capture">First digits of the capture's SHA-256, which places begin with.</param>
    public static IEnumerable<DistinctRow> Read(string rows, string names, string capture)
    {
        var reader = new DistinctReader();
        foreach (var line in File.ReadLines(names))
        {
            reader.Add(JsonSerializer.Deserialize(line, IndexJson.Readable.NameRow)!);
        }

        List<DistinctRow> read = [.. File.ReadLines(rows).Select(line => reader.Parse(line, capture))];
        read.Sort(reader);
        return read;
    }

    /// <inheritdoc/>
    public int Compare(DistinctRow? x, DistinctRow? y)
    {
        foreach (var field in Order)
        {
            if (string.CompareOrdinal(field(x!), field(y!)) is not 0 and var order)
            {
                return order;
            }
        }

        return 0;
    }

    void Add(NameRow name)
    {
        if (name.Head is { } head)
        {
            heads.Add(head);
        }
        else if (name.Path is { } path)
        {
            paths.Add(path);
        }
        else
        {
            classes.Add(name.Class!);
        }
    }

    DistinctRow Parse(string line, string capture)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(line));
        json.Read();
        var (h, path, c) = (heads[Number(ref json)], paths[Number(ref json)], classes[Number(ref json)]);
        var count = json.Read() ? json.GetInt64() : 0;
        var part = PathPattern.PartOf(path.Split(':', 2)[0]) ?? MessagePart.Whole;
        var (first, last) = (DistinctPlace.Read(ref json, part).In(capture).ToString(), DistinctPlace.Read(ref json, part).In(capture).ToString());
        return new(
            h.Protocol, h.Event, path, c.Category, h.Host, h.Operator, h.OnBehalfOf, h.Country, h.OperatorSource, h.OnBehalfOfSource, c.Rule, c.Reason, c.Source,
            count, first, last);
    }

    static int Number(ref Utf8JsonReader json) => json.Read() ? json.GetInt32() : 0;
}
