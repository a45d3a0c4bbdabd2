using System.Text;

namespace Klikspaan.Bench.Generating;

/// <summary>Chooses what is put into the next request: often a value as it is, else each form in turn, in a value and a spelling by chance.</summary>
sealed class Planter(Chance chance)
{
    const int PlantsPercent = 25, NearPercent = 12, ShapePercent = 30, ClearPercent = 35;

    static readonly IReadOnlyList<IReadOnlyList<Spelled>> ByForm =
        [.. PlantedValues.All.SelectMany(Forms.Of).GroupBy(s => s.Form.Name).Select(g => (IReadOnlyList<Spelled>)[.. g])];

    static readonly IReadOnlyList<Spelled> Clear = [.. ByForm.Single(f => f[0].Form.Name == "raw").Where(s => s.Spelling.Length == 0)];

    static readonly string[] Around = ["{0}", "{0}", "{0}", "Geopend: {0} (gewijzigd)", "[{0}]", "wie {0}, wanneer vandaag"];

    int plants, misses, shapes;

    /// <summary>What is put into the next request; null for most.</summary>
    public Seed? Next() => chance.Below(100) switch
    {
        < PlantsPercent => Plant(chance.Percent(ClearPercent) ? chance.Of(Clear) : chance.Of(ByForm[plants++ % ByForm.Count])),
        < PlantsPercent + NearPercent => NearMisses.All[misses++ % NearMisses.All.Count].Make(chance),
        < PlantsPercent + NearPercent + ShapePercent => Shapes.Make(chance, shapes++),
        _ => null,
    };

    Seed Plant(Spelled spelled)
    {
        var name = spelled.Form.Name + (spelled.Spelling.Length == 0 ? "" : $" ({spelled.Spelling.Trim()})");
        return new(spelled.Planted.Label, name, spelled.Literal, Surround(spelled), IsNear: false);
    }

    Filled Surround(Spelled spelled)
    {
        if (spelled.Form.IsBinary)
        {
            return new("", ["utf-16"]) { Binary = Encoding.Unicode.GetBytes(spelled.Text) };
        }

        if (spelled.Form.Lead is { } lead)
        {
            var before = chance.Bytes(3 * chance.Between(1, 9) + lead);
            return new(Encoders.Base64([.. before, .. Encoding.UTF8.GetBytes(spelled.Text), .. chance.Bytes(chance.Between(3, 20))]));
        }

        return new(chance.Of(Around).Replace("{0}", spelled.Literal, StringComparison.Ordinal));
    }
}
