using Klikspaan.Knowledge;
using Klikspaan.Recording.Planting;

namespace Klikspaan.Recording;

/// <summary>What a session is made of.</summary>
/// <param name="Options">What to record, and how.</param>
/// <param name="Knowledge">The facts in use.</param>
/// <param name="Tool">Name and version of this program.</param>
/// <param name="Time">The clock.</param>
/// <param name="Persona">Who was invented.</param>
/// <param name="Run">Name of the recording while it has no digest.</param>
/// <param name="Folder">A folder for what is planted and for large bodies; it is removed at the end.</param>
/// <param name="File">The file of the recording.</param>
/// <param name="Watch">Who looks on.</param>
sealed record SessionParts(
    RecordingOptions Options, KnowledgeBase Knowledge, string Tool, TimeProvider Time, Persona Persona, string Run, string Folder, FileStream File, IRecordingWatch Watch);
