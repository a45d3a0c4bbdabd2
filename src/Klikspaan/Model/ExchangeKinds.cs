namespace Klikspaan;

/// <summary>What is said of each kind of exchange.</summary>
public static class ExchangeKinds
{
    static readonly (ExchangeKind Kind, string Name)[] Names =
    [
        (ExchangeKind.Http, "http"), (ExchangeKind.NotHttp, "not-http"), (ExchangeKind.Dns, "dns"), (ExchangeKind.TlsFailure, "tls-failure"),
        (ExchangeKind.Attempt, "attempt"), (ExchangeKind.Datagrams, "datagrams"), (ExchangeKind.File, "file"),
        (ExchangeKind.StoredEvent, "stored-event"), (ExchangeKind.Contact, "contact"), (ExchangeKind.VendorRecord, "vendor-record"),
        (ExchangeKind.NotSent, "not-sent"),
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

    /// <summary>Whether it was only written down, by the device, by the vendor's service, or by a recorder that says that it was not sent: nothing shows that it was sent, or where to.</summary>
    public static bool IsWrittenDown(this ExchangeKind kind) => kind is ExchangeKind.StoredEvent or ExchangeKind.VendorRecord or ExchangeKind.NotSent;

    /// <summary>Whether contents were sent in it: a look-up, a failed handshake, an attempt, a file, a contact without contents and what was only written down are not counted as sent.</summary>
    public static bool IsSent(this ExchangeKind kind) => kind is ExchangeKind.Http or ExchangeKind.NotHttp or ExchangeKind.Datagrams;

    /// <summary>Whether no more of it was seen than that it was: names, addresses and times, and what a log wrote down.</summary>
    public static bool IsMetadata(this ExchangeKind kind) => kind is ExchangeKind.Dns or ExchangeKind.TlsFailure or ExchangeKind.Attempt or ExchangeKind.Contact;

    /// <summary>The grade of the evidence of its values in tables: decrypted, of what was sent; metadata; stored, of what is not shown to have been sent.</summary>
    public static string Grade(this ExchangeKind kind) => kind is ExchangeKind.StoredEvent or ExchangeKind.NotSent ? "stored" : kind == ExchangeKind.VendorRecord ? "vendor-record" : kind.IsMetadata() ? "metadata" : "decrypted";
}
