namespace Klikspaan.Reporting;

/// <summary>A piece of a request as it stands in the capture, after the steps that the file's format asks for.</summary>
/// <param name="Part">The part of the request.</param>
/// <param name="Path">Its name in that part: of a header field <c>/user-agent</c>.</param>
/// <param name="Offset">Where it stands in the capture file.</param>
/// <param name="Length">How many bytes it takes there.</param>
/// <param name="Steps">The steps of the format.</param>
/// <param name="Size">How many bytes these gave.</param>
/// <param name="Lines">Those that are shown.</param>
public sealed record ReportedPiece(MessagePart Part, string Path, long Offset, long Length, string Steps, long Size, IReadOnlyList<ByteLine> Lines);
