package io.keyfold.benchmarks.kafka;

import io.keyfold.benchmarks.process.ChildJava;
import io.keyfold.benchmarks.process.Server;
import io.keyfold.benchmarks.report.CpuTime;
import io.keyfold.benchmarks.report.Result;
import io.keyfold.benchmarks.report.Row;
import java.util.List;
import java.util.concurrent.Callable;

/** Kafka's own performance tests, each in a process of its own, against the broker of a standalone. */
public final class PerfTools {

  private static final String PRODUCER = "org.apache.kafka.tools.ProducerPerformance";
  private static final String CONSUMER = "org.apache.kafka.tools.ConsumerPerformance";
  private static final String TOPIC = "benchmark.perf";

  private final Server broker;
  private final String servers;

  /** Runs them against this broker. */
  public PerfTools(Server broker, String servers) {
    this.broker = broker;
    this.servers = servers;
  }

  /** {@return how fast so many records were appended, with acks=all and Kafka's own batching} */
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

  /** {@return how fast the records that {@link #produce} appended are read} */
  public Row consume(long records) throws Exception {
    return consume(TOPIC, records);
  }

  /** {@return how fast so many records of a topic are read} */
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

  private Row measured(String what, Callable<Result> run) throws Exception {
    double before = broker.cpuSeconds();
    Result result = run.call();
    return Row.of(what, 1, result, new CpuTime(broker.cpuSeconds() - before, Double.NaN));
  }
}
