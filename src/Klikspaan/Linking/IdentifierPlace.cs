namespace Klikspaan.Linking;

/// <summary>Where values stand that may identify: the same field of requests to the same host.</summary>
/// <param name="Host">Host name or address that it was addressed to.</param>
/// <param name="Operator">Who operates the host; or not established.</param>
/// <param name="Domain">The host's registrable domain; the host itself for an address.</param>
/// <param name="Part">The part of the request.</param>
/// <param name="Path">Pointer in it, with <c>*</c> for positions in lists.</param>
public sealed record IdentifierPlace(string Host, string Operator, string Domain, MessagePart Part, string Path)
{
    /// <summary>Part and pointer.</summary>
    public string Field => $"{Part.Name()}:{Path}";

    /// <summary>A total order over fields.</summary>
    public static Comparer<IdentifierPlace> Order { get; } = Comparer<IdentifierPlace>.Create((one, other) =>
        string.CompareOrdinal(one.Host, other.Host) is not 0 and var byHost ? byHost
        : one.Part.CompareTo(other.Part) is not 0 and var byPart ? byPart
        : string.CompareOrdinal(one.Path, other.Path) is not 0 and var byPath ? byPath
        : string.CompareOrdinal(one.Operator, other.Operator));
}
