using Klikspaan.Bench.Scoring;

namespace Klikspaan.Bench.Measuring;

/// <summary>What a peer took beside the product, or why it was not run.</summary>
sealed record PeerResult(Peer Peer, Pairs? Pairs, string Absent, Score? Score, string Load);
