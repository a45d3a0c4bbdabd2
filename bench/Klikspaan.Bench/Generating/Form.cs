namespace Klikspaan.Bench.Generating;

/// <summary>A way in which a value can be written down.</summary>
/// <param name="Name">Its name in the truth and in the score.</param>
/// <param name="Encode">From the value, and its bytes, to what stands in the capture.</param>
sealed record Form(string Name, Func<string, byte[], string> Encode)
{
    /// <summary>For base64 within longer base64: how many bytes stand before the value in its group of three.</summary>
    public int? Lead { get; init; }

    /// <summary>Whether the form is UTF-16, which cannot stand in a text.</summary>
    public bool IsBinary { get; init; }

    /// <summary>Whether the form is so short that it is only found where it stands by itself.</summary>
    public bool IsCut { get; init; }
}
