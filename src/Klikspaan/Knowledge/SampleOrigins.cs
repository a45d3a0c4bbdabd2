namespace Klikspaan.Knowledge;

/// <summary>What the origin of a sample is told by, and in words.</summary>
public static class SampleOrigins
{
    /// <summary>The origin that the name of a sample gives.</summary>
    public static SampleOrigin Find(string sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var name = sample[(sample.LastIndexOf('/') + 1)..].Split('.');
        var word = name.Length > 2 ? name[1].Split('-')[0] : "";
        return word switch
        {
            "synthetic" => SampleOrigin.Synthetic,
            "sdk" => SampleOrigin.Library,
            _ => SampleOrigin.Recorded,
        };
    }

    /// <summary>The origin in words.</summary>
    public static string Says(this SampleOrigin origin) => origin switch
    {
        SampleOrigin.Synthetic => "synthetic, written from documentation or public source and never sent",
        SampleOrigin.Library => "recorded of the vendor's own library, driven by a script",
        _ => "recorded of a program",
    };
}
