using System.Globalization;
using System.Text;

namespace Klikspaan.Decoding;

/// <summary>Reads a schema as Bond gives it at run time: a marshalled struct (SchemaDef) in a tagged encoding.</summary>
static class BondSchemaReader
{
    /// <summary>Reads a schema; false when the bytes are none, or when it names a struct or type that it does not have.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, Limits limits, out BondSchema? schema)
    {
        schema = null;
        if (BondMark.Of(bytes) is not { } encoding || encoding is BondEncoding.Simple or BondEncoding.Simple2)
        {
            return false;
        }

        var left = limits.Leaves;
        var cursor = new BondCursor(bytes[BondMark.Length..], encoding);
        if (Read(ref cursor, BondType.Struct, limits, 0, ref left) is not { } root || cursor.Left > 0)
        {
            return false;
        }

        var defs = root.List(0);
        var structs = defs.Select(d => Struct(d, defs.Count)).ToList();
        if (structs.Contains(null) || Type(root.Field(1), defs.Count) is not { Type: BondType.Struct } type)
        {
            return false;
        }

        schema = new(structs!, type);
        return true;
    }

    static BondStructDef? Struct(Node def, int structs)
    {
        var parents = def.List(1);
        var parent = parents.Count > 0 ? Type(parents[0], structs) : null;
        var fields = def.List(2).Select(f => Type(f.Field(2), structs) is { } type ? new BondFieldDef(f.Number(1, 0), f.Field(0).Field(0).Text, type) : null).ToList();
        return (parents.Count > 0 && parent is not { Type: BondType.Struct, IsBonded: false }) || fields.Contains(null)
            ? null
            : new(def.Field(0).Field(0).Text, parent, fields!);
    }

    static BondTypeDef? Type(Node def, int structs)
    {
        var type = (BondType)Math.Clamp(def.Number(0, (int)BondType.Struct), 0, byte.MaxValue);
        var (index, elements, keys) = (def.Number(1, 0), def.List(2), def.List(3));
        var (element, key) = (elements.Count > 0 ? Type(elements[0], structs) : null, keys.Count > 0 ? Type(keys[0], structs) : null);
        var isWhole = type switch
        {
            BondType.Struct => index >= 0 && index < structs,
            BondType.List or BondType.Set => element is not null,
            BondType.Map => element is not null && key is not null,
            _ => type is >= BondType.Bool and <= BondType.WString,
        };
        return isWhole ? new(type, index, element, key, def.Field(4).Text == "true") : null;
    }

    static Node? Read(ref BondCursor cursor, BondType type, Limits limits, int level, ref int left)
    {
        if (level > limits.Nesting || --left < 0)
        {
            return null;
        }

        switch (type)
        {
            case BondType.Struct:
                return ReadStruct(ref cursor, limits, level, ref left);
            case BondType.List or BondType.Set:
                return cursor.TryList(out var element, out var elements) ? ReadList(ref cursor, [element], elements, limits, level, ref left) : null;
            case BondType.Map:
                return cursor.TryMap(out var key, out var value, out var pairs) ? ReadList(ref cursor, [key, value], pairs, limits, level, ref left) : null;
            default:
                return cursor.TryValue(type, out var start, out var length, out var step) ? ReadText(cursor.Slice(start, length), step, limits) : null;
        }
    }

    static Node? ReadText(ReadOnlySpan<byte> bytes, string step, Limits limits)
    {
        if (step.Length == 0)
        {
            return new(Encoding.UTF8.GetString(bytes));
        }

        return Transforms.Find(step)!.TryDecode(bytes, limits, out var text, out _) ? new(Encoding.UTF8.GetString(text)) : null;
    }

    static Node? ReadStruct(ref BondCursor cursor, Limits limits, int level, ref int left)
    {
        if (!cursor.TryStruct(out _))
        {
            return null;
        }

        var fields = new Dictionary<int, Node>();
        while (cursor.TryHead(out var type, out var id) && type != BondType.StopBase)
        {
            if (type == BondType.Stop)
            {
                return new("", fields);
            }

            if (Read(ref cursor, type, limits, level + 1, ref left) is not { } value)
            {
                return null;
            }

            fields[id] = value;
        }

        return null;
    }

    static Node? ReadList(ref BondCursor cursor, scoped ReadOnlySpan<BondType> types, int count, Limits limits, int level, ref int left)
    {
        var elements = new List<Node>();
        for (var i = 0; i < count; i++)
        {
            foreach (var type in types)
            {
                if (Read(ref cursor, type, limits, level + 1, ref left) is not { } value)
                {
                    return null;
                }

                elements.Add(value);
            }
        }

        return new("", null, elements);
    }

    /// <summary>A value, a struct or a list; what it does not have is empty, since defaults are not written.</summary>
    sealed class Node(string text, Dictionary<int, Node>? fields = null, List<Node>? elements = null)
    {
        static readonly Node Empty = new("");

        public string Text => text;

        public Node Field(int id) => fields?.GetValueOrDefault(id) ?? Empty;

        public List<Node> List(int id) => Field(id).Elements;

        /// <summary>The number that a field holds, or <paramref name="missing"/> where there is no such field; -1 for what is no number.</summary>
        public int Number(int id, int missing)
        {
            var field = Field(id);
            return ReferenceEquals(field, Empty) ? missing : int.TryParse(field.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : -1;
        }

        List<Node> Elements => elements ?? [];
    }
}
