namespace Klikspaan.Decoding;

/// <summary>The value of an XML attribute, with its entities, to what it stands for; no entity is known but the predefined ones.</summary>
public sealed class XmlAttributeTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "xml-attribute";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        var isDone = XmlText.TryDecode(source, isAttribute: true, out decoded, out var bad);
        failure = isDone ? default : new(bad, "a predefined entity or a character");
        return isDone;
    }
}
