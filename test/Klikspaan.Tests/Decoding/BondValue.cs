using System.Buffers.Binary;
using System.Text;
using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

/// <summary>A value of Bond, and how each encoding writes it.</summary>
sealed record BondValue(BondType Type, Func<BondEncoding, byte[]> Write)
{
    public static BondValue Bool(bool value) => new(BondType.Bool, _ => [value ? (byte)1 : (byte)0]);

    public static BondValue String(string value) => new(BondType.String, e => [.. Count(e, Encoding.UTF8.GetByteCount(value)), .. Encoding.UTF8.GetBytes(value)]);

    public static BondValue WString(string value) => new(BondType.WString, e => [.. Count(e, value.Length), .. Encoding.Unicode.GetBytes(value)]);

    public static BondValue Float(float value) => new(BondType.Float, _ => BitConverter.GetBytes(value));

    public static BondValue Double(double value) => new(BondType.Double, _ => BitConverter.GetBytes(value));

    public static BondValue Unsigned(BondType type, ulong value) =>
        new(type, e => IsCompact(e) && type != BondType.UInt8 ? Encode.Varint(value) : BitConverter.GetBytes(value)[..Width(type)]);

    public static BondValue Signed(BondType type, long value) =>
        new(type, e => IsCompact(e) && type != BondType.Int8 ? Encode.Varint((ulong)((value << 1) ^ (value >> 63))) : BitConverter.GetBytes(value)[..Width(type)]);

    public static BondValue List(BondType element, params BondValue[] values) =>
        new(BondType.List, e => [.. Elements(e, element, values.Length), .. values.SelectMany(v => v.Write(e))]);

    public static BondValue Set(BondType element, params BondValue[] values) => List(element, values) with { Type = BondType.Set };

    public static BondValue Blob(params byte[] bytes) => new(BondType.List, e => [.. Elements(e, BondType.Int8, bytes.Length), .. bytes]);

    public static BondValue Map(BondType key, BondType value, params (BondValue Key, BondValue Value)[] pairs) =>
        new(BondType.Map, e => [.. IsTagged(e) ? [(byte)key, (byte)value] : (byte[])[], .. Count(e, pairs.Length), .. pairs.SelectMany(p => (byte[])[.. p.Key.Write(e), .. p.Value.Write(e)])]);

    public static BondValue Struct(params (int Id, BondValue Value)[] fields) => Derived([fields]);

    /// <summary>A struct that an untagged encoding writes as a message of its own.</summary>
    public static BondValue Bonded(BondValue value, BondEncoding inner) =>
        new(BondType.Struct, e => IsTagged(e) ? value.Write(e) : [.. BitConverter.GetBytes(value.Marshal(inner).Length), .. value.Marshal(inner)]);

    /// <summary>A struct and its bases, the first of which has no base.</summary>
    public static BondValue Derived(params (int Id, BondValue Value)[][] bases) => new(BondType.Struct, e =>
    {
        byte[] body = [.. bases.SelectMany((fields, i) => (byte[])[.. fields.SelectMany(f => Field(e, f.Id, f.Value)), .. IsTagged(e) ? [(byte)(i < bases.Length - 1 ? 1 : 0)] : (byte[])[]])];
        return e == BondEncoding.Compact2 ? [.. Encode.Varint((ulong)body.Length), .. body] : body;
    });

    /// <summary>With the mark before it that says how it is written.</summary>
    public byte[] Marshal(BondEncoding encoding) => [.. encoding switch
    {
        BondEncoding.Compact => "CB\u0001\0"u8,
        BondEncoding.Compact2 => "CB\u0002\0"u8,
        BondEncoding.Fast => "FM\u0001\0"u8,
        BondEncoding.Simple => "SP\u0001\0"u8,
        _ => "SP\u0002\0"u8,
    }, .. Write(encoding)];

    static byte[] Field(BondEncoding encoding, int id, BondValue value)
    {
        var two = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(two, (ushort)id);
        var type = (int)value.Type;
        byte[] head = encoding switch
        {
            BondEncoding.Fast => [(byte)type, .. two],
            BondEncoding.Simple or BondEncoding.Simple2 => [],
            _ when id <= 5 => [(byte)(type | (id << 5))],
            _ when id <= 255 => [(byte)(type | (6 << 5)), (byte)id],
            _ => [(byte)(type | (7 << 5)), .. two],
        };
        return [.. head, .. value.Write(encoding)];
    }

    static byte[] Elements(BondEncoding encoding, BondType type, int count) => encoding switch
    {
        BondEncoding.Compact2 when count < 7 => [(byte)((int)type | ((count + 1) << 5))],
        BondEncoding.Simple or BondEncoding.Simple2 => Count(encoding, count),
        _ => [(byte)type, .. Count(encoding, count)],
    };

    static byte[] Count(BondEncoding encoding, int count) => encoding == BondEncoding.Simple ? BitConverter.GetBytes(count) : Encode.Varint((ulong)count);

    static bool IsCompact(BondEncoding encoding) => encoding is BondEncoding.Compact or BondEncoding.Compact2;

    static bool IsTagged(BondEncoding encoding) => encoding is not (BondEncoding.Simple or BondEncoding.Simple2);

    static int Width(BondType type) => type switch
    {
        BondType.UInt8 or BondType.Int8 => 1,
        BondType.UInt16 or BondType.Int16 => 2,
        BondType.UInt32 or BondType.Int32 => 4,
        _ => 8,
    };
}
