namespace Klikspaan.Recording.Naming;

/// <summary>What is asked about a name (RFC 1035 section 3.2.2 and the IANA registry): those that programs ask for.</summary>
enum DnsType : ushort
{
    A = 1,
    NS = 2,
    CNAME = 5,
    SOA = 6,
    PTR = 12,
    HINFO = 13,
    MX = 15,
    TXT = 16,
    AAAA = 28,
    SRV = 33,
    NAPTR = 35,
    OPT = 41,
    DS = 43,
    DNSKEY = 48,
    TLSA = 52,
    SVCB = 64,
    HTTPS = 65,
    AXFR = 252,
    ANY = 255,
    URI = 256,
    CAA = 257,
}
