package io.keyfold.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Starts a standalone, puts load on it and prints the figures, beside what the same machine does with a bare GET. */
public final class LoadMain {

  private static final int WARM_UP = 1_000;
  private static final int ONE_AT_A_TIME = 1_000;
  private static final int MANY = 10_000;
  private static final int AT_ONCE = 64;

  private LoadMain() {}

  /** Takes the path of {@code bin/keyfold}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path script = Path.of(args.length == 0 ? "bin/keyfold" : args[0]);
    try (
      Standalone standalone = Standalone.start(script);
      Client client = new Client(standalone.url(), Standalone.KEY)
    ) {
      System.out.printf("start to ready          %.1f s%n", standalone.startSeconds());
      System.out.println("memory, idle            " + standalone.memory());
      measure(client);
      System.out.println("memory, after the load  " + standalone.memory());
    }
  }

  private static void measure(Client client) throws IOException, InterruptedException {
    Call ping = new Call("/ping", null);
    Call create = new Call("/provider-deployments", Map.of("name", "Acme Exa", "provider_id", "prv_exa"));
    Call resolve = resolution(client);
    Load load = new Load(client);
    for (Call call : new Call[] { ping, create, resolve }) {
      load.run(call, WARM_UP, 16);
    }
    System.out.printf("%-24s%10s%10s%10s%n", "", "per s", "p50 ms", "p99 ms");
    print("GET /ping, 1 (limit)", load.run(ping, ONE_AT_A_TIME, 1));
    print("create, 1", load.run(create, ONE_AT_A_TIME, 1));
    print("resolve, 1", load.run(resolve, ONE_AT_A_TIME, 1));
    print("GET /ping, 64 (limit)", load.run(ping, MANY, AT_ONCE));
    print("create, 64", load.run(create, MANY, AT_ONCE));
    print("resolve, 64", load.run(resolve, MANY, AT_ONCE));
  }

  private static Call resolution(Client client) throws IOException, InterruptedException {
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
    return new Call("/credential-resolutions", Map.of("provider_deployment_id", deployment));
  }

  private static void print(String what, Load.Result result) {
    System.out.printf("%-24s%10.0f%10.1f%10.1f%n", what, result.perSecond(), result.p50(), result.p99());
  }
}
