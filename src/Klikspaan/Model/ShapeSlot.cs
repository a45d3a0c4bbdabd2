namespace Klikspaan;

/// <summary>A place in the table of shapes; empty while it has none.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Hash">Of what contains it and its name.</param>
readonly record struct ShapeSlot(PathShape? Shape, uint Hash);
