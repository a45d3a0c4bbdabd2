namespace Klikspaan.Recording;

/// <summary>Looks after work that goes on until the end of a recording: what fails in silence would look like a program that sends nothing.</summary>
static class Watched
{
    /// <summary>Says that work has failed, with what was lost by it; work that ends says nothing.</summary>
    public static async Task FailAsync(Task work, string lost, Action<string> fail)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            fail($"{lost}: {e.Message}");
        }
    }
}
