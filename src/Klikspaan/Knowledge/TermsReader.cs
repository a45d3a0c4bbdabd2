using System.Globalization;

namespace Klikspaan.Knowledge;

/// <summary>Reads <c>terms/ORGANISATION/DOCUMENT@DATE.yaml</c>.</summary>
static class TermsReader
{
    public const string Folder = "terms/";

    /// <summary>What each document must speak of, or name as not established.</summary>
    public static IReadOnlyList<string> Matters { get; } = ["covers", "purposes", "proportionality", "roles", "recipients", "retention", "transfer", "audit"];

    public static TermsDocument? Read(KnowledgeFile file, List<KnowledgeProblem> problems)
    {
        if (YamlFile.Read(file, problems) is not { } map)
        {
            return null;
        }

        var sources = Source.ReadAll(map);
        var text = map.Required("text");
        if (text is not ("read" or "described"))
        {
            map.Report("text", "'text' must be read, or described when the text itself was not read");
        }

        var (from, to) = Days(map);
        var document = new TermsDocument
        {
            Id = KnowledgeReader.Id(file),
            Title = map.Required("title"),
            Vendor = map.Required("vendor"),
            Customer = map.Optional("customer"),
            From = from ?? default,
            To = to,
            IsRead = text == "read",
            Replaces = map.Texts("replaces"),
            Covers = [.. map.Maps("covers").Select(m => Scope(m, sources, text))],
            Excludes = [.. map.Maps("excludes").Select(m => Scope(m, sources, text))],
            Purposes = [.. map.Maps("purposes").Select(m => Purpose(m, sources, text))],
            Proportionality = Clause(map.Map("proportionality"), sources, text),
            Roles = [.. map.Maps("roles").Select(m => Role(m, sources, text))],
            Recipients = [.. map.Maps("recipients").Select(m => Recipient(m, sources, text))],
            Retention = Clause(map.Map("retention"), sources, text),
            Transfer = Clause(map.Map("transfer"), sources, text),
            Audit = Clause(map.Map("audit"), sources, text),
            NotEstablished = map.Texts("not_established"),
            Sources = sources,
        };
        Named(map, document);
        Gaps(map, document);
        Contradictions(map, document);
        map.Done();
        return from is null ? null : document;
    }

    /// <summary>The name of the file says whose document it is and from when it held.</summary>
    static void Named(YamlMap map, TermsDocument document)
    {
        var (slash, at) = (document.Id.IndexOf('/', StringComparison.Ordinal), document.Id.LastIndexOf('@'));
        if (slash <= 0 || at < slash || document.Id[..slash] != document.Vendor)
        {
            map.Report("vendor", $"the file must be terms/{document.Vendor}/DOCUMENT@DATE.yaml, found {document.File}");
        }
        else if (!document.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).StartsWith(document.Id[(at + 1)..], StringComparison.Ordinal))
        {
            map.Report("from", $"the name of the file says @{document.Id[(at + 1)..]}, and 'from' another day");
        }
    }

    static (DateOnly? From, DateOnly? To) Days(YamlMap map)
    {
        var (first, last) = (map.Required("from"), map.Optional("to"));
        var (from, to) = (Day(map, "from", first), last.Length > 0 ? Day(map, "to", last) : null);
        if (from > to)
        {
            map.Report("to", "'to' is before 'from'");
        }

        return (from, to);
    }

    static DateOnly? Day(YamlMap map, string key, string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        map.Report(key, $"'{key}' must be a day such as 2020-01-01");
        return null;
    }

    /// <summary>What is not said must be said not to be known: silence of a file is no silence of the document.</summary>
    static void Gaps(YamlMap map, TermsDocument document)
    {
        foreach (var matter in document.NotEstablished.Where(m => !Matters.Contains(m)))
        {
            map.Report("not_established", $"'{matter}' is no matter of terms; these are {string.Join(", ", Matters)}");
        }

        foreach (var matter in Matters)
        {
            var (isThere, isOpen) = (Speaks(document, matter), document.NotEstablished.Contains(matter));
            if (isThere == isOpen)
            {
                map.Report(isThere ? "not_established" : "title", isThere
                    ? $"the document speaks of '{matter}', and lists it as not established"
                    : $"the document says nothing of '{matter}': add it, or list it in 'not_established'");
            }
        }
    }

    static bool Speaks(TermsDocument document, string matter) => matter switch
    {
        "covers" => document.Covers.Count > 0,
        "purposes" => document.Purposes.Count > 0,
        "proportionality" => document.Proportionality is not null,
        "roles" => document.Roles.Count > 0,
        "recipients" => document.Recipients.Count > 0,
        "retention" => document.Retention is not null,
        "transfer" => document.Transfer is not null,
        _ => document.Audit is not null,
    };

    static void Contradictions(YamlMap map, TermsDocument document)
    {
        foreach (var twice in document.Purposes.GroupBy(p => p.Purpose, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            map.Report("purposes", $"the purpose '{twice.Key}' is listed {twice.Count()} times: {string.Join(" and ", twice.Select(p => Name(p.Standing)))}");
        }

        foreach (var excluded in document.Excludes.Where(e => document.Covers.Any(c => c.Meets(e))))
        {
            map.Report("excludes", $"'{excluded.Product}' is covered and not covered on the same platform");
        }
    }

    static TermsScope Scope(YamlMap map, IReadOnlyList<Source> sources, string text)
    {
        var scope = new TermsScope(map.Required("product"), map.Texts("platforms"), Said(map, sources, text));
        map.Done();
        return scope;
    }

    static TermsPurpose Purpose(YamlMap map, IReadOnlyList<Source> sources, string text)
    {
        var standing = map.Required("standing");
        PurposeStanding? found = standing switch
        {
            "authorised" => PurposeStanding.Authorised,
            "prohibited" => PurposeStanding.Prohibited,
            "open-ended" => PurposeStanding.OpenEnded,
            _ => null,
        };
        if (found is null && standing.Length > 0)
        {
            map.Report("standing", "'standing' must be authorised, prohibited or open-ended");
        }

        var purpose = new TermsPurpose(map.Required("purpose"), found ?? default, map.Optional("except"), Said(map, sources, text));
        map.Done();
        return purpose;
    }

    static TermsRole Role(YamlMap map, IReadOnlyList<Source> sources, string text)
    {
        var role = new TermsRole(map.Required("service"), map.Required("role"), Said(map, sources, text));
        if (role.Role.Length > 0 && !TermsRole.All.Contains(role.Role))
        {
            map.Report("role", $"'role' must be one of {string.Join(", ", TermsRole.All)}");
        }

        map.Done();
        return role;
    }

    static TermsRecipient Recipient(YamlMap map, IReadOnlyList<Source> sources, string text)
    {
        var recipient = new TermsRecipient(map.Required("name"), map.Optional("organisation"), map.Required("as"), map.Optional("country"), Said(map, sources, text));
        if (recipient.As.Length > 0 && !TermsRecipient.All.Contains(recipient.As))
        {
            map.Report("as", $"'as' must be one of {string.Join(", ", TermsRecipient.All)}");
        }

        map.Done();
        return recipient;
    }

    static TermsClause? Clause(YamlMap? map, IReadOnlyList<Source> sources, string text)
    {
        if (map is null)
        {
            return null;
        }

        var clause = Said(map, sources, text);
        map.Done();
        return clause;
    }

    static TermsClause Said(YamlMap map, IReadOnlyList<Source> sources, string text)
    {
        var quote = map.Optional("quote");
        if (quote.Length > 0 && text == "described")
        {
            map.Report("quote", "the text itself was not read, so that nothing of it can be quoted: say it in your own words");
        }

        var id = Source.ReadReference(map, sources, required: true);
        return new(map.Optional("says"), quote, sources.FirstOrDefault(s => s.Id == id) ?? new(id, "", "", "", false), map.Line);
    }

    /// <summary>As it stands in files.</summary>
    internal static string Name(PurposeStanding standing) => standing switch
    {
        PurposeStanding.Authorised => "authorised",
        PurposeStanding.Prohibited => "prohibited",
        _ => "open-ended",
    };
}
