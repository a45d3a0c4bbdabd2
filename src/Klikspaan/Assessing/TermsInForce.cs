using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Assessing;

/// <summary>
/// Finds the terms that held for a product on the day of a capture, for its customer: never those of another day, another customer or another product.
/// Terms of a customer come before those for all customers where they say so (<c>replaces</c>), else both hold.
/// </summary>
public sealed class TermsInForce
{
    readonly ILookup<string, TermsDocument> byVendor;

    /// <summary>Prepares the look-up.</summary>
    public TermsInForce(KnowledgeBase knowledge)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        byVendor = knowledge.Terms.ToLookup(d => d.Vendor, StringComparer.Ordinal);
    }

    /// <summary>The terms that held.</summary>
    public TermsAnswer Find(AssessedProduct product)
    {
        ArgumentNullException.ThrowIfNull(product);
        if (Missing(product) is { } missing)
        {
            return new(TermsStanding.NotEstablished, [], $"{missing} is not established");
        }

        var of = byVendor[product.Vendor].Where(d => d.Customer.Length == 0 || d.Customer.Equals(product.Customer, StringComparison.OrdinalIgnoreCase)).ToList();
        var inForce = of.FindAll(d => d.IsInForce(product.Day!.Value));
        inForce.RemoveAll(d => inForce.Exists(o => o.Replaces.Contains(d.Id)));
        if (inForce.Count == 0)
        {
            return new(TermsStanding.NotEstablished, [], string.Create(CultureInfo.InvariantCulture, $"no file of terms of {product.Vendor} holds on {product.Day:yyyy-MM-dd}"));
        }

        var covering = inForce.FindAll(d => d.Covers.Any(c => c.IsOf(product.Name, product.Platform)) && !IsExcluded(d, product));
        var excluding = inForce.FindAll(d => IsExcluded(d, product));
        if (covering.Count > 0)
        {
            return new(TermsStanding.Covered, covering, $"{Names(covering)} covers it") { Excluding = excluding };
        }

        return excluding.Count > 0
            ? new(TermsStanding.Excluded, excluding, $"{Names(excluding)} is said not to cover it")
            : new(TermsStanding.NotNamed, inForce, $"{Names(inForce)} does not name it");
    }

    static bool IsExcluded(TermsDocument document, AssessedProduct product) => document.Excludes.Any(e => e.IsOf(product.Name, product.Platform));

    static string Names(List<TermsDocument> documents) => string.Join(", ", documents.Select(d => d.File));

    static string? Missing(AssessedProduct product) =>
        product.Name.Length == 0 ? "which product it is"
        : product.Vendor.Length == 0 ? "whose product it is"
        : product.Platform.Length == 0 ? "on which platform it ran"
        : product.Day is null ? "on which day it was captured"
        : null;
}
