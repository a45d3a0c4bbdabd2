using System.IO.Pipelines;

namespace Klikspaan.Recording.Receiving;

/// <summary>Two directions of a connection.</summary>
sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
