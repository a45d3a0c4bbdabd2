using System.Globalization;

namespace Klikspaan.Bench.Scoring;

/// <summary>How many of those that were planted were found.</summary>
readonly record struct Share(int Found, int Planted)
{
    public bool IsWhole => Found == Planted && Planted > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Found}/{Planted} = {(Planted == 0 ? 0 : (double)Found / Planted):0.000}");
}
