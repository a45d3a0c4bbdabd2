using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Assessing;

/// <summary>Which measures count for a product on a platform, and which of them a capture shows.</summary>
/// <param name="of">The product, with its captures and measures.</param>
/// <param name="knowledge">The facts.</param>
/// <param name="terms">Terms by day.</param>
/// <param name="findings">What was found.</param>
sealed class MeasureWeighing(AssessedCase of, KnowledgeBase knowledge, TermsInForce terms, IReadOnlyList<Finding> findings)
{
    readonly TermsAnswer answer = terms.Find(of.Product);

    /// <summary>A measure, as it stands.</summary>
    public AssessedMeasure Of(string id)
    {
        var measure = knowledge.Assessment.Measures[id];
        List<MeasureStanding> about = [.. of.Measures.Where(m => m.Measure == id && m.IsOf(of.Product)).OrderBy(m => !m.IsShared).ThenBy(m => m.Date).ThenBy(m => m.Platform.Length > 0)];
        if (about is not [.., var standing])
        {
            return new(measure, null, false, false, "the dossier does not say what became of it");
        }

        // Of the same day and platform nobody's word goes before another's.
        if (about.FindAll(m => m.IsShared == standing.IsShared && m.Date == standing.Date && m.Platform.Length > 0 == standing.Platform.Length > 0) is var same && same.DistinctBy(m => m.State).Count() > 1)
        {
            return new(measure, standing, false, false, $"people contradict each other: {string.Join("; ", same.Select(m => $"{m.By}: {m.State} ({m.Place})"))}");
        }

        var (counts, why) = Counts(measure, standing);
        if (standing.IsShared)
        {
            // Whoever stands on the umbrella has to see to it, or to look at it, itself.
            var unconfirmed = $"the umbrella says {standing.State}; measures/ of this dossier does not confirm it";
            return new(measure, standing, counts && !measure.IsOfOrganisation, false, counts ? unconfirmed : why);
        }

        var shown = counts && standing.State == "verified" && Shown(measure, standing) is null;
        return new(measure, standing, counts, shown, counts && standing.State == "verified" && !shown ? Shown(measure, standing)! : why);
    }

    (bool Counts, string Why) Counts(Measure measure, MeasureStanding standing)
    {
        if (standing.State == "refused")
        {
            return (false, "it was refused");
        }

        if (measure.Products.Count > 0 && !measure.Products.Contains(of.Product.Name, StringComparer.OrdinalIgnoreCase))
        {
            return (false, $"it is a measure for {string.Join(", ", measure.Products)}");
        }

        if (measure.Kind == "contractual" && standing.Terms.Length == 0)
        {
            return (false, "a contractual measure counts where its terms hold, and it names none ('terms')");
        }

        if (of.Product.Day is { } day && standing.Date > day && standing.Terms.Length > 0)
        {
            return (false, string.Create(CultureInfo.InvariantCulture, $"it holds from {standing.Date:yyyy-MM-dd} on, and the captures are of {day:yyyy-MM-dd}"));
        }

        if (standing.Terms.Length > 0 && !(answer.Standing == TermsStanding.Covered && answer.Documents.Any(d => d.Id == standing.Terms)))
        {
            return (false, $"terms/{standing.Terms}.yaml does not hold for this product and platform on that day ({answer.Why})");
        }

        if (Contradiction(measure, standing) is { } contradiction)
        {
            return (false, contradiction);
        }

        return measure.IsOfOrganisation || standing.State is "agreed" or "implemented" or "verified"
            ? (true, standing.State)
            : (false, $"the {measure.Taker} was asked for it, and has not agreed");
    }

    /// <summary>A capture of the day of the measure or later that says otherwise, by how it was made or by what was found in it.</summary>
    string? Contradiction(Measure measure, MeasureStanding standing)
    {
        foreach (var capture in of.Captures.Where(c => c.IsShared == standing.IsShared && c.Day >= standing.Date))
        {
            foreach (var (key, values) in measure.ShownBy)
            {
                if (capture.Meta.GetValueOrDefault(key, "") is { Length: > 0 } said && !values.Contains(said, StringComparer.OrdinalIgnoreCase))
                {
                    return $"capture {Locator.Short(capture.Sha256)} was made with {key} '{said}'";
                }
            }

            if (Against(measure, capture) is { } against)
            {
                return against;
            }
        }

        return null;
    }

    string? Against(Measure measure, ObservedCapture capture) =>
        findings.FirstOrDefault(f => measure.ContradictedBy.Contains(f.Kind) && f.SetAside.Length == 0 && f.Captures.Contains(Locator.Short(capture.Sha256))) is { } against ? $"capture {Locator.Short(capture.Sha256)} has the finding {against.Id}" : null;

    /// <summary>Why the capture that is named does not show the measure; null when it does.</summary>
    string? Shown(Measure measure, MeasureStanding standing)
    {
        if (measure.ShownBy.Count == 0 && measure.ContradictedBy.Count == 0)
        {
            return "no capture can show this measure";
        }

        if (standing.Capture.Length == 0)
        {
            return "no capture is named that shows it";
        }

        if (of.Captures.FirstOrDefault(c => c.Sha256.StartsWith(standing.Capture, StringComparison.OrdinalIgnoreCase)) is not { } capture)
        {
            return $"capture {standing.Capture} is not one of this product and platform";
        }

        if (capture.Day is null || capture.Day < standing.Date)
        {
            return $"capture {Locator.Short(capture.Sha256)} is not of a day on which it was in force";
        }

        if (capture.Connections.Requests == 0 || capture.Connections.NotSeen > 0 || capture.Bytes.NotOpened > 0)
        {
            return $"of capture {Locator.Short(capture.Sha256)} not all contents were seen, so that it does not show it";
        }

        foreach (var (key, values) in measure.ShownBy)
        {
            if (!values.Contains(capture.Meta.GetValueOrDefault(key, ""), StringComparer.OrdinalIgnoreCase))
            {
                return $"capture {Locator.Short(capture.Sha256)} does not say {key} '{string.Join("' or '", values)}'";
            }
        }

        return Against(measure, capture);
    }
}
