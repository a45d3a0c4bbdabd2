using Klikspaan.Knowledge;

namespace Klikspaan.Translating;

/// <summary>One adapter of the file, and its place there for messages.</summary>
sealed class Adapter(JsonText node, KnowledgeFile file, List<KnowledgeProblem> problems)
{
    /// <summary>Most mistakes that are told.</summary>
    public const int MostMistakes = 1000;

    /// <summary>How many mistakes were found in it.</summary>
    public int Mistakes { get; private set; }

    /// <summary>The object itself.</summary>
    public JsonText Node => node;

    /// <summary>The text of a member; empty, and a problem, when there is none.</summary>
    public string Required(JsonText of, string name) => Optional(of, name) is { Length: > 0 } text ? text : Missing(of, name);

    /// <summary>The text of a member; empty when there is none.</summary>
    public string Optional(JsonText of, string name)
    {
        if (of.Member(name) is { } value && value.Text is null)
        {
            Report(value, $"'{name}' must be a text");
        }

        return of.Member(name)?.Text ?? "";
    }

    /// <summary>The elements of a list; none, and a problem, when it is no list.</summary>
    public IReadOnlyList<JsonText> List(string name)
    {
        if (node.Member(name) is { IsList: true } list)
        {
            return list.Items;
        }

        Report(node.Member(name) ?? node, $"'{name}' must be a list");
        return [];
    }

    /// <summary>Reports a mistake at a value.</summary>
    public void Report(JsonText at, string message)
    {
        Mistakes++;
        if (problems.Count >= MostMistakes)
        {
            return;
        }

        var (line, column) = JsonText.Place(file.Bytes.Span, at.Offset);
        problems.Add(new(file.Path, line, column, message));
    }

    string Missing(JsonText of, string name)
    {
        if (of.Member(name) is not { Text: null })
        {
            Report(of, $"'{name}' is missing");
        }

        return "";
    }
}
