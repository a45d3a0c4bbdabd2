namespace Klikspaan.Recording;

/// <summary>A recording could not be started or kept; the message says what to do.</summary>
public sealed class RecordingException : Exception
{
    /// <summary>A failure without a message.</summary>
    public RecordingException()
    {
    }

    /// <summary>A failure, in words for a user.</summary>
    public RecordingException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public RecordingException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
