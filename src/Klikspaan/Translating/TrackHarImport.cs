using System.Globalization;
using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Translating;

/// <summary>Turns the adapters of TrackHAR, in the form of JSON, into protocol files of ours. Nothing of them is run.</summary>
public static class TrackHarImport
{
    /// <summary>The folder of the files, below <c>protocols/</c>: the first adapter that fits counts, so they are numbered.</summary>
    public const string Folder = "protocols/trackhar";

    const int MostAdapters = 10_000;

    /// <summary>The files; an adapter with a mistake is left out, and each mistake has its place in the file.</summary>
    /// <param name="file">The adapters.</param>
    /// <param name="origin">The edition that they are of.</param>
    /// <param name="categories">The vocabulary, which names TrackHAR's properties.</param>
    /// <param name="problems">The mistakes.</param>
    public static IReadOnlyList<KnowledgeFile> Read(KnowledgeFile file, TrackHarOrigin origin, IEnumerable<Category> categories, out IReadOnlyList<KnowledgeProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(categories);
        var found = new List<KnowledgeProblem>();
        var files = new List<KnowledgeFile>();
        problems = found;
        if (JsonText.Read(file, found) is not { } root)
        {
            return files;
        }

        if (!root.IsList || root.Items.Count > MostAdapters)
        {
            found.Add(new(file.Path, 1, 1, $"the file must hold one list of adapters, at most {MostAdapters}"));
            return files;
        }

        var byProperty = categories.SelectMany(c => c.TrackHar.Select(p => (Property: p, c.Id))).DistinctBy(p => p.Property).ToDictionary(p => p.Property, p => p.Id, StringComparer.Ordinal);
        for (var i = 0; i < root.Items.Count && found.Count < Adapter.MostMistakes; i++)
        {
            var adapter = new Adapter(root.Items[i], file, found);
            if (!root.Items[i].IsObject)
            {
                adapter.Report(root.Items[i], "an adapter must be an object");
            }
            else if (new AdapterProtocol(adapter, origin, byProperty).Text(Id(adapter, i)) is { } text && adapter.Mistakes == 0)
            {
                files.Add(new($"{Folder}/{Id(adapter, i)}.yaml", Encoding.UTF8.GetBytes(text)));
            }
        }

        return files;
    }

    /// <summary>The name of a file, of letters that are safe in one.</summary>
    static string Id(Adapter adapter, int index)
    {
        var name = new StringBuilder();
        foreach (var c in $"{adapter.Node.Member("tracker")?.Text}-{adapter.Node.Member("slug")?.Text}".ToLowerInvariant())
        {
            name.Append(char.IsAsciiLetterOrDigit(c) ? c : '-');
        }

        return string.Create(CultureInfo.InvariantCulture, $"{index + 1:0000}-{(name.Length > 80 ? name.ToString(0, 80) : name.ToString())}");
    }
}
