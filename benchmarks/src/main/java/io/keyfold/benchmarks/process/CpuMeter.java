package io.keyfold.benchmarks.process;

import com.sun.management.OperatingSystemMXBean;
import io.keyfold.benchmarks.report.CpuTime;
import io.keyfold.benchmarks.report.Result;
import io.keyfold.benchmarks.report.Row;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** Measures the CPU time of a server and of this process during a run. */
public final class CpuMeter {

  private static final OperatingSystemMXBean SELF = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private CpuMeter() {}

  /** {@return the result of the run as a row} */
  public static Row measure(String name, int connections, ServerProcess server, Callable<Result> run) throws Exception {
    double before = server.cpuSeconds();
    double ownBefore = ownCpuSeconds();
    Result result = run.call();
    return Row.of(name, connections, result, new CpuTime(server.cpuSeconds() - before, ownCpuSeconds() - ownBefore));
  }

  private static double ownCpuSeconds() {
    return SELF.getProcessCpuTime() / 1e9;
  }
}
