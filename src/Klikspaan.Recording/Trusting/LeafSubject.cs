using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Klikspaan.Recording.Trusting;

/// <summary>For whom a certificate speaks: a name, an address, or nobody where the program asked for no possible name.</summary>
/// <param name="Name">The name in lower case and ASCII; empty for an address alone.</param>
/// <param name="Address">The address; null for a name alone.</param>
sealed record LeafSubject(string Name, IPAddress? Address)
{
    // ub-common-name is 64 (RFC 5280, appendix A.1); a longer name stands in the subject alternative name alone, which is what counts.
    const int LongestCommonName = 64;
    const int LongestName = 253;
    const int LongestLabel = 63;

    /// <summary>Reserved by RFC 2606, section 2.</summary>
    const string Nobody = "not-a-name.invalid";

    /// <summary>Reads what a program sent as the name of the server; never throws.</summary>
    public static LeafSubject Of(string hostOrAddress)
    {
        var text = (hostOrAddress ?? "").Trim().TrimStart('[').TrimEnd(']');
        if (AddressOf(text) is { } address)
        {
            return new("", address);
        }

        var name = Ascii(text.EndsWith('.') ? text[..^1] : text).ToLowerInvariant();
        return new(IsName(name) ? name : Nobody, null);
    }

    /// <summary>Both: what the program connected to, and the name by which it looked that up, if any.</summary>
    public static LeafSubject Of(IPAddress address, string? name)
    {
        var plain = Plain(address);
        return name is null ? new(IPAddress.IsLoopback(plain) ? "localhost" : "", plain) : Of(name) with { Address = plain };
    }

    /// <summary>Equal for equal certificates.</summary>
    public string Key => $"{Name} {Address}";

    /// <summary>The subject.</summary>
    public X500DistinguishedName Subject()
    {
        var text = Name.Length > 0 ? Name : Address!.ToString();
        var name = new X500DistinguishedNameBuilder();
        name.AddOrganizationName("Klikspaan recording");
        if (text.Length <= LongestCommonName)
        {
            name.AddCommonName(text);
        }

        return name.Build();
    }

    /// <summary>The subject alternative name.</summary>
    public X509Extension AlternativeNames()
    {
        var names = new SubjectAlternativeNameBuilder();
        if (Name.Length > 0)
        {
            names.AddDnsName(Name);
        }

        if (Address is not null)
        {
            names.AddIpAddress(Address);
        }

        return names.Build();
    }

    /// <summary>An address as it is written in full; <c>1</c> and <c>0x7f.1</c>, which .NET takes for addresses, are none.</summary>
    static IPAddress? AddressOf(string text)
    {
        var isDotted = text.Split('.') is { Length: 4 } parts && parts.All(p => p.Length is >= 1 and <= 3 && p.All(char.IsAsciiDigit));
        if (!(isDotted || text.Contains(':', StringComparison.Ordinal)) || !IPAddress.TryParse(text, out var address))
        {
            return null;
        }

        return Plain(address);
    }

    /// <summary>As IPv4 where it is, and without the zone, which means something on the sender's machine only.</summary>
    static IPAddress Plain(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork ? address
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());

    /// <summary>Letters, digits, hyphens and underscores, in labels: anything else, a wildcard above all, speaks for nobody.</summary>
    static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.Split('.').All(label =>
            label.Length is > 0 and <= LongestLabel && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'));

    static string Ascii(string name)
    {
        if (System.Text.Ascii.IsValid(name) || name.Length > LongestName)
        {
            return name;
        }

        try
        {
            return new IdnMapping().GetAscii(name);
        }
        catch (ArgumentException)
        {
            return name;
        }
    }
}
