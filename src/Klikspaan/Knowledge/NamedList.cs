using System.Text;

namespace Klikspaan.Knowledge;

/// <summary>A list whose elements name themselves, so that <c>/attributes/3</c> can be read as <c>/attributes/host.name</c>.</summary>
/// <param name="Elements">Pattern of its elements, such as <c>content:/**/attributes/*</c>.</param>
/// <param name="Name">Pointer within an element to its name, such as <c>/key</c>.</param>
public sealed record NamedList(PathPattern Elements, string Name)
{
    /// <summary>The last segment of <see cref="Name"/> as UTF-8; empty where it may be a position, or is not written as the name itself.</summary>
    internal ReadOnlyMemory<byte> LastName { get; } = LastOf(Name);

    static byte[] LastOf(string name)
    {
        var last = name[(name.LastIndexOf('/') + 1)..];
        return last.Contains('~', StringComparison.Ordinal) || long.TryParse(last, out _) ? [] : Encoding.UTF8.GetBytes(last);
    }
}
