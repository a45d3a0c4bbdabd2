using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Klikspaan.Knowledge;

/// <summary>One YAML file, read within bounds: no aliases, no deep nesting, no huge file.</summary>
public sealed class YamlFile
{
    const int LargestFile = 8 << 20;
    const int DeepestNesting = 24;
    readonly List<KnowledgeProblem> problems;

    YamlFile(string path, List<KnowledgeProblem> problems) => (Path, this.problems) = (path, problems);

    /// <summary>Path of the file, for messages.</summary>
    public string Path { get; }

    /// <summary>Reads a file whose root is a mapping; null, and a problem, when it is not.</summary>
    public static YamlMap? Read(KnowledgeFile source, List<KnowledgeProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(source);
        var file = new YamlFile(source.Path, problems);
        if (source.Bytes.Length > LargestFile)
        {
            file.Report(Mark.Empty, $"the file is larger than {LargestFile} bytes");
            return null;
        }

        var text = Encoding.UTF8.GetString(source.Bytes.Span).TrimStart('\uFEFF');
        try
        {
            return file.IsTame(text) ? file.Root(text) : null;
        }
        catch (YamlException e)
        {
            file.Report(e.Start, $"not YAML: {e.Message}");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            // The parser gives up in these ways, too, on text that is no YAML.
            file.Report(Mark.Empty, $"not YAML: {e.Message}");
        }

        return null;
    }

    internal void Report(Mark at, string message) => problems.Add(new(Path, Math.Max(1, at.Line), Math.Max(1, at.Column), message));

    YamlMap? Root(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents is [{ RootNode: YamlMappingNode root }])
        {
            return new(this, root);
        }

        Report(Mark.Empty, "the file must hold one YAML mapping");
        return null;
    }

    /// <summary>Looks at the events alone, before any tree is built: a deep or self-repeating file stops here.</summary>
    bool IsTame(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current is MappingStart or SequenceStart ? 1 : parser.Current is MappingEnd or SequenceEnd ? -1 : 0;
            if (parser.Current is AnchorAlias || depth > DeepestNesting)
            {
                Report(parser.Current!.Start, parser.Current is AnchorAlias ? "aliases are not allowed" : $"nested deeper than {DeepestNesting} levels");
                return false;
            }
        }

        return true;
    }
}
