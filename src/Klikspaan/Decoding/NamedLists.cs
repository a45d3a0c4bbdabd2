using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>Gives the shapes of named lists their names: <c>/attributes/*/value</c> becomes <c>/attributes/host.name/value</c>.</summary>
static class NamedLists
{
    public static void Apply(IReadOnlyList<NamedList> lists, List<DataItem> items, PathTable paths)
    {
        if (lists.Count == 0)
        {
            return;
        }

        var names = new Dictionary<ItemPath, string>(ReferenceEqualityComparer.Instance);
        foreach (var list in lists)
        {
            foreach (var (element, name) in Names(list, items))
            {
                names[element] = name;
            }
        }

        var shapes = new Dictionary<ItemPath, PathShape>(ReferenceEqualityComparer.Instance);
        foreach (var item in names.Count == 0 ? [] : items)
        {
            item.ShapeAt = Named(item.At, names, shapes, paths);
        }
    }

    static Dictionary<ItemPath, string> Names(NamedList list, List<DataItem> items)
    {
        var names = new Dictionary<ItemPath, string>(ReferenceEqualityComparer.Instance);
        var segments = list.Name.Count(c => c == '/');
        var last = list.LastName.Span;
        foreach (var item in items)
        {
            if (item.Part == list.Elements.Part && (last.IsEmpty || item.At.Name.SequenceEqual(last)) && item.Value.Length is > 0 and <= 256
                && item.At.Above(item.At.Depth - segments) is { } element && ReferenceEquals(element.Find(list.Name), item.At) && list.Elements.IsMatch(element.Exact))
            {
                names.TryAdd(element, Encoding.UTF8.GetString(item.Value.Span));
            }
        }

        return names;
    }

    /// <summary>The shape of a path in which each element with a name has it in place of its position.</summary>
    static PathShape Named(ItemPath path, Dictionary<ItemPath, string> names, Dictionary<ItemPath, PathShape> shapes, PathTable paths)
    {
        if (path.Parent is null)
        {
            return path.Shape;
        }

        if (shapes.TryGetValue(path, out var shape))
        {
            return shape;
        }

        var parent = Named(path.Parent, names, shapes, paths);
        shape = names.TryGetValue(path, out var name) ? paths.Shape(parent, name)
            : ReferenceEquals(parent, path.Parent.Shape) ? path.Shape
            : path.Index >= 0 ? paths.ElementShape(parent)
            : paths.Shape(parent, path.Name);
        shapes.Add(path, shape);
        return shape;
    }
}
