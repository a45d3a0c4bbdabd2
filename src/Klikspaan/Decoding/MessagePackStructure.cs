namespace Klikspaan.Decoding;

/// <summary>MessagePack, recognised by the guess of <see cref="HeadWalk{TFormat}"/>; of an extension the bytes are read without their type.</summary>
sealed class MessagePackStructure : IStructure
{
    /// <inheritdoc/>
    public string Name => MessagePackHeads.Name;

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink) => HeadWalk<MessagePackHeads>.TryRead(layer, root, sink);
}
