package io.keyfold.benchmarks.objects;

import io.keyfold.benchmarks.process.Folders;
import io.keyfold.benchmarks.process.Standalone;
import io.keyfold.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a start took.
 *
 * @param what which start
 * @param readySeconds from the start of the process to its ready line
 * @param cpuSeconds processor time until then
 * @param memory resident memory when it is ready; a dash where the system does not tell
 * @param dataMegabytes the whole data folder on the disk
 * @param storesMegabytes of it, the local stores
 */
record Start(
  String what,
  double readySeconds,
  double cpuSeconds,
  String memory,
  long dataMegabytes,
  long storesMegabytes
) {
  /** The folder of the local stores within a data folder. */
  static final String STORES = "state";

  static Start of(String what, Standalone standalone, Path data) throws IOException, InterruptedException {
    return new Start(
      what,
      standalone.startSeconds(),
      standalone.startCpuSeconds(),
      standalone.memory().map(Object::toString).orElse("-"),
      Folders.megabytes(data),
      Folders.megabytes(data.resolve(STORES))
    );
  }

  void print(Table table) {
    table.line(
      what,
      "ready in %s s, %s s CPU, %s, data folder %d MB, stores %d MB".formatted(
        Table.number(readySeconds, 1),
        Table.number(cpuSeconds, 1),
        memory,
        dataMegabytes,
        storesMegabytes
      )
    );
  }
}
