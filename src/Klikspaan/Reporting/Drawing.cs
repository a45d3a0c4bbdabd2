namespace Klikspaan.Reporting;

/// <summary>What a figure draws.</summary>
abstract record Drawing
{
    private protected Drawing()
    {
    }
}

/// <summary>Who sent to whom: columns of boxes, and lines between them.</summary>
/// <param name="Heads">Heads of the columns.</param>
/// <param name="Boxes">The boxes.</param>
/// <param name="Lines">The lines, from box to box by position in the list, with a weight.</param>
sealed record FlowDrawing(IReadOnlyList<Phrase> Heads, IReadOnlyList<FlowBox> Boxes, IReadOnlyList<FlowLine> Lines) : Drawing;

/// <summary>A box of a flow.</summary>
sealed record FlowBox(int Column, Fact Label);

/// <summary>A line of a flow; its weight is a number of requests.</summary>
sealed record FlowLine(int From, int To, long Weight);

/// <summary>When what was sent: a row a host, a disc for each stretch of time.</summary>
/// <param name="From">Left end.</param>
/// <param name="To">Right end.</param>
/// <param name="Rows">The rows.</param>
sealed record TimeDrawing(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TimeRow> Rows) : Drawing;

/// <summary>A row of a timeline.</summary>
/// <param name="Label">What it is about.</param>
/// <param name="Discs">Where discs stand, from 0 to 1, and how many requests each is.</param>
sealed record TimeRow(Fact Label, IReadOnlyList<(double At, long Requests)> Discs);
