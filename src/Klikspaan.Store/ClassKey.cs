namespace Klikspaan.Store;

/// <summary>What one row of classes is about: a host, an event, a class and why; the field, where that matters; and of content the class of what it stands in, with the statement that this rests on; and the lists on which a planted value in it is.</summary>
readonly record struct ClassKey(string Host, string Operator, string Protocol, string Event, string Path, ObservedClass Observed, DataClass Within, StepNeed? Need, string Lists);
