using Klikspaan.Knowledge;

namespace Klikspaan.Fuzz;

/// <summary>The knowledge folder of this repository.</summary>
static class Facts
{
    /// <summary>A capture of which hostile facts are asked.</summary>
    public static readonly byte[] Asked = Encode.Utf8(
        """
        {"log":{"version":"1.2","creator":{"name":"test","version":"1"},"entries":[
        {"startedDateTime":"2026-01-02T03:04:05Z","request":{"method":"POST","url":"https://host.example/path/v1?aaaaaaaaaaaaaaaaaaaaaaaa=bbbbbbbbbbbbbbbbbbbbbbb!","headers":[{"name":"user-agent","value":"any/1.0 (x; y)"}],
        "postData":{"mimeType":"application/json","text":"{\"events\":[{\"id\":\"0f8fad5b-d9cb-469f-a165-70867728950e\",\"mail\":\"jan@example.nl\",\"n\":[1,2.5,null,true]}]}"}},"response":{"status":200}}
        ]}}
        """);

    /// <summary>The folder, beside the solution above the current folder.</summary>
    public static string Folder { get; } = Find();

    public static IEnumerable<KnowledgeFile> Files() =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(p => new KnowledgeFile(Path.GetRelativePath(Folder, p).Replace('\\', '/'), File.ReadAllBytes(p)))
            .Where(f => KnowledgeReader.IsFact(f.Path))
            .OrderBy(f => f.Path, StringComparer.Ordinal);

    static string Find()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Klikspaan.slnx")))
            {
                return Path.Combine(folder.FullName, "knowledge");
            }
        }

        throw new DirectoryNotFoundException("run it inside the repository: it reads knowledge/");
    }
}
