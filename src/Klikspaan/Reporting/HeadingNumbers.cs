using System.Globalization;

namespace Klikspaan.Reporting;

/// <summary>Numbers chapters and their parts, so that a sentence can be referred to on paper.</summary>
sealed class HeadingNumbers
{
    int chapter, part;

    /// <summary>The number of the next heading of this level; empty below the second.</summary>
    public string Next(int level)
    {
        (chapter, part) = level switch
        {
            2 => (chapter + 1, 0),
            3 => (chapter, part + 1),
            _ => (chapter, part),
        };
        return level switch
        {
            2 => chapter.ToString(CultureInfo.InvariantCulture),
            3 => string.Create(CultureInfo.InvariantCulture, $"{chapter}.{part}"),
            _ => "",
        };
    }
}
