namespace Klikspaan.Tests.Importing;

/// <summary>Databases of stored events made by hand.</summary>
static class Transcripts
{
    const string Events = "CREATE TABLE events_persisted (\n  sid TEXT, timestamp INTEGER, payload TEXT, full_event_name TEXT, full_event_name_hash INTEGER, is_core INTEGER, provider_group_id INTEGER, producer_id INTEGER, extra1 TEXT,\n FOREIGN KEY(provider_group_id) REFERENCES provider_groups(group_id), CONSTRAINT fk FOREIGN KEY(producer_id) REFERENCES producers(producer_id))";

    public static byte[] Of(params string[] payloads) => Of(4096, payloads);

    public static byte[] Of(int pageBytes, params string[] payloads) => With(new SqliteFile(pageBytes), payloads).Bytes();

    public static SqliteFile With(SqliteFile file, params string[] payloads) => file
        .Table(Events, [.. payloads.Select((p, i) => (object?[])["S-1-5-18", 132_736_804_262_573_347 + i, p, $"Event.{i}", 1000L + (i % 2), i % 2L, 1L, 1L, null])])
        .Table("CREATE TABLE provider_groups (group_id INTEGER PRIMARY KEY AUTOINCREMENT, group_guid TEXT)", [[null, "{4f50731a-89cf-4782-b3e0-dce8c90476ba}"]])
        .Table("CREATE TABLE event_tags (full_event_name_hash INTEGER, tag_id INTEGER)", [[1000L, 25L], [1001L, 1L], [1000L, 24L], [7L, 300L]])
        .Table("CREATE TABLE tag_descriptions (tag_id INTEGER, locale_name TEXT, tag_name TEXT, description TEXT)", [[1L, "en-US", "Browsing History", "x"], [25L, "en-US", "Product and Service Usage", "x"], [25L, "nl-NL", "Gebruik", "x"]])
        .Table("CREATE TABLE producers (producer_id INTEGER PRIMARY KEY AUTOINCREMENT, producer_id_text TEXT)", [[null, "a producer"]])
        .Table("CREATE TABLE event_categories (full_event_name_hash INTEGER, category_id INTEGER)", [[1001L, 1L]])
        .Table("CREATE TABLE categories (category_id INTEGER PRIMARY KEY AUTOINCREMENT, category_id_text TEXT, producer_id INTEGER)", [[null, "a category", 1L]]);

    public static Task<List<string>> ReadAsync(byte[] file, Limits? limits = null) => Hars.ReadAsync(new MemoryStream(file), file, limits, new Klikspaan.Importing.TranscriptReader());
}
