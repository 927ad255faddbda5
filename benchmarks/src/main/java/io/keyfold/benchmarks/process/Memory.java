package io.keyfold.benchmarks.process;

/**
 * Resident memory.
 *
 * @param now MB
 * @param highest MB, since the process began
 */
public record Memory(long now, long highest) {
  /** {@return what the system's status of a process says} */
  static Memory parse(String status) {
    return new Memory(megabytes(status, "VmRSS:"), megabytes(status, "VmHWM:"));
  }

  private static long megabytes(String status, String field) {
    String kilobytes = status
      .lines()
      .filter(line -> line.startsWith(field))
      .findFirst()
      .orElseThrow(() -> new IllegalArgumentException("no " + field + " in the status of the process"))
      .replaceAll("\\D", "");
    return Long.parseLong(kilobytes) / 1024;
  }

  @Override
  public String toString() {
    return now + " MB now, " + highest + " MB at its highest";
  }
}
