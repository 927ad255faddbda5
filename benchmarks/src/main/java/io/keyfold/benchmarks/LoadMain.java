package io.keyfold.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Starts a standalone, puts load on it and prints the figures, each beside a limit that was measured in the same run. */
public final class LoadMain {

  private static final int COLD = 500;
  private static final int WARM_UP = 8_000;
  private static final int ALONE = 4_000;
  private static final int ONE_AT_A_TIME = 2_000;
  private static final int MANY = 10_000;
  private static final int AT_ONCE = 64;

  private final Standalone standalone;
  private final Load load;

  private LoadMain(Standalone standalone, Client client) {
    this.standalone = standalone;
    this.load = new Load(client);
  }

  /** Takes the path of {@code bin/keyfold}. */
  public static void main(String[] args) throws Exception {
    Path script = Path.of(args.length == 0 ? "bin/keyfold" : args[0]);
    try (
      Standalone standalone = Standalone.start(script);
      Client client = new Client(standalone.url(), Standalone.KEY)
    ) {
      System.out.printf("start to ready          %.1f s%n", standalone.startSeconds());
      System.out.println("memory, idle            " + standalone.memory());
      new LoadMain(standalone, client).measure(deployment(client));
      System.out.println("memory, after the load  " + standalone.memory());
    }
  }

  private void measure(String deployment) throws Exception {
    Call ping = new Call("/ping", null);
    Call create = new Call("/provider-deployments", Map.of("name", "Acme Exa", "provider_id", "prv_exa"));
    Call resolve = new Call("/credential-resolutions", Map.of("provider_deployment_id", deployment));
    System.out.printf("%-28s%9s%9s%9s%9s%9s%9s%n", "", "per s", "p50 ms", "p99 ms", "p99.9", "cpu ms", "ratio");
    print("create, 1, first " + COLD, null, COLD, () -> load.run(create, COLD, 1));
    for (Call call : new Call[] { ping, create, resolve }) {
      load.run(call, WARM_UP, 16);
    }
    // One at a time each is a transaction of its own, which is another path through Kafka than sixteen in one.
    load.run(create, ALONE, 1);
    Result append = append();
    print("create, 1", append, ONE_AT_A_TIME, () -> load.run(create, ONE_AT_A_TIME, 1));
    Result pings = print("GET /ping, 1", null, ONE_AT_A_TIME, () -> load.run(ping, ONE_AT_A_TIME, 1));
    print("resolve, 1", pings, ONE_AT_A_TIME, () -> load.run(resolve, ONE_AT_A_TIME, 1));
    Result many = print("GET /ping, 64", null, MANY, () -> load.run(ping, MANY, AT_ONCE));
    print("resolve, 64", many, MANY, () -> load.run(resolve, MANY, AT_ONCE));
    print("create, 64", many, MANY, () -> load.run(create, MANY, AT_ONCE));
  }

  private Result append() throws Exception {
    try (CommittedAppend append = new CommittedAppend(standalone.kafka())) {
      append.run(WARM_UP);
      return print("committed append, 1", null, ONE_AT_A_TIME, () -> append.run(ONE_AT_A_TIME));
    }
  }

  private static String deployment(Client client) throws IOException, InterruptedException {
    Map<String, Object> exa = Map.of("name", "Acme Exa", "provider_id", "prv_exa");
    String deployment = client.post("/provider-deployments", exa).path("id").asString();
    client.post(
      "/provider-auth-configs",
      Map.of(
        "provider_auth_method_id",
        "pam_exa_api_key",
        "provider_deployment_id",
        deployment,
        "value",
        Map.of("api_key", "exa-key")
      )
    );
    return deployment;
  }

  /** One line: the ratio is of throughputs, this one's to the limit's. */
  private Result print(String what, @Nullable Result limit, int times, Callable<Result> run) throws Exception {
    double before = standalone.cpuSeconds();
    Result result = run.call();
    double cpu = ((standalone.cpuSeconds() - before) * 1e3) / times;
    System.out.printf(
      "%-28s%9.0f%9.1f%9.1f%9.1f%9.2f%9s%n",
      what,
      result.perSecond(),
      result.p50(),
      result.p99(),
      result.p999(),
      cpu,
      limit == null ? "" : "%.2f".formatted(result.perSecond() / limit.perSecond())
    );
    return result;
  }
}
