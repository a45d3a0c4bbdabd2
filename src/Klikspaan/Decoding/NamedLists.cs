using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>Gives the shapes of named lists their names: <c>/attributes/*/value</c> becomes <c>/attributes/host.name/value</c>.</summary>
static class NamedLists
{
    public static void Apply(IReadOnlyList<NamedList> lists, List<DataItem> items)
    {
        foreach (var list in lists)
        {
            var names = Names(list, items);
            foreach (var item in names.Count == 0 ? [] : items)
            {
                Rename(item, names);
            }
        }
    }

    static Dictionary<string, string> Names(NamedList list, List<DataItem> items)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item.Part == list.Elements.Part && item.Path.EndsWith(list.Name, StringComparison.Ordinal) && item.Value.Length is > 0 and <= 256)
            {
                var element = item.Path[..^list.Name.Length];
                if (list.Elements.IsMatch(element))
                {
                    names.TryAdd(element, Encoding.UTF8.GetString(item.Value.Span));
                }
            }
        }

        return names;
    }

    /// <summary>Looks for each element that the item stands in, and puts its name where the shape has the position.</summary>
    static void Rename(DataItem item, Dictionary<string, string> names)
    {
        var segments = item.Shape.Split('/');
        var segment = 0;
        var changed = false;
        for (var end = item.Path.IndexOf('/', StringComparison.Ordinal); end >= 0;)
        {
            end = item.Path.IndexOf('/', end + 1);
            segment++;
            var prefix = end < 0 ? item.Path : item.Path[..end];
            if (segment < segments.Length && names.TryGetValue(prefix, out var name))
            {
                segments[segment] = ItemPath.Escape(name);
                changed = true;
            }
        }

        item.Shape = changed ? string.Join('/', segments) : item.Shape;
    }
}
