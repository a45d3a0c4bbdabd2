using System.Net;
using System.Text;
using System.Text.Unicode;

namespace Klikspaan.Decoding;

/// <summary>Text in which characters stand as references, as HTML writes them (WHATWG HTML section 13.1.4); what is no reference stands for itself.</summary>
public sealed class HtmlTransform : ITransform
{
    const int LongestReference = 32;

    /// <inheritdoc/>
    public string Name => "html";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        decoded = [];
        if (!Utf8.IsValid(source))
        {
            failure = new(0, "UTF-8");
            return false;
        }

        failure = default;
        decoded = Encoding.UTF8.GetBytes(WebUtility.HtmlDecode(Encoding.UTF8.GetString(source)));
        return true;
    }

    /// <summary>Whether every ampersand begins a reference: in an address or a text that nobody escaped, most do not.</summary>
    internal static bool Looks(ReadOnlySpan<byte> value)
    {
        var rest = value;
        while (rest.IndexOf((byte)'&') is >= 0 and var at)
        {
            rest = rest[(at + 1)..];
            var end = rest[..Math.Min(rest.Length, LongestReference)].IndexOf((byte)';');
            if (end <= 0 || !IsReference(rest[..end]))
            {
                return false;
            }

            rest = rest[(end + 1)..];
        }

        return true;
    }

    static bool IsReference(ReadOnlySpan<byte> name)
    {
        foreach (var letter in name[(name[0] == '#' ? 1 : 0)..])
        {
            if (!char.IsAsciiLetterOrDigit((char)letter))
            {
                return false;
            }
        }

        return name.Length > 1;
    }
}
