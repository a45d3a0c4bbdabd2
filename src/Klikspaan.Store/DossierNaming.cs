using Klikspaan.Assessing;

namespace Klikspaan.Store;

/// <summary>How a dossier holds recipients that were observed against those that documents in force name.</summary>
public sealed partial class Dossier
{
    /// <summary>
    /// The product of a capture, as a person said: its name, and the platform as the first word of the operating system. Whose it is follows from the terms that name it, where those of one vendor alone do.
    /// </summary>
    internal AssessedProduct ProductOf(ManifestEntry capture)
    {
        var standing = CaptureStanding.Of(capture, PlainIndex(capture).Outline().Min(r => r.StartedAt));
        var platform = capture.Meta.GetValueOrDefault("os_build", "").Trim().Split([' ', '/', ','], 2)[0].ToLowerInvariant();
        List<string> vendors = [.. Knowledge.Terms.Where(d => d.Covers.Concat(d.Excludes).Any(s => s.Product.Equals(standing.Product, StringComparison.OrdinalIgnoreCase))).Select(d => d.Vendor).Distinct()];
        return new(standing.Product, platform, vendors is [var one] ? one : "", "", standing.Day);
    }
}
