using Klikspaan.Assessing;

namespace Klikspaan.Store;

/// <summary>How a dossier holds recipients that were observed against those that documents in force name.</summary>
public sealed partial class Dossier
{
    /// <summary>
    /// The product of a capture, on its day: as <c>dossier.yaml</c> names it, where it does. Else the name is what a person said of the capture, the platform too, or the first word of the operating system;
    /// and whose it is follows from the terms that name it, where those of one vendor alone do.
    /// </summary>
    internal AssessedProduct ProductOf(ManifestEntry capture)
    {
        var standing = CaptureStanding.Of(capture, PlainIndex(capture).Outline().Min(r => r.StartedAt));
        if (File.Products.FirstOrDefault(p => AssessmentSource.IsOf(this, p, capture)) is { } listed)
        {
            return new(listed.Name, listed.Platform, listed.Vendor, File.Customer, standing.Day);
        }

        var platform = capture.Meta.GetValueOrDefault(CaptureMeta.Platform, "") is { Length: > 0 } said ? said : capture.Meta.GetValueOrDefault("os_build", "").Trim().Split([' ', '/', ','], 2)[0].ToLowerInvariant();
        List<string> vendors = [.. Knowledge.Terms.Where(d => d.Covers.Concat(d.Excludes).Any(s => s.Product.Equals(standing.Product, StringComparison.OrdinalIgnoreCase))).Select(d => d.Vendor).Distinct()];
        return new(standing.Product, platform, vendors is [var one] ? one : "", File.Customer, standing.Day);
    }
}
