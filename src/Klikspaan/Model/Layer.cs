namespace Klikspaan;

/// <summary>
/// Bytes in which values stand: a piece of a request, or what came out of a value when it was opened.
/// </summary>
public sealed class Layer
{
    string? chain;
    bool? isText;

    internal Layer()
    {
    }

    /// <summary>A piece of a request as a layer of its own.</summary>
    public static Layer Of(Excerpt piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        var layer = new Layer();
        layer.Fill(piece, 0);
        return layer;
    }

    /// <summary>The piece of the capture that everything came from.</summary>
    public Excerpt Root { get; private set; } = null!;

    /// <summary>The layer that this one was found in; null for the piece itself.</summary>
    public Layer? Parent { get; private set; }

    /// <summary>Offset in the parent of the bytes that were opened.</summary>
    public int Offset { get; private set; }

    /// <summary>Length in the parent of the bytes that were opened.</summary>
    public int Length { get; private set; }

    /// <summary>Transforms that opened it, joined by <c>|</c>; for a root those of the container.</summary>
    public string Steps { get; private set; } = "";

    /// <summary>What the bytes are: <c>json</c>, <c>form</c>, <c>protobuf</c>, <c>text</c>, <c>binary</c>, ...</summary>
    public string Structure { get; set; } = "";

    /// <summary>The bytes of this layer.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>The part of the request.</summary>
    public MessagePart Part => Root.Part;

    /// <summary>How many layers this one lies below the piece itself.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether it was found in a part of a value that stays a value, such as the payload of a token, or in what was found there.</summary>
    internal bool IsPart { get; set; }

    /// <summary>Number within the exchange, from 0; a layer comes after the one that it was found in.</summary>
    internal int Number { get; private set; }

    /// <summary>Whether all its bytes are UTF-8, so that what is cut out of them at ASCII characters is too.</summary>
    internal bool IsText => isText ??= System.Text.Unicode.Utf8.IsValid(Bytes.Span);

    /// <summary>Makes it a piece of the request, whatever it was before: layers that nobody keeps are used again.</summary>
    internal void Fill(Excerpt piece, int number)
    {
        (Root, Steps, Bytes, Number) = (piece, piece.Steps, piece.Bytes, number);
        (Parent, Offset, Length, Depth, Structure, chain, isText) = (null, 0, 0, 0, "", null, null);
        IsPart = false;
    }

    /// <summary>Makes it what these bytes of another layer came to by these steps.</summary>
    internal void Fill(Layer parent, int offset, int length, string opened, ReadOnlyMemory<byte> contents, int number)
    {
        (Root, Parent, Offset, Length, Steps, Bytes, Depth, Number) = (parent.Root, parent, offset, length, opened, contents, parent.Depth + 1, number);
        (Structure, chain, isText, IsPart) = ("", null, null, parent.IsPart);
    }

    /// <summary>The steps from the bytes of the capture to the bytes of this layer.</summary>
    public string Chain() => chain ??=
        Parent is null ? Steps : Join(Parent.Chain(), IsWhole ? Steps : Join($"[{Offset}+{Length}]", Steps));

    /// <summary>The layers by name, for a reader: <c>json-string|gzip|json</c>.</summary>
    public string Describe() => Join(Parent is null ? "" : Parent.Describe(), Join(Steps, Structure));

    internal static string Join(string left, string right) =>
        left.Length == 0 ? right : right.Length == 0 ? left : left + "|" + right;

    bool IsWhole => Parent is not null && Offset == 0 && Length == Parent.Bytes.Length;
}
