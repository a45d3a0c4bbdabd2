namespace Klikspaan;

/// <summary>Where a path stands in its table.</summary>
/// <param name="Path">The path.</param>
/// <param name="Request">The request that it is of; anything else in this place is of an earlier one.</param>
/// <param name="Hash">Of its parent, shape and position.</param>
readonly record struct PathPlace(ItemPath Path, int Request, uint Hash);
