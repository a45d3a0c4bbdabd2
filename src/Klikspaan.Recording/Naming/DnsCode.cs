namespace Klikspaan.Recording.Naming;

/// <summary>How a question about a name was answered (RFC 1035 section 4.1.1, RFC 6891 section 9).</summary>
enum DnsCode
{
    NoError = 0,
    FormErr = 1,
    ServFail = 2,
    NXDomain = 3,
    NotImp = 4,
    Refused = 5,
    BadVers = 16,
}
