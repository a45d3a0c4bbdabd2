using Klikspaan.Packets;

namespace Klikspaan.Decoding;

/// <summary>The frames of one message of a websocket (RFC 6455 section 5): their content, without masks.</summary>
public sealed class WebsocketTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => WebsocketFrames.Step;

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var message = source.Length <= limits.LayerBytes ? WebsocketFrames.Message(source) : null;
        var isWhole = message is { IsData: true } whole && whole.Length == source.Length;
        decoded = isWhole ? message!.Value.Payload : [];
        failure = isWhole ? default : new(0, "the frames of a message of a websocket");
        return isWhole;
    }
}
