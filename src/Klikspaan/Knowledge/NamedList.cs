namespace Klikspaan.Knowledge;

/// <summary>A list whose elements name themselves, so that <c>/attributes/3</c> can be read as <c>/attributes/host.name</c>.</summary>
/// <param name="Elements">Pattern of its elements, such as <c>content:/**/attributes/*</c>.</param>
/// <param name="Name">Pointer within an element to its name, such as <c>/key</c>.</param>
public sealed record NamedList(PathPattern Elements, string Name);
