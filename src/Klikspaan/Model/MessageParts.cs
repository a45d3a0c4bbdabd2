namespace Klikspaan;

/// <summary>What is said of each part of a request.</summary>
public static class MessageParts
{
    static readonly string[] Names = [.. Enum.GetNames<MessagePart>().Select(n => n.ToLowerInvariant())];

    /// <summary>Its name in tables and places.</summary>
    public static string Name(this MessagePart part) => Names[(int)part];

    /// <summary>The part of this name; null when there is none.</summary>
    internal static MessagePart? Find(string name) => Array.IndexOf(Names, name) is >= 0 and var index ? (MessagePart)index : null;
}
