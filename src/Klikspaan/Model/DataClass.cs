namespace Klikspaan;

/// <summary>Content, functional or diagnostic data, as far as it was observed: which it is in the end depends on what is stored, which a capture does not show.</summary>
public enum DataClass
{
    /// <summary>Nothing that was observed says so.</summary>
    NotEstablished,

    /// <summary>What people write, name, visit or search.</summary>
    Content,

    /// <summary>Needed to carry out what was asked, as far as was observed.</summary>
    Functional,

    /// <summary>About how a program or service is used, performs or fails.</summary>
    Diagnostic,
}

/// <summary>How classes of data are called in tables and files.</summary>
public static class DataClasses
{
    static readonly string[] Names = [Classification.NotEstablished, "content", "functional", "diagnostic"];

    /// <summary>The names of the classes that somebody can decide for.</summary>
    public static IReadOnlyList<string> Decided { get; } = Names[1..];

    /// <summary>Its name in tables and files.</summary>
    public static string Name(this DataClass dataClass) => Names[(int)dataClass];

    /// <summary>The class of this name; null when there is none.</summary>
    public static DataClass? Find(string name) => Array.IndexOf(Names, name) is >= 0 and var at ? (DataClass)at : null;
}
