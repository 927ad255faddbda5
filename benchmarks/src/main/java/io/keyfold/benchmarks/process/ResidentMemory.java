package io.keyfold.benchmarks.process;

/**
 * The resident memory of a process.
 *
 * @param now MB
 * @param highest maximum in MB since the process started
 */
public record ResidentMemory(long now, long highest) {
  /** {@return the values of {@code /proc/<pid>/status}} */
  static ResidentMemory parse(String status) {
    return new ResidentMemory(megabytes(status, "VmRSS:"), megabytes(status, "VmHWM:"));
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
