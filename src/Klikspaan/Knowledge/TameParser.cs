using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Klikspaan.Knowledge;

/// <summary>Looks at each event of a YAML file before any tree is built of it: a deep or self-repeating file stops here.</summary>
sealed class TameParser(IParser parser, int deepest) : IParser
{
    int depth;

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        if (!parser.MoveNext())
        {
            return false;
        }

        depth += parser.Current is MappingStart or SequenceStart ? 1 : parser.Current is MappingEnd or SequenceEnd ? -1 : 0;
        return parser.Current is AnchorAlias ? throw new UntamedException(parser.Current.Start, "aliases are not allowed")
            : depth > deepest ? throw new UntamedException(parser.Current!.Start, $"nested deeper than {deepest} levels")
            : true;
    }

    /// <summary>What is YAML, and refused all the same.</summary>
    internal sealed class UntamedException(Mark at, string message) : Exception(message)
    {
        /// <summary>Where it stands.</summary>
        public Mark At => at;
    }
}
