namespace Klikspaan;

/// <summary>A file that a program left on the device, as a recording kept it.</summary>
/// <param name="Change"><c>created</c> or <c>changed</c>; empty when the recording does not say.</param>
/// <param name="BytesSeen">Its length in bytes; null when the recording does not say.</param>
/// <param name="WrittenAt">When it was last written, by the file system, whose time a program can set; null when the recording does not say.</param>
/// <param name="Kept">What was kept of its content, from its first byte on; null for nothing. It is none of what was sent.</param>
public sealed record LeftFile(string Change, long? BytesSeen, DateTimeOffset? WrittenAt, Excerpt? Kept);
