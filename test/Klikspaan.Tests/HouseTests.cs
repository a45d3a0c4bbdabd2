using System.Text.RegularExpressions;
using Klikspaan.Cli;
using Klikspaan.Decoding;
using Klikspaan.Documenting;
using Klikspaan.Importing;
using Klikspaan.Store;
using PublicApiGenerator;

namespace Klikspaan.Tests;

public sealed partial class HouseTests
{
    static readonly string[] Steps = ["Importing", "Decoding", "Classifying", "Attributing", "Merging", "Linking", "Assessing", "Reporting", "Translating", "Documenting", "Replying"];

    public static TheoryData<string> SourceFiles => new(Sources("src"));

    [Fact]
    public void Every_transform_is_in_the_list() => Complete<ITransform>(Transforms.All);

    [Fact]
    public void Every_capture_reader_is_in_the_list() => Complete<ICaptureReader>(CaptureReaders.All.DistinctBy(r => r.GetType()));

    [Fact]
    public void Every_format_of_log_is_in_the_list_and_each_reader_has_a_name_of_its_own()
    {
        Complete<ILogFormat>(LogFormats.All);
        Assert.Equal(CaptureReaders.All.Count, CaptureReaders.All.Select(r => r.Format).Distinct().Count());
        Assert.All(LogFormats.All, f => Assert.IsType<LogReader>(CaptureReaders.Find(f.Name)));
    }

    [Fact]
    public void Every_form_of_documentation_is_in_the_list() => Complete<IDocumentationReader>(DocumentationReaders.All);

    [Fact]
    public void Every_structure_is_in_the_list() => Complete<IStructure>(Unfolder.All);

    [Fact]
    public void Every_table_is_in_the_list_and_has_columns_for_a_person()
    {
        var written = typeof(Table).Assembly.GetTypes()
            .Where(t => t.Name.EndsWith("Table", StringComparison.Ordinal) && t.GetProperty("Table", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public) is not null)
            .Select(t => t.Name).Order().ToList();

        Assert.Equal(written.Count, Tables.All.Count);
        Assert.Equal(Tables.All.Select(t => t.Name).Order(), ShowCommand.Brief.Keys.Order());
        Assert.All(Tables.All, t => Assert.Empty(ShowCommand.Brief[t.Name].Split(',').Except(t.Columns.Select(c => c.Name))));
    }

    /// <summary>Model, then Knowledge, then the steps, which do not know each other, then the pipeline.</summary>
    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void Dependencies_point_one_way(string file)
    {
        var folder = file.Split('/')[2];
        var uses = UsingLines().Matches(File.ReadAllText(Repository.Path(file))).Select(m => m.Groups[1].Value).ToHashSet();
        var project = file.Split('/')[1];
        IEnumerable<string> forbidden = (project, folder) switch
        {
            ("Klikspaan", "Model") => [.. Steps, "Packets", "Knowledge", "Store", "Recording", "Cli"],
            ("Klikspaan", "Packets") => [.. Steps, "Knowledge", "Store", "Recording", "Cli"],
            ("Klikspaan", "Knowledge") => [.. Steps, "Store", "Recording", "Cli"],
            ("Klikspaan", var step) when Steps.Contains(step) => [.. Steps.Where(s => s != step), "Store", "Recording", "Cli"],
            ("Klikspaan", _) => ["Store", "Recording", "Cli"],
            ("Klikspaan.Store", _) => ["Recording", "Cli"],
            ("Klikspaan.Recording", _) => ["Store", "Cli"],
            _ => [],
        };

        Assert.Empty(uses.Intersect(forbidden));
    }

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void No_vendor_is_named_in_code(string file)
    {
        var code = File.ReadAllText(Repository.Path(file)).Replace("Microsoft.", "", StringComparison.Ordinal);
        var vendors = Facts.Knowledge.Organisations.Select(o => o.Id).Concat(Facts.Knowledge.Protocols.Select(p => p.Id.Split('/')[^1]).Where(n => n.Length > 6 && n.Contains('-')));

        Assert.DoesNotContain(vendors, v => Regex.IsMatch(code, $@"\b{Regex.Escape(v)}\b", RegexOptions.IgnoreCase));
    }

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void A_file_is_named_for_its_namespace_and_stays_readable(string file)
    {
        var lines = File.ReadAllLines(Repository.Path(file));
        var parts = file.Split('/');
        var expected = (parts[1], parts.Length) switch
        {
            ("Klikspaan", 3) => "namespace Klikspaan;",
            ("Klikspaan", _) => parts[2] == "Model" ? "namespace Klikspaan;" : $"namespace Klikspaan.{parts[2]};",
            ("Klikspaan.Recording", 4) => $"namespace Klikspaan.Recording.{parts[2]};",
            (var project, _) => $"namespace {project};",
        };

        Assert.True(lines.Length <= 420, $"{file} has {lines.Length} lines");
        Assert.Contains(expected, parts[^1] == "Program.cs" ? [expected] : lines);
    }

    [Fact]
    public void The_public_api_changes_only_on_purpose() =>
        Snapshot.Match(typeof(ITransform).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }));

    [Fact]
    public void The_published_schemas_are_those_of_the_program()
    {
        foreach (var table in Tables.All)
        {
            var path = Repository.Path("docs", "schema", $"show-{table.Name}.schema.json");
            if (Environment.GetEnvironmentVariable("KLIKSPAAN_ACCEPT") == "1")
            {
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
                File.WriteAllText(path, JsonRows.Schema(table));
            }

            Assert.Equal(JsonRows.Schema(table), File.ReadAllText(path).ReplaceLineEndings("\n"));
        }
    }

    [Fact]
    public void The_published_schema_of_differences_is_that_of_the_program()
    {
        var path = Repository.Path("docs", "schema", "documentation-diff.schema.json");
        if (Environment.GetEnvironmentVariable("KLIKSPAAN_ACCEPT") == "1")
        {
            File.WriteAllText(path, JsonRows.Schema(DocumentationChanges.Columns, "klikspaan documentation diff", DocumentationChanges.About));
        }

        Assert.Equal(JsonRows.Schema(DocumentationChanges.Columns, "klikspaan documentation diff", DocumentationChanges.About), File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_link_in_the_documents_leads_somewhere()
    {
        var broken = Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/artifacts/", StringComparison.Ordinal) && !f.Contains("/node_modules/", StringComparison.Ordinal))
            .SelectMany(f => Links().Matches(File.ReadAllText(f)).Select(m => (File: f, Link: m.Groups[1].Value.Split('#')[0])))
            .Where(l => l.Link.Length > 0 && !l.Link.Contains("://", StringComparison.Ordinal))
            .Where(l => !System.IO.Path.Exists(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(l.File)!, l.Link)));

        Assert.Empty(broken);
    }

    [Fact]
    public void What_each_format_keeps_is_told_of_each_format()
    {
        var told = File.ReadAllLines(Repository.Path("docs", "add-a-capture-format.md")).Where(l => l.StartsWith("| |", StringComparison.Ordinal)).SelectMany(l => Named().Matches(l).Select(m => m.Groups[1].Value)).Distinct();

        Assert.Equal(CaptureReaders.All.Select(r => r.Format).Order(StringComparer.Ordinal), told.Where(n => !n.StartsWith('-')).Order(StringComparer.Ordinal));
    }

    static void Complete<T>(IEnumerable<T> listed)
    {
        var written = typeof(T).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(T))).Select(t => t.Name).Order().ToList();

        Assert.NotEmpty(written);
        Assert.Equal(written, listed.Select(t => t!.GetType().Name).Order());
    }

    static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Repository.Path(folder), "*.cs", SearchOption.AllDirectories)
            .Select(f => System.IO.Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^using (?:static )?Klikspaan\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingLines();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Named();
}
