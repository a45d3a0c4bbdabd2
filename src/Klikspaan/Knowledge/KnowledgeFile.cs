namespace Klikspaan.Knowledge;

/// <summary>One file of a knowledge folder, as the host read it.</summary>
/// <param name="Path">Path within the folder, with forward slashes: <c>protocols/vendor/endpoint.yaml</c>.</param>
/// <param name="Bytes">Its contents.</param>
public sealed record KnowledgeFile(string Path, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Whether it shipped with the program, whose tests found no mistake in it: it need not be read whole before it is needed.</summary>
    public bool IsShipped { get; init; }
}
