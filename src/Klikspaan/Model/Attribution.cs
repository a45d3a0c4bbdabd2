namespace Klikspaan;

/// <summary>Who operates a host, and apart from that on whose behalf it collected: each with its source, or not established.</summary>
/// <param name="Operator">Legal entity that operates the host.</param>
/// <param name="OperatorSource">The knowledge file and source that say so; empty when not established.</param>
/// <param name="Country">Country of establishment of that legal entity (ISO 3166), never of a server.</param>
/// <param name="OnBehalfOf">In whose published software the key of this traffic was found; no role in law.</param>
/// <param name="OnBehalfOfSource">The knowledge file and source that say so; empty when not established.</param>
/// <param name="RegistrableDomain">The host's registrable domain by the public suffix list; empty for an address.</param>
public sealed record Attribution(
    string Operator, string OperatorSource, string Country, string OnBehalfOf, string OnBehalfOfSource, string RegistrableDomain);
