namespace Klikspaan;

/// <summary>What is said of each kind of exchange.</summary>
public static class ExchangeKinds
{
    static readonly (ExchangeKind Kind, string Name)[] Names =
    [
        (ExchangeKind.Http, "http"), (ExchangeKind.NotHttp, "not-http"), (ExchangeKind.Dns, "dns"), (ExchangeKind.TlsFailure, "tls-failure"),
        (ExchangeKind.Attempt, "attempt"), (ExchangeKind.Datagrams, "datagrams"), (ExchangeKind.File, "file"),
        (ExchangeKind.StoredEvent, "stored-event"), (ExchangeKind.Contact, "contact"),
    ];

    /// <summary>Its name in tables and recordings.</summary>
    public static string Name(this ExchangeKind kind) => Names[(int)kind].Name;

    /// <summary>The kind of this name; null when there is none.</summary>
    public static ExchangeKind? Find(string name)
    {
        foreach (var (kind, known) in Names)
        {
            if (known == name)
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>Whether contents were sent in it: a look-up, a failed handshake, an attempt, a file and a stored event are not counted as sent.</summary>
    public static bool IsSent(this ExchangeKind kind) => kind is ExchangeKind.Http or ExchangeKind.NotHttp or ExchangeKind.Datagrams;
}
