package io.keyfold.benchmarks.objects;

import io.keyfold.benchmarks.process.DiskUsage;
import io.keyfold.benchmarks.process.StandaloneProcess;
import io.keyfold.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The cost of a start.
 *
 * @param name name of the start
 * @param readySeconds time from the process start to its ready line
 * @param cpuSeconds CPU time until then
 * @param memory resident memory when ready; a dash where the system does not provide it
 * @param dataMegabytes disk usage of the data folder
 * @param storesMegabytes part of it that the local stores take
 */
record StartCost(
  String name,
  double readySeconds,
  double cpuSeconds,
  String memory,
  long dataMegabytes,
  long storesMegabytes
) {
  /** The folder of the local stores within a data folder. */
  static final String STORES = "state";

  static StartCost of(String name, StandaloneProcess standalone, Path data) throws IOException, InterruptedException {
    return new StartCost(
      name,
      standalone.startSeconds(),
      standalone.startCpuSeconds(),
      standalone.memory().map(Object::toString).orElse("-"),
      DiskUsage.megabytes(data),
      DiskUsage.megabytes(data.resolve(STORES))
    );
  }

  void print(Table table) {
    table.line(
      name,
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
