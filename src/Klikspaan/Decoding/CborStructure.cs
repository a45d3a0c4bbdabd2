namespace Klikspaan.Decoding;

/// <summary>CBOR (RFC 8949), recognised by its tag for that or by the guess of <see cref="HeadWalk{TFormat}"/>; other tags are passed over.</summary>
sealed class CborStructure : IStructure
{
    /// <inheritdoc/>
    public string Name => CborHeads.Name;

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink) => HeadWalk<CborHeads>.TryRead(layer, root, sink);
}
