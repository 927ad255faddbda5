package io.keyfold.benchmarks.process;

import com.sun.management.OperatingSystemMXBean;
import io.keyfold.benchmarks.report.CpuTime;
import io.keyfold.benchmarks.report.Result;
import io.keyfold.benchmarks.report.Row;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** Reads the processor time of a server and of this process around a measurement. */
public final class Meter {

  private static final OperatingSystemMXBean SELF = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Meter() {}

  /** {@return the row of what was run} */
  public static Row measure(String what, int connections, Server server, Callable<Result> run) throws Exception {
    double before = server.cpuSeconds();
    double own = own();
    Result result = run.call();
    return Row.of(what, connections, result, new CpuTime(server.cpuSeconds() - before, own() - own));
  }

  private static double own() {
    return SELF.getProcessCpuTime() / 1e9;
  }
}
