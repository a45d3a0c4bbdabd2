namespace Klikspaan.Recording;

/// <summary>How a program is kept from the network while it is recorded.</summary>
public enum RecordingMode
{
    /// <summary>In namespaces of its own: every address and port ends here, and no IP packet can leave.</summary>
    Isolated,

    /// <summary>By environment variables that name a proxy: only programs that honour them are seen.</summary>
    Proxy,
}
