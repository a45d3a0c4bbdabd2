namespace Klikspaan.Tests.Decoding;

public sealed class CoverageCountTests
{
    /// <summary>Digits of a digest cannot be opened, so their meaning is what a protocol file says; more digits than that may hold anything.</summary>
    [Theory]
    [InlineData("digest", 64, 0)]
    [InlineData("digest", 128, 0)]
    [InlineData("digest", 130, 130)]
    [InlineData("other", 64, 64)]
    public async Task Digits_that_a_protocol_file_explains_are_read_as_long_as_they_are_no_more_than_a_digest_has(string name, int digits, int opaque)
    {
        var hex = Convert.ToHexStringLower([.. Enumerable.Range(0, digits / 2).Select(i => (byte)(i * 151 + 200))]);
        var knowledge = Folder.Read(Folder.Protocol("""
                items:
                  - path: /digest
                    category: use.action
                    reason: It is a digest.
            """));
        var coverage = new List<Coverage>();
        await foreach (var observation in new Pipeline(knowledge, [], Limits.Default, 1).ReadAsync(
            new MemoryStream(Facts.Har($$"""{"{{name}}":"{{hex}}","n":1}""", "https://host.example/p")), new Klikspaan.Importing.HarReader(), Facts.Capture, TestContext.Current.CancellationToken))
        {
            coverage.AddRange(observation.Decoded is { } decoded ? [decoded.Coverage] : []);
        }

        Assert.Equal(opaque, Assert.Single(coverage).Opaque);
    }
}
