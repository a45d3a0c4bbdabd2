namespace Klikspaan;

/// <summary>
/// Bytes in which values stand: a piece of a request, or what came out of a value when it was opened.
/// </summary>
public sealed class Layer
{
    string? chain;
    bool? isText;

    /// <summary>The piece of the capture that everything came from.</summary>
    public required Excerpt Root { get; init; }

    /// <summary>The layer that this one was found in; null for the piece itself.</summary>
    public Layer? Parent { get; init; }

    /// <summary>Offset in the parent of the bytes that were opened.</summary>
    public int Offset { get; init; }

    /// <summary>Length in the parent of the bytes that were opened.</summary>
    public int Length { get; init; }

    /// <summary>Transforms that opened it, joined by <c>|</c>; for a root those of the container.</summary>
    public required string Steps { get; init; }

    /// <summary>What the bytes are: <c>json</c>, <c>form</c>, <c>protobuf</c>, <c>text</c>, <c>binary</c>, ...</summary>
    public string Structure { get; set; } = "";

    /// <summary>The bytes of this layer.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The part of the request.</summary>
    public MessagePart Part => Root.Part;

    /// <summary>How many layers this one lies below the piece itself.</summary>
    public int Depth { get; init; }

    /// <summary>Number within the exchange, from 0; a layer comes after the one that it was found in.</summary>
    internal int Number { get; init; }

    /// <summary>Whether all its bytes are UTF-8, so that what is cut out of them at ASCII characters is too.</summary>
    internal bool IsText => isText ??= System.Text.Unicode.Utf8.IsValid(Bytes.Span);

    /// <summary>The steps from the bytes of the capture to the bytes of this layer.</summary>
    public string Chain() => chain ??=
        Parent is null ? Steps : Join(Parent.Chain(), IsWhole ? Steps : Join($"[{Offset}+{Length}]", Steps));

    /// <summary>The layers by name, for a reader: <c>json-string|gzip|json</c>.</summary>
    public string Describe() => Join(Parent is null ? "" : Parent.Describe(), Join(Steps, Structure));

    internal static string Join(string left, string right) =>
        left.Length == 0 ? right : right.Length == 0 ? left : left + "|" + right;

    bool IsWhole => Parent is not null && Offset == 0 && Length == Parent.Bytes.Length;
}
