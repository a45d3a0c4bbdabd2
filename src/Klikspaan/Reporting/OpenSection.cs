namespace Klikspaan.Reporting;

/// <summary>What the evidence does not settle: each with why, or what would settle it.</summary>
static class OpenSection
{
    static readonly string[] Asked = ["product", "build", "os_build", "account_kind", "settings_profile", "clock_offset", "tester"];

    public static IEnumerable<Block> Of(ReportContext context)
    {
        yield return new Heading(2, "open", new Wording(Phrases.Open));
        yield return new Paragraph(new Wording(Phrases.OpenIntro));
        foreach (var question in Observed(context).Concat(Principle()))
        {
            yield return question;
        }
    }

    static IEnumerable<OpenQuestion> Observed(ReportContext context)
    {
        var data = context.Data;
        if (data.Recipients.Where(r => r.Operator is null).SelectMany(r => r.Hosts).ToList() is { Count: > 0 } unknown)
        {
            yield return new(
                FactForms.OpenOperator.Of(context.Of(unknown), ReportContext.Few([.. unknown.Select(h => h.Host).Distinct()], Unit.Host)), new Wording(Phrases.OpenOperatorWhy));
        }

        if (data.Recipients.Sum(r => r.Uncategorised) is > 0 and var values)
        {
            yield return new(FactForms.OpenCategory.Of(context.Whole, Parameter.Count(values, Unit.Value)), new Wording(Phrases.OpenCategoryWhy));
        }

        var missing = Asked.Where(k => data.Captures.Any(c => c.Meta.GetValueOrDefault(k, "").Length == 0)).ToList();
        if (missing.Count > 0)
        {
            var without = data.Captures.Where(c => missing.Exists(k => c.Meta.GetValueOrDefault(k, "").Length == 0)).ToList();
            yield return new(
                FactForms.OpenMeta.Of(
                    Evidence.Of(EvidenceId.OfCapture(without[0].Sha256), without.Skip(1).Select(c => EvidenceId.OfCapture(c.Sha256))),
                    Parameter.List(missing.Select(k => Parameter.Name("meta." + k))), Parameter.Count(without.Count, Unit.Capture)),
                new Wording(Phrases.OpenMetaWhy));
        }

        if (data.Captures.Sum(c => c.UnknownSenders) is > 0 and var senders)
        {
            yield return new(FactForms.OpenSender.Of(context.Whole, Parameter.Count(senders, Unit.Sender)), new Wording(Phrases.OpenSenderWhy));
        }

        if (data.Captures.Any(c => !c.IsRecording))
        {
            yield return new(new Wording(Phrases.OpenSenderImport), new Wording(Phrases.OpenSenderImportWhy));
        }

        yield return new(new Wording(Phrases.OpenCause), new Wording(Phrases.OpenCauseWhy));
    }

    /// <summary>What no recording settles.</summary>
    static IEnumerable<OpenQuestion> Principle() =>
    [
        new(new Wording(Phrases.OpenRole), new Wording(Phrases.OpenRoleWhy)),
        new(new Wording(Phrases.OpenBehalf), new Wording(Phrases.OpenBehalfWhy)),
        new(new Wording(Phrases.OpenServer), new Wording(Phrases.OpenServerWhy)),
        new(new Wording(Phrases.OpenStorage), new Wording(Phrases.OpenStorageWhy)),
        new(new Wording(Phrases.OpenPurpose), new Wording(Phrases.OpenPurposeWhy)),
        new(new Wording(Phrases.OpenPersonal), new Wording(Phrases.OpenPersonalWhy)),
        new(new Wording(Phrases.OpenVendor), new Wording(Phrases.OpenVendorWhy)),
    ];
}
