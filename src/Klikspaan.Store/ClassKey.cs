namespace Klikspaan.Store;

/// <summary>What one row of classes is about: a host, an event, a class and why; and the field, where that matters.</summary>
readonly record struct ClassKey(string Host, string Operator, string Protocol, string Event, string Path, ObservedClass Observed);
