using System.IO.Pipelines;

namespace Klikspaan.Recording.Receiving;

/// <summary>A connection whose incoming bytes are shown to a framer; what goes out is left alone.</summary>
sealed class TeeingTransport(IDuplexPipe inner, RequestFramer framer) : IDuplexPipe
{
    public PipeReader Input { get; } = new TeeingInput(inner.Input, framer);

    public PipeWriter Output => inner.Output;
}
