using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

/// <summary>A dossier of all recordings that ship with the repository, and of the corpus where it is present. Tests only read it.</summary>
public sealed class RecordingsDossier : IAsyncLifetime
{
    internal Workplace Place { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Dossier.Create(Place.Path(Workplace.Name));
        File.Copy(Repository.Path("examples", "dotnet-cli", "dossier.yaml"), Place.InDossier("dossier.yaml"), overwrite: true);
        IEnumerable<string> corpus = Repository.Corpus is null ? [] : Directory.GetFiles(Path.Combine(Repository.Corpus, "recordings"), "*.har").Order(StringComparer.Ordinal);
        await Place.TakeInAsync(Repository.Recordings().Concat(corpus).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f))));
    }

    public ValueTask DisposeAsync()
    {
        Place.Dispose();
        return ValueTask.CompletedTask;
    }
}

[CollectionDefinition(nameof(RecordingsDossier))]
public sealed class RecordingsFixture : ICollectionFixture<RecordingsDossier>;
