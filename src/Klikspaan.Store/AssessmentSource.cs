using System.Globalization;
using Klikspaan.Assessing;

namespace Klikspaan.Store;

/// <summary>Gathers from a dossier, for each product on a platform that it names, what captures show and what documents state.</summary>
static class AssessmentSource
{
    /// <summary>The cases, and what is not established of captures as a whole.</summary>
    public static async Task<(IReadOnlyList<AssessedCase> Cases, IReadOnlyList<OpenMatter> Open)> GatherAsync(Dossier dossier, bool withJudgements, IProgress<long>? progress, CancellationToken cancellation)
    {
        var (cases, open, taken) = (new List<AssessedCase>(), new List<OpenMatter>(), new HashSet<string>(StringComparer.Ordinal));
        await dossier.ReadBaselinesAsync(cancellation).ConfigureAwait(false);
        await (dossier.Umbrella?.ReadBaselinesAsync(cancellation) ?? Task.CompletedTask).ConfigureAwait(false);
        var umbrella = dossier.Umbrella;
        List<StatedFact> stated = [.. dossier.Documents.Facts, .. dossier.SharedFacts()];
        List<SourceClaim> claims = [.. dossier.Documents.Claims, .. dossier.SharedClaims()];
        List<MeasureStanding> measures = [.. dossier.Measures, .. dossier.SharedMeasures()];
        foreach (var product in dossier.File.Products)
        {
            var captures = new List<ObservedCapture>();
            foreach (var entry in dossier.Manifest.Captures.Where(c => IsOf(dossier, product, c)))
            {
                taken.Add(entry.Sha256);
                captures.Add(await CaptureObserver.ReadAsync(dossier, entry, withJudgements, what => open.Add(new(product.Name, product.Platform, what)), cancellation).ConfigureAwait(false));
                progress?.Report(entry.Bytes);
            }

            var own = captures.Select(c => c.Day).Max() ?? product.Day;
            foreach (var entry in umbrella is null ? [] : umbrella.Manifest.Captures.Where(c => IsOf(umbrella, product, c) && dossier.Manifest.Captures.All(o => o.Sha256 != c.Sha256)))
            {
                captures.Add(await CaptureObserver.ReadAsync(umbrella!, entry, withJudgements, what => open.Add(new(product.Name, product.Platform, what)), cancellation).ConfigureAwait(false) with { IsShared = true });
                progress?.Report(entry.Bytes);
            }

            var day = own ?? captures.Select(c => c.Day).Max();
            cases.Add(new()
            {
                Product = new(product.Name, product.Platform, product.Vendor, dossier.File.Customer, day),
                Version = product.Version,
                IsShared = umbrella is not null && own is null && umbrella.File.Customer == dossier.File.Customer && umbrella.File.Products.Any(p => IsSame(p, product)),
                Catalogues = product.Catalogues,
                OwnHosts = dossier.File.OwnHosts,
                Accepted = product.Accepted,
                Captures = captures,
                Stated = [.. stated.Where(f => f.Product.Equals(product.Name, StringComparison.OrdinalIgnoreCase))],
                Claims = [.. claims.Where(c => c.Product.Equals(product.Name, StringComparison.OrdinalIgnoreCase) && (c.Platform.Length == 0 || c.Platform.Equals(product.Platform, StringComparison.OrdinalIgnoreCase)))],
                Measures = measures,
            });
        }

        foreach (var capture in dossier.Manifest.Captures.Where(c => !taken.Contains(c.Sha256) && !dossier.IsBaseline(c)))
        {
            var (name, platform) = (capture.Meta.GetValueOrDefault(CaptureMeta.Product, ""), capture.Meta.GetValueOrDefault(CaptureMeta.Platform, ""));
            open.Add(new(name, platform, string.Create(CultureInfo.InvariantCulture, $"capture {Locator.Short(capture.Sha256)} was not assessed: {(name.Length == 0 ? "it does not say of which product it is" : $"dossier.yaml does not name the product '{name}' on {(platform.Length == 0 ? "a platform that it does not say" : $"'{platform}'")}")}")));
        }

        return (cases, open);
    }

    static bool IsSame(AssessedProductFile one, AssessedProductFile other) => one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase) && one.Platform.Equals(other.Platform, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a capture is of a product on its platform; one that does not say its platform is, where the dossier names one platform of that product only.</summary>
    internal static bool IsOf(Dossier dossier, AssessedProductFile product, ManifestEntry capture)
    {
        var platform = capture.Meta.GetValueOrDefault(CaptureMeta.Platform, "");
        return !dossier.IsBaseline(capture) && product.Name.Equals(capture.Meta.GetValueOrDefault(CaptureMeta.Product, ""), StringComparison.OrdinalIgnoreCase)
            && (platform.Length > 0 ? product.Platform.Equals(platform, StringComparison.OrdinalIgnoreCase) : dossier.File.Products.Count(p => p.Name.Equals(product.Name, StringComparison.OrdinalIgnoreCase)) == 1);
    }
}
