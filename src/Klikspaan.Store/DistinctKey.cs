namespace Klikspaan.Store;

/// <summary>To whom a value went, and in which event: what all values of one event in one exchange have in common.</summary>
sealed record DistinctHead(string Protocol, string Event, string Host, Attribution Attribution)
{
    readonly int hash = HashCode.Combine(Protocol, Event, Host);

    /// <inheritdoc/>
    public bool Equals(DistinctHead? other) => other is not null && (ReferenceEquals(this, other)
        || (hash == other.hash && Event == other.Event && Host == other.Host && Protocol == other.Protocol && Attribution == other.Attribution));

    /// <inheritdoc/>
    public override int GetHashCode() => hash;
}

/// <summary>A kind of value that was sent to a host. Compared by reference first: within one core's work equal parts are one object.</summary>
/// <param name="Head">To whom, and in which event.</param>
/// <param name="Part">The part of the request.</param>
/// <param name="Path">The path, with <c>*</c> for positions in lists.</param>
/// <param name="Classification">What it is.</param>
readonly record struct DistinctKey(DistinctHead Head, MessagePart Part, PathShape Path, Classification Classification)
{
    /// <inheritdoc/>
    public bool Equals(DistinctKey other) =>
        Part == other.Part && Path.IsSame(other.Path) && Head.Equals(other.Head)
        && (ReferenceEquals(Classification, other.Classification) || Classification == other.Classification);

    /// <inheritdoc/>
    public override int GetHashCode() => (Head.GetHashCode() * 31) + Path.Hash + (int)Part;
}
