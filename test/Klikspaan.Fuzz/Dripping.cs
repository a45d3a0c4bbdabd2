namespace Klikspaan.Fuzz;

/// <summary>A file that comes in small pieces: each read gives a few bytes, from one to seven. All other ways to read come down to this one.</summary>
sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
{
    int reads;

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1 + (reads++ % 7)));
}
