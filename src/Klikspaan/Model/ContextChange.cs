namespace Klikspaan;

/// <summary>What was different in two runs of a program.</summary>
public enum ContextChange
{
    /// <summary>Nothing but that it was started again.</summary>
    Restart,

    /// <summary>It was installed again, or its stored data were gone; device and account were the same.</summary>
    Installation,

    /// <summary>Another person or account on the same device.</summary>
    Account,

    /// <summary>Another device with the same person or account.</summary>
    Device,

    /// <summary>Another device and another person or account.</summary>
    Both,

    /// <summary>Another device and person that were invented, on the same machine: what a program reads of that machine itself is the same.</summary>
    Invented,
}
