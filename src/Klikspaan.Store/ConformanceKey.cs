namespace Klikspaan.Store;

/// <summary>What all values of one event in one exchange have in common.</summary>
/// <param name="Protocol">Protocol file.</param>
/// <param name="Event">Name of the event.</param>
/// <param name="AccountKey">Account key of the event.</param>
/// <param name="Depth">How many segments of the path stand before the event.</param>
/// <param name="IsSent">Whether it is shown to have been sent.</param>
sealed record ConformanceHead(string Protocol, string Event, string AccountKey, int Depth, bool IsSent);

/// <summary>A field of an event, as the exchange has it. Compared by reference first: within one core's work equal parts are one object.</summary>
/// <param name="Head">The event.</param>
/// <param name="Path">The path in the request.</param>
readonly record struct ConformanceKey(ConformanceHead Head, PathShape Path)
{
    /// <inheritdoc/>
    public bool Equals(ConformanceKey other) => Path.IsSame(other.Path) && (ReferenceEquals(Head, other.Head) || Head == other.Head);

    /// <inheritdoc/>
    public override int GetHashCode() => (Head.GetHashCode() * 31) + Path.Hash;

    /// <summary>The pointer from the event to the value, with <c>*</c> for positions in lists.</summary>
    public string Inside()
    {
        var (text, at) = (Path.Text, 0);
        for (var left = Head.Depth; left > 0 && at < text.Length; left--)
        {
            at = text.IndexOf('/', at + 1) is > 0 and var next ? next : text.Length;
        }

        return text[at..];
    }
}
