package io.keyfold.benchmarks.kafka;

import io.keyfold.benchmarks.process.ChildJava;
import io.keyfold.benchmarks.process.ServerProcess;
import io.keyfold.benchmarks.report.CpuTime;
import io.keyfold.benchmarks.report.Result;
import io.keyfold.benchmarks.report.Row;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs Kafka's performance tests, each in its own process, against the broker of a standalone. */
public final class PerfTools {

  private static final String PRODUCER = "org.apache.kafka.tools.ProducerPerformance";
  private static final String CONSUMER = "org.apache.kafka.tools.ConsumerPerformance";
  private static final String TOPIC = "benchmark.perf";

  private final ServerProcess broker;
  private final String servers;

  /** Creates a runner for this broker. */
  public PerfTools(ServerProcess broker, String servers) {
    this.broker = broker;
    this.servers = servers;
  }

  /** {@return the throughput of appending records, with acks=all and default batching} */
  public Row produce(long records) throws Exception {
    BenchmarkTopic.create(servers, TOPIC);
    List<String> arguments = List.of(
      "--bootstrap-server",
      servers,
      "--topic",
      TOPIC,
      "--num-records",
      Long.toString(records),
      "--record-size",
      Integer.toString(CommittedAppend.RECORD_BYTES),
      "--throughput",
      "-1",
      "--command-property",
      "acks=all"
    );
    return measured("kafka producer test", () -> PerfOutput.ofProducer(ChildJava.run(PRODUCER, arguments)));
  }

  /** {@return the throughput of reading the records of {@link #produce}} */
  public Row consume(long records) throws Exception {
    return consume(TOPIC, records);
  }

  /** {@return the throughput of reading records of a topic} */
  public Row consume(String topic, long records) throws Exception {
    List<String> arguments = List.of(
      "--bootstrap-server",
      servers,
      "--topic",
      topic,
      "--num-records",
      Long.toString(records)
    );
    return measured("kafka consumer test", () -> PerfOutput.ofConsumer(ChildJava.run(CONSUMER, arguments)));
  }

  private Row measured(String name, Callable<Result> run) throws Exception {
    double before = broker.cpuSeconds();
    Result result = run.call();
    return Row.of(name, 1, result, new CpuTime(broker.cpuSeconds() - before, Double.NaN));
  }
}
