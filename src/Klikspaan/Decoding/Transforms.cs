using System.Collections.Frozen;

namespace Klikspaan.Decoding;

/// <summary>Every transform that a chain of steps can name.</summary>
public static class Transforms
{
    /// <summary>The transforms.</summary>
    public static IReadOnlyList<ITransform> All { get; } =
    [
        new JsonStringTransform(),
        new JsStringTransform(),
        new Latin1Transform(),
        new XmlTextTransform(),
        new XmlAttributeTransform(),
        new Utf16BigTransform(),
        new PercentTransform(),
        new FormTransform(),
        new Base64Transform(),
        new Base64UrlTransform(),
        new Base32Transform(),
        new Base58Transform(),
        new HexTransform(),
        new HtmlTransform(),
        new QuotedPrintableTransform(),
        new HexEscapesTransform(),
        new LzStringTransform(),
        new LzStringUriTransform(),
        new LzStringUtf16Transform(),
        new Utf16LittleTransform(),
        new ChunkedTransform(),
        new GzipTransform(),
        new ZlibTransform(),
        new DeflateTransform(),
        new MessageDeflateTransform(),
        new WebsocketTransform(),
        new DnsNameTransform(),
        new HpackHuffmanTransform(),
        new HpackStaticTransform(),
        new BrotliTransform(),
        new ZstdTransform(),
        new BoolTransform(),
        new VarintTransform(),
        new ZigzagTransform(),
        new Fixed8Transform(),
        new Fixed16Transform(),
        new Fixed32Transform(),
        new Fixed64Transform(),
        new Int8Transform(),
        new Int16Transform(),
        new Int32Transform(),
        new Int64Transform(),
        new Float32Transform(),
        new Float64Transform(),
        new CborIntTransform(),
        new CborFloatTransform(),
        new CborSimpleTransform(),
        new MessagePackIntTransform(),
        new MessagePackFloatTransform(),
        new MessagePackSimpleTransform(),
        new BinaryPropertyListTransform(),
        new CsvQuotedTransform(),
        new SqliteIntTransform(),
        new SqliteConstantTransform(),
    ];

    static readonly FrozenDictionary<string, ITransform> ByName = All.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

    /// <summary>Finds a transform by name; null when there is none.</summary>
    public static ITransform? Find(string name) => ByName.GetValueOrDefault(name);
}
