namespace Klikspaan;

/// <summary>What is said of each part of a request.</summary>
public static class MessageParts
{
    static readonly string[] Names = [.. Enum.GetNames<MessagePart>().Select(n => n.ToLowerInvariant())];

    /// <summary>Its name in tables and places.</summary>
    public static string Name(this MessagePart part) => Names[(int)part];
}
