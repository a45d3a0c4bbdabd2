namespace Klikspaan.Knowledge;

/// <summary>Holds documents of terms against each other and against the rest of the folder.</summary>
static class TermsCheck
{
    public static IEnumerable<KnowledgeProblem> Run(IReadOnlyList<TermsDocument> all, IReadOnlyDictionary<string, Purpose> purposes, IReadOnlyList<Organisation> organisations)
    {
        var (known, byId) = (organisations.Select(o => o.Id).ToHashSet(StringComparer.Ordinal), all.ToDictionary(d => d.Id, StringComparer.Ordinal));
        foreach (var document in all)
        {
            if (!known.Contains(document.Vendor))
            {
                yield return new(document.File, 1, 1, $"the vendor '{document.Vendor}' has no file below recipients/");
            }

            foreach (var purpose in document.Purposes.Where(p => !purposes.ContainsKey(p.Purpose)))
            {
                yield return new(document.File, purpose.Clause.Line, 1, $"the purpose '{purpose.Purpose}' is not listed in {PurposeReader.FileName}");
            }

            foreach (var party in document.Recipients.Where(p => p.Organisation.Length > 0 && !known.Contains(p.Organisation)))
            {
                yield return new(document.File, party.Clause.Line, 1, $"the organisation '{party.Organisation}' has no file below recipients/");
            }

            foreach (var replaced in document.Replaces.Where(r => !byId.TryGetValue(r, out var other) || other.From > document.From))
            {
                yield return new(document.File, 1, 1, byId.ContainsKey(replaced) ? $"it replaces '{replaced}', which is younger" : $"it replaces '{replaced}', which has no file below {TermsReader.Folder}");
            }
        }

        for (var i = 0; i < all.Count; i++)
        {
            for (var j = i + 1; j < all.Count; j++)
            {
                if (IsInTheWay(all[i], all[j]) is { } product)
                {
                    yield return new(all[j].File, 1, 1, $"{all[i].File} covers '{product}' for the same customer at the same time: give the older one a last day, or say in 'replaces' which one counts");
                }
            }
        }
    }

    /// <summary>A product for which two documents hold for one customer on one day; null when there is none.</summary>
    static string? IsInTheWay(TermsDocument one, TermsDocument other) =>
        one.Vendor == other.Vendor && one.Customer == other.Customer && one.Meets(other) && !one.Replaces.Contains(other.Id) && !other.Replaces.Contains(one.Id)
            ? one.Covers.FirstOrDefault(c => other.Covers.Any(c.Meets))?.Product
            : null;
}
