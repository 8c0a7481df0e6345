namespace Alliance.Local.Infrastructure;

/// <summary>Something that the person at the keyboard can put right; the message is the whole sentence they get to read.</summary>
public sealed class CannotStartException(string sentence, Exception? cause = null) : Exception(sentence, cause);
