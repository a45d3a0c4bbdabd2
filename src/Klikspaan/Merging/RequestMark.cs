namespace Klikspaan.Merging;

/// <summary>A request as it is compared with those of other captures.</summary>
/// <param name="Exchange">Its number within its capture.</param>
/// <param name="Digest">SHA-256 over method, address and content: equal for the same request, whichever tool saw it.</param>
/// <param name="At">When it was sent, by the clock of its capture.</param>
/// <param name="Fields">Its header fields, each cookie by itself; without those that say nothing but how it was carried.</param>
public sealed record RequestMark(int Exchange, RequestDigest Digest, DateTimeOffset At, IReadOnlyList<FieldMark> Fields);

/// <summary>SHA-256, as two numbers.</summary>
public readonly record struct RequestDigest(UInt128 High, UInt128 Low);

/// <summary>A header field, without its value.</summary>
/// <param name="Name">Its name in lower case; <c>cookie</c> for each cookie.</param>
/// <param name="Digest">The first half of SHA-256 over name and value.</param>
public readonly record struct FieldMark(string Name, UInt128 Digest);
