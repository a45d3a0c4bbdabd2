using System.Text;
using YamlDotNet.Core;

namespace Klikspaan.Knowledge;

/// <summary>One YAML file, read within bounds: no aliases, no deep nesting, no huge file.</summary>
public sealed class YamlFile
{
    /// <summary>How deep lists and mappings may stand in each other.</summary>
    const int DeepestNesting = 24;
    const int LargestFile = 8 << 20;
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
            file.Report(1, 1, $"the file is larger than {LargestFile} bytes");
            return null;
        }

        return file.ReadRoot(Encoding.UTF8.GetString(source.Bytes.Span).TrimStart('\uFEFF')) is { } root ? new(file, root) : null;
    }

    internal void Report(long line, long column, string message) => problems.Add(new(Path, Math.Max(1, line), Math.Max(1, column), message));

    void Report(Mark at, string message) => Report(at.Line, at.Column, message);

    YamlNode? ReadRoot(string text)
    {
        try
        {
            if (new YamlTree(text, DeepestNesting).Read() is { Kind: YamlKind.Mapping } root)
            {
                return root;
            }

            Report(Mark.Empty, "the file must hold one YAML mapping");
        }
        catch (YamlTree.UntamedException e)
        {
            Report(e.At, e.Message);
        }
        catch (YamlException e)
        {
            Report(e.Start, $"not YAML: {e.Message}");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException or EndOfStreamException)
        {
            // The parser gives up in these ways, too, on text that is no YAML.
            Report(Mark.Empty, $"not YAML: {e.Message}");
        }

        return null;
    }
}
