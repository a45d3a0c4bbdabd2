using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>Documents of the dossier: contracts, letters, reports and the like, on which facts rest that no capture shows.</summary>
static class DocumentTable
{
    public static Table Table { get; } = new(
        "documents",
        "Documents that documents/ describes: contracts, letters, reports and the like, on which facts rest that no capture shows; with what they state and where they are named.",
        [
            Text("id", "Its name in the dossier."),
            Text("title", "What it is called."),
            Text("kind", $"What it is: {string.Join(", ", DossierDocument.Kinds)}."),
            Text("date", "Its day."),
            Text("grade", "How far it goes as evidence: documented (it was read), vendor-statement, or described (others describe it)."),
            Text("certainty", "verified (it was read by whoever describes it) or uncertain."),
            Text("file", "The file below documents/; empty where it is not kept there. 'verify' compares it with its digest."),
            Text("sha256", "SHA-256 of the file in hex; empty where there is none."),
            Text("url", "Public address; empty for none."),
            Number("states", "How many facts it states."),
            Number("claims", "How many conclusions of others it holds."),
            Texts("cited_by", "Where it is named, as file and line: measures, responses, and evidence that a person accepts in place of traffic."),
        ],
        (source, _) => Stream(Rows(source.Dossier)));

    static IEnumerable<object?[]> Rows(Dossier dossier)
    {
        var (states, claims) = (dossier.Documents.Facts.CountBy(f => Id(f.Evidence)).ToDictionary(), dossier.Documents.Claims.CountBy(c => Id(c.Evidence)).ToDictionary());
        var cited = dossier.Measures.Select(m => (m.Document, m.Place))
            .Concat(dossier.Responses.Select(r => (r.Document, r.Place)))
            .Concat(dossier.File.Products.SelectMany(p => p.Accepted.Zip(p.AcceptedProblems).SelectMany(a => a.First.Documents.Select(d => (d, $"{Dossier.FileName}:{a.Second("documents", "").Line}")))))
            .ToLookup(c => c.Item1, c => c.Item2, StringComparer.Ordinal);
        return dossier.Documents.Documents.Select(d => (object?[])
        [
            d.Id, d.Title, d.Kind, d.Date, d.Grade, d.IsVerified ? "verified" : "uncertain", d.File, d.Sha256, d.Url,
            (long)states.GetValueOrDefault(d.Id), (long)claims.GetValueOrDefault(d.Id), cited[d.Id].Distinct().Order(StringComparer.Ordinal).ToList(),
        ]);
    }

    /// <summary>Id of the document in <c>documents/ID, p. PAGE</c>.</summary>
    static string Id(string evidence) => evidence["documents/".Length..].Split(", p. ")[0];
}
