namespace Klikspaan.Knowledge;

/// <summary>How a sample came to be; its file name says so: <c>endpoint.CASE.har</c>.</summary>
public enum SampleOrigin
{
    /// <summary>Recorded of a program as people use it.</summary>
    Recorded,

    /// <summary>Recorded of the vendor's own library, which a script of ours drove: the case begins with <c>sdk</c>.</summary>
    Library,

    /// <summary>Written by hand from documentation or public source: the case begins with <c>synthetic</c>. It proves how a file reads, not what is sent.</summary>
    Synthetic,
}
