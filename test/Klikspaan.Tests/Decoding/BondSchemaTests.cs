using FsCheck.Xunit;
using Klikspaan.Decoding;
using static Klikspaan.Tests.Decoding.BondValue;

namespace Klikspaan.Tests.Decoding;

public sealed class BondSchemaTests
{
    static readonly BondEncoding[] Tagged = [BondEncoding.Compact, BondEncoding.Compact2, BondEncoding.Fast];
    static readonly BondEncoding[] Untagged = [BondEncoding.Simple, BondEncoding.Simple2];

    static readonly BondValue Definition = Schema(
        Type(BondType.Struct, 1),
        StructDef("First", null, (10, Type(BondType.UInt64))),
        StructDef(
            "Second",
            Type(BondType.Struct),
            (1, Type(BondType.String)),
            (2, Type(BondType.WString)),
            (3, Type(BondType.List, element: Type(BondType.Int16))),
            (4, Type(BondType.Map, element: Type(BondType.Struct, 2), key: Type(BondType.String))),
            (5, Type(BondType.Struct, 2, isBonded: true)),
            (6, Type(BondType.List, element: Type(BondType.Int8))),
            (7, Type(BondType.Set, element: Type(BondType.Double)))),
        StructDef("Third", null, (1, Type(BondType.Bool)), (300, Type(BondType.Int32))));

    static readonly BondSchema Whole = Read(Definition.Marshal(BondEncoding.Compact))!;

    [Fact]
    public void Simple_Binary_is_read_with_its_schema()
    {
        foreach (var inner in (BondEncoding[])[.. Tagged, .. Untagged])
        {
            var record = Record(inner);
            Assert.All((BondEncoding[])[.. Tagged, .. Untagged], e => Assert.Equal(
                """
                /base/10 = 7
                /1 = text
                /2 = wide
                /3/0 = -300
                /3/1 = 2
                /4/0/key = k
                /4/0/value/1 = true
                /4/0/value/300 = -5
                /5/1 = false
                /5/300 = 70000
                /6 = blob
                /7/0 = 0.5
                """,
                string.Join('\n', BondTests.Read(record.Marshal(e), structure: new(Whole))!.Select(i => $"{i.Path} = {System.Text.Encoding.UTF8.GetString(i.Value.Span)}"))));
        }
    }

    [Fact]
    public void Simple_Binary_without_its_schema_or_its_mark_is_not_read() => Assert.All(Untagged, e =>
    {
        Assert.Null(BondTests.Read(Record(e).Marshal(e)));
        Assert.Null(BondTests.Read(Record(e).Write(e), structure: new(Whole)));
    });

    [Fact]
    public void A_schema_is_read_in_every_tagged_encoding() => Assert.All(Tagged, e => Assert.Equivalent(Whole, Read(Definition.Marshal(e))));

    [Fact]
    public void A_schema_that_does_not_hold_together_is_refused()
    {
        var field = Type(BondType.Struct);
        Assert.NotNull(Read(Schema(field, StructDef("S", null, (1, Type(BondType.Bool)))).Marshal(BondEncoding.Compact)));
        BondValue[] broken =
        [
            Schema(Type(BondType.Struct, 1), StructDef("S", null)),
            Schema(Type(BondType.Bool), StructDef("S", null)),
            Schema(field),
            Schema(field, StructDef("S", Type(BondType.Bool))),
            Schema(field, StructDef("S", Type(BondType.Struct, 0, isBonded: true))),
            Schema(field, StructDef("S", Type(BondType.Struct, 5))),
            Schema(field, StructDef("S", null, (1, Type(BondType.List)))),
            Schema(field, StructDef("S", null, (1, Type(BondType.Map, element: Type(BondType.Bool))))),
            Schema(field, StructDef("S", null, (1, Type((BondType)1)))),
            Schema(field, StructDef("S", null, (1, Type((BondType)19)))),
            Schema(field, StructDef("S", null, (1, Type(BondType.List, element: Type(BondType.Struct, 9))))),
            Struct((0, String("text")), (1, String("text"))),
        ];

        Assert.All(broken, b => Assert.Null(Read(b.Marshal(BondEncoding.Compact))));
        Assert.Null(Read(Definition.Write(BondEncoding.Compact)));
        Assert.Null(Read(Definition.Marshal(BondEncoding.Simple)));
        Assert.Null(Read([.. Definition.Marshal(BondEncoding.Compact), 0]));
    }

    [Fact]
    public void A_schema_whose_structs_take_no_bytes_does_no_harm()
    {
        var structs = Enumerable.Range(0, 40).Select(i => StructDef("S", null, (1, Type(BondType.Struct, i + 1)), (2, Type(BondType.Struct, i + 1))));
        var wide = Read(Schema(Type(BondType.Struct), [.. structs, StructDef("S", null)]).Marshal(BondEncoding.Compact))!;
        var endless = Read(Schema(Type(BondType.Struct), StructDef("S", null, (1, Type(BondType.Struct)))).Marshal(BondEncoding.Compact))!;
        var ownBase = Read(Schema(Type(BondType.Struct), StructDef("S", Type(BondType.Struct))).Marshal(BondEncoding.Compact))!;
        var empty = Read(Schema(Type(BondType.Struct), StructDef("S", null)).Marshal(BondEncoding.Compact))!;
        var lists = Read(Schema(Type(BondType.Struct), StructDef("S", null, (1, Type(BondType.List, element: Type(BondType.List, element: Type(BondType.Struct, 1))))), StructDef("S", null)).Marshal(BondEncoding.Compact))!;

        Assert.All((BondSchema[])[wide, endless, ownBase, empty, lists], s => Assert.All(Untagged, e =>
            Assert.Null(BondTests.Read([.. Record(e).Marshal(e)[..4], .. Enumerable.Repeat((byte)100, 4000)], structure: new(s)))));
    }

    [Fact]
    public void A_cut_record_is_refused() => Assert.All(Untagged, e =>
    {
        var bytes = Record(BondEncoding.Compact).Marshal(e);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(BondTests.Read(bytes[..length], structure: new(Whole)));
        }
    });

    [Property(MaxTest = 1000)]
    public void Any_bytes_and_any_damage_are_read_or_refused_without_a_trace(byte[] bytes, int at, byte damage) => Assert.All(Untagged, e =>
    {
        var record = Record(BondEncoding.Fast).Marshal(e);
        BondTests.Read([.. record[..4], .. bytes], structure: new(Whole));
        record[(at & int.MaxValue) % record.Length] ^= damage;
        BondTests.Read(record, structure: new(Whole));
    });

    [Property(MaxTest = 1000)]
    public void Any_bytes_and_any_damage_are_a_schema_or_none(byte[] bytes, int at, byte damage) => Assert.All(Tagged, e =>
    {
        var definition = Definition.Marshal(e);
        Read([.. definition[..4], .. bytes]);
        definition[(at & int.MaxValue) % definition.Length] ^= damage;
        Read(definition);
    });

    static BondValue Record(BondEncoding inner) => Derived(
        [(10, Unsigned(BondType.UInt64, 7))],
        [
            (1, String("text")),
            (2, WString("wide")),
            (3, List(BondType.Int16, Signed(BondType.Int16, -300), Signed(BondType.Int16, 2))),
            (4, Map(BondType.String, BondType.Struct, (String("k"), Struct((1, Bool(true)), (300, Signed(BondType.Int32, -5)))))),
            (5, Bonded(Struct((1, Bool(false)), (300, Signed(BondType.Int32, 70_000))), inner)),
            (6, Blob([.. "blob"u8])),
            (7, Set(BondType.Double, Double(0.5))),
        ]);

    static BondSchema? Read(byte[] bytes) => BondSchemaReader.TryRead(bytes, Limits.Default, out var schema) ? schema : null;

    static BondValue Schema(BondValue root, params BondValue[] structs) => Struct((0, List(BondType.Struct, structs)), (1, root));

    static BondValue StructDef(string name, BondValue? parent, params (int Id, BondValue Type)[] fields) => Struct(
        [
            (0, Struct((0, String(name)))),
            .. parent is null ? [] : ((int, BondValue)[])[(1, List(BondType.Struct, parent))],
            (2, List(BondType.Struct, [.. fields.Select(f => Struct((0, Struct((0, String($"field{f.Id}")))), (1, Unsigned(BondType.UInt16, (ulong)f.Id)), (2, f.Type)))])),
        ]);

    /// <summary>A type without what has its default, as a writer of Bond leaves it out.</summary>
    static BondValue Type(BondType type, int index = 0, BondValue? element = null, BondValue? key = null, bool isBonded = false)
    {
        var fields = new List<(int, BondValue)>();
        if (type != BondType.Struct)
        {
            fields.Add((0, Signed(BondType.Int32, (int)type)));
        }

        if (index > 0)
        {
            fields.Add((1, Unsigned(BondType.UInt16, (ulong)index)));
        }

        fields.AddRange(element is null ? [] : [(2, List(BondType.Struct, element))]);
        fields.AddRange(key is null ? [] : [(3, List(BondType.Struct, key))]);
        fields.AddRange(isBonded ? [(4, Bool(true))] : []);
        return Struct([.. fields]);
    }
}
