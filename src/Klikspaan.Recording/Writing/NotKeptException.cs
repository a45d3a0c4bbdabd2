namespace Klikspaan.Recording.Writing;

/// <summary>Something could not be written down, and so may not be acknowledged: a full disk, or the end of the recording.</summary>
sealed class NotKeptException(string message, Exception? cause = null) : Exception(message, cause);
