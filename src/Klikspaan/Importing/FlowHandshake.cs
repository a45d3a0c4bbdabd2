namespace Klikspaan.Importing;

/// <summary>To where the request went that opened a websocket.</summary>
sealed record FlowHandshake(string Scheme, string Host, int? Port, string Path);
