namespace Klikspaan.Fuzz;

/// <summary>A file that is written from its beginning to its end: what is not known before is written behind.</summary>
sealed class ForwardOnly : MemoryStream
{
    public override bool CanSeek => false;
}
