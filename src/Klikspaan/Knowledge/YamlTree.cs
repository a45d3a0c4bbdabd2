using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Klikspaan.Knowledge;

/// <summary>Makes the tree of a YAML document while it is parsed: a deep or self-repeating document stops the parser before it fills the memory.</summary>
sealed class YamlTree(string text, int deepest)
{
    readonly Parser parser = new(new StringReader(text));

    /// <summary>The root of the document; null when there is none, or more than one.</summary>
    public YamlNode? Read()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        var root = Node(0);
        parser.Consume<DocumentEnd>();
        return parser.TryConsume<StreamEnd>(out _) ? root : null;
    }

    YamlNode Node(int depth)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return YamlNode.OfText(scalar.Start.Line, scalar.Start.Column, scalar.Value, !scalar.Tag.IsEmpty);
        }

        if (depth >= deepest)
        {
            throw new UntamedException(parser.Current!.Start, $"nested deeper than {deepest} levels");
        }

        if (parser.TryConsume<SequenceStart>(out var list))
        {
            var items = new List<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(depth + 1));
            }

            return YamlNode.OfList(list.Start.Line, list.Start.Column, items);
        }

        return parser.TryConsume<MappingStart>(out var mapping) ? Mapping(mapping.Start, depth) : throw new UntamedException(parser.Current!.Start, "aliases are not allowed");
    }

    YamlNode Mapping(Mark start, int depth)
    {
        var (keys, values) = (new List<YamlNode>(), new List<YamlNode>());
        var seen = new HashSet<(bool, string)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = parser.Current!;
            var key = Node(depth + 1);
            if (key.Kind == YamlKind.Text && !seen.Add((key.IsTagged, key.Text)))
            {
                throw new YamlException(at.Start, at.End, $"Duplicate key {key.Text}");
            }

            keys.Add(key);
            values.Add(Node(depth + 1));
        }

        return YamlNode.OfMapping(start.Line, start.Column, keys, values);
    }

    /// <summary>What is YAML, and refused all the same.</summary>
    internal sealed class UntamedException(Mark at, string message) : Exception(message)
    {
        /// <summary>Where it stands.</summary>
        public Mark At => at;
    }
}
