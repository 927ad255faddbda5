package io.keyfold.platform.web;

/**
 * Formats a stack trace without exception messages: those of parsers, clients and drivers quote input, which may
 * contain secrets.
 */
final class RedactedStackTrace {

  private static final int MAX_CAUSES = 5;
  private static final int MAX_FRAMES = 30;

  private RedactedStackTrace() {}

  static String of(Throwable failure) {
    StringBuilder trace = new StringBuilder();
    Throwable at = failure;
    for (int i = 0; at != null && i < MAX_CAUSES; i++, at = at.getCause()) {
      trace.append(i == 0 ? "" : " caused by ").append(at.getClass().getName());
      StackTraceElement[] frames = at.getStackTrace();
      for (int f = 0; f < Math.min(frames.length, MAX_FRAMES); f++) {
        trace.append("\n  at ").append(frames[f]);
      }
      trace.append('\n');
    }
    return trace.toString();
  }
}
