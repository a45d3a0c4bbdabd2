namespace Klikspaan.Decoding;

/// <summary>The text of an XML element, with its entities and CDATA sections, to what it stands for; no entity is known but the predefined ones.</summary>
public sealed class XmlTextTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "xml-text";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        var isDone = XmlText.TryDecode(source, isAttribute: false, out decoded, out var bad);
        failure = isDone ? default : new(bad, "a predefined entity or a character");
        return isDone;
    }
}
