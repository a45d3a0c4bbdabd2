namespace Klikspaan;

/// <summary>For what a value is the same, and beyond which it is another.</summary>
public enum IdentifierScope
{
    /// <summary>The runs that were seen do not show it.</summary>
    NotEstablished,

    /// <summary>Another in each request.</summary>
    Request,

    /// <summary>The same in one run of the program, another in the next.</summary>
    Run,

    /// <summary>The same after a restart, another in a new installation.</summary>
    Installation,

    /// <summary>The same in a new installation, another for another person or account.</summary>
    Account,

    /// <summary>The same for another person or account on the same device, another on another device.</summary>
    Device,

    /// <summary>The same on another device, for another person or account, of devices that were not invented on one machine: it tells none of these apart.</summary>
    Everyone,
}
