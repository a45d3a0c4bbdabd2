namespace Klikspaan;

/// <summary>How scopes of identifiers, and what differed between runs, are called in tables.</summary>
public static class IdentifierNames
{
    static readonly (IdentifierScope Scope, string Name)[] Scopes =
    [
        (IdentifierScope.Device, "device"), (IdentifierScope.Account, "account"), (IdentifierScope.Installation, "installation"), (IdentifierScope.Run, "run"),
        (IdentifierScope.NotEstablished, Classification.NotEstablished), (IdentifierScope.Request, "request"), (IdentifierScope.Everyone, "everyone"),
    ];

    static readonly (ContextChange Change, string Name)[] Changes =
    [
        (ContextChange.Restart, "restart"), (ContextChange.Installation, "new installation"), (ContextChange.Account, "other account"),
        (ContextChange.Device, "other device"), (ContextChange.Both, "other device and account"), (ContextChange.Invented, "other invented device and account"),
    ];

    /// <summary>Its name in tables.</summary>
    public static string Name(this IdentifierScope scope) => Scopes.First(s => s.Scope == scope).Name;

    /// <summary>Its place where the widest that is established comes first, and what tells nothing apart last.</summary>
    public static int Rank(this IdentifierScope scope) => Array.FindIndex(Scopes, s => s.Scope == scope);

    /// <summary>Its name in tables.</summary>
    public static string Name(this ContextChange change) => Changes[(int)change].Name;
}
