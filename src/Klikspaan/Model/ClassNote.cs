namespace Klikspaan;

/// <summary>What a classifier found for values of one look at one path.</summary>
/// <param name="Owner">The classifier.</param>
/// <param name="Look">A number for all of a value that it goes by.</param>
/// <param name="Mapping">What a protocol file said of them.</param>
/// <param name="Classification">What they are.</param>
readonly record struct ClassNote(object Owner, int Look, Mapping? Mapping, Classification Classification)
{
    /// <summary>Whether it is of this classifier, look and mapping.</summary>
    public bool IsFor(object owner, int look, Mapping? mapping) => Look == look && ReferenceEquals(Mapping, mapping) && ReferenceEquals(Owner, owner);
}
