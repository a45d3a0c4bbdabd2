namespace Klikspaan.Bench.Generating;

/// <summary>Something that looks like a planted value and is none.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Write">From a planted value and another one to the text; null where the value does not lend itself.</param>
sealed record NearMiss(string Name, Func<Chance, string, string, string> Write)
{
    /// <summary>Whether it comes in the answer, and so was not sent.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>One of them.</summary>
    public Seed Make(Chance chance)
    {
        var text = "";
        Planted planted;
        do
        {
            planted = chance.Of(PlantedValues.All);
            text = Write(chance, planted.Text, chance.Of(PlantedValues.Others).Text);
        }
        while (text.Length == 0);

        return new(planted.Label, "near: " + Name, text, new(text), IsNear: true) { IsAnswer = IsAnswer };
    }
}
