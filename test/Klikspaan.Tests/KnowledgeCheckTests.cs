namespace Klikspaan.Tests;

public sealed class KnowledgeCheckTests
{
    [Fact]
    public async Task The_shipped_knowledge_has_no_mistakes() =>
        Assert.Empty(await KnowledgeCheck.RunAsync(Facts.Files, TestContext.Current.CancellationToken));
}
