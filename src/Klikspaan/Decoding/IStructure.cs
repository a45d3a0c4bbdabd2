namespace Klikspaan.Decoding;

/// <summary>A way in which values can stand in bytes, such as JSON or a form.</summary>
interface IStructure
{
    /// <summary>The name in decode chains.</summary>
    string Name { get; }

    /// <summary>
    /// Reads <paramref name="layer"/> into <paramref name="sink"/>. False when the bytes are not of this structure:
    /// what was added is then taken back. A structure that breaks off keeps what it read and reports a problem.
    /// </summary>
    bool TryRead(Layer layer, ItemPath root, ItemSink sink);
}
