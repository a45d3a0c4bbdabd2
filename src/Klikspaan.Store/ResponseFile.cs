using System.Globalization;
using Klikspaan.Assessing;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Reads <c>responses/*.yaml</c>: what was asked of vendors about findings and measures, and what came back.</summary>
static class ResponseFile
{
    /// <summary>Hex digits at the end of the id of a finding.</summary>
    const int DigestLength = 8;

    /// <summary>The responses of all files, in order of name and line.</summary>
    /// <param name="files">Names and contents.</param>
    /// <param name="facts">Kinds of findings, and measures.</param>
    /// <param name="documents">The documents of the dossier.</param>
    /// <param name="last">The last day on which something can have been sent.</param>
    /// <param name="problems">All mistakes are added to it.</param>
    public static IReadOnlyList<VendorResponse> Read(IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> files, AssessmentFacts facts, IReadOnlyList<DossierDocument> documents, DateOnly last, List<KnowledgeProblem> problems)
    {
        var responses = new List<VendorResponse>();
        foreach (var (name, bytes) in files)
        {
            if (YamlFile.Read(new(name, bytes), problems) is { } map)
            {
                responses.AddRange(map.Maps("responses").Select(m => One(m, name, facts, documents, last)));
                map.Done();
            }
        }

        return responses;
    }

    static VendorResponse One(YamlMap map, string file, AssessmentFacts facts, IReadOnlyList<DossierDocument> documents, DateOnly last)
    {
        var response = new VendorResponse
        {
            Finding = map.Optional("finding"), Measure = map.Optional("measure"), Product = map.Optional("product"), Platform = map.Optional("platform"), Asked = map.Required("asked").Trim(), Of = map.Required("of").Trim(),
            SentOn = AssessedProductFile.DayOf(map, "sent_on"), Deadline = AssessedProductFile.DayOf(map, "deadline"), Evidence = map.Texts("evidence"), Reply = map.Optional("reply").Trim(), ReplyDate = AssessedProductFile.DayOf(map, "reply_date"),
            Document = map.Optional("document"), Reaction = map.Optional("reaction").Trim(), State = map.Required("state"), By = map.Required("by").Trim(), Place = string.Create(CultureInfo.InvariantCulture, $"{file}:{map.Line}"),
        };
        About(map, response, facts);
        foreach (var key in ((string[])["asked", "of", "by"]).Where(k => map.Optional(k).Length > 0 && string.IsNullOrWhiteSpace(map.Optional(k))))
        {
            map.Report(key, $"'{key}' must say something");
        }

        if (response.State.Length > 0 && !VendorResponse.States.Contains(response.State))
        {
            map.Report("state", $"'state' must be one of {string.Join(", ", VendorResponse.States)}, found '{response.State}'");
        }

        if (response.Document.Length > 0 && documents.All(d => d.Id != response.Document))
        {
            map.Report("document", $"no file below documents/ describes '{response.Document}'");
        }

        Days(map, response, last);
        map.Done();
        return response;
    }

    /// <summary>It is about one thing, which the knowledge has.</summary>
    static void About(YamlMap map, VendorResponse response, AssessmentFacts facts)
    {
        if (response.Finding.Length > 0 == (response.Measure.Length > 0))
        {
            map.Report("finding", "a response is about one 'finding' or one 'measure'");
        }

        if (response.Measure.Length > 0 && !facts.Measures.ContainsKey(response.Measure))
        {
            map.Report("measure", $"the measure '{response.Measure}' is in no file below measures/ of the knowledge (a dossier may have a knowledge/ folder of its own)");
        }

        var isKind = facts.Findings.ContainsKey(response.Finding);
        if (response.Finding.Length > 0 && !isKind && !IsId(response.Finding, facts))
        {
            map.Report("finding", $"'finding' must be the id of a finding, as 'assess --format json' prints it, or a kind of findings: {string.Join(", ", facts.Findings.Keys.Order(StringComparer.Ordinal))}; found '{response.Finding}'");
        }

        if (response.Product.Length == 0 && (response.Measure.Length > 0 || isKind))
        {
            map.Report("product", "'product' is missing: only the id of a finding says which product it is about");
        }
    }

    static bool IsId(string text, AssessmentFacts facts) =>
        text.LastIndexOf('-') is > 0 and var dash && text.Length - dash - 1 == DigestLength && text[(dash + 1)..].All(char.IsAsciiHexDigitLower) && facts.Findings.ContainsKey(text[..dash]);

    /// <summary>The days fit the state and each other.</summary>
    static void Days(YamlMap map, VendorResponse response, DateOnly last)
    {
        foreach (var (key, day) in ((string, DateOnly?)[])[("sent_on", response.SentOn), ("reply_date", response.ReplyDate)])
        {
            if (day > last)
            {
                map.Report(key, $"'{key}' must be a day that has been");
            }
        }

        if (response.State == VendorResponse.Draft && map.Optional("sent_on").Length > 0)
        {
            map.Report("state", "a draft was not sent: leave 'sent_on' out, or say 'with vendor'");
        }

        if (response.State is VendorResponse.WithVendor or VendorResponse.Final && map.Optional("sent_on").Length == 0)
        {
            map.Report("sent_on", $"'sent_on' is missing: what is '{response.State}' was sent on a day");
        }

        if (response.Reply.Length > 0 != (map.Optional("reply_date").Length > 0))
        {
            map.Report("reply", "'reply' and 'reply_date' go together");
        }

        if (response.ReplyDate < response.SentOn)
        {
            map.Report("reply_date", "'reply_date' is before 'sent_on'");
        }

        if (response.Deadline < response.SentOn)
        {
            map.Report("deadline", "'deadline' is before 'sent_on'");
        }

        if (response.State == VendorResponse.Final && response.Reaction.Length == 0)
        {
            map.Report("reaction", "'reaction' is missing: what is final says what we make of the reply, or of there being none");
        }

        if (response.State == VendorResponse.Final && response.Reply.Length == 0 && map.Optional("deadline").Length == 0)
        {
            map.Report("deadline", "'deadline' is missing: what is final without a reply says by which day there was none");
        }
    }
}
