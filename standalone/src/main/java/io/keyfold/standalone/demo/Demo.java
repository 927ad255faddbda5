package io.keyfold.standalone.demo;

import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.standalone.boot.Launch;
import io.keyfold.standalone.boot.Options;
import io.keyfold.standalone.boot.Standalone;
import io.keyfold.standalone.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Starts a standalone and a sandbox MCP server, and runs the demo scenario. */
public final class Demo {

  private static final int TOOL_CALLS = 4;

  private Demo() {}

  /**
   * Runs the demo.
   *
   * @param exit whether to end afterwards; otherwise it serves until the process ends
   * @param atExit receives resources to close when the process ends
   * @return the exit code: 0 if every step succeeded
   */
  public static int run(Options options, boolean exit, PrintStream out, Consumer<AutoCloseable> atExit)
    throws InterruptedException, IOException {
    SecureRandom random = new SecureRandom();
    DemoScenario.Keys keys = new DemoScenario.Keys(secret("sandbox_", random), secret("sandbox_", random));
    Sandbox sandbox = Sandbox.start(keys.first());
    atExit.accept(sandbox);
    String key = firstKey();
    Map<String, String> settings = Map.of("keyfold.egress.allow-private", "true");
    Standalone standalone = Standalone.start(new Launch(options, settings, key, out::println));
    atExit.accept(standalone);
    try (Api api = new Api(standalone.addresses().publicUrl(), key, out)) {
      OAuthScenario oauth = new OAuthScenario(api, sandbox, out);
      OAuthScenario.Connected connected = runScenario(standalone, sandbox, keys, api, oauth, out);
      if (!exit) {
        out.println();
        out.println(
          "Try: curl -H 'Authorization: Bearer " + key + "' " + standalone.addresses().publicUrl() + "/providers"
        );
        oauth.invite(connected);
        out.println();
        out.println("Keyfold goes on until you stop it with Ctrl-C");
        new CountDownLatch(1).await();
      }
      return 0;
    } catch (DemoStepException e) {
      System.err.println("keyfold: demo failed: " + e.getMessage());
      return 1;
    }
  }

  private static OAuthScenario.Connected runScenario(
    Standalone standalone,
    Sandbox sandbox,
    DemoScenario.Keys keys,
    Api api,
    OAuthScenario oauth,
    PrintStream out
  ) throws InterruptedException, IOException {
    Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    out.println();
    out.println("# A custom provider: the sandbox MCP server, with an API key or OAuth");
    String provider = api
      .call(200, "POST", "/custom-providers", SandboxProvider.body(sandbox), "id", "name", "access")
      .id();
    String deployment = new DemoScenario(api, sandbox, out).run(provider, keys);
    OAuthScenario.Connected connected = oauth.run(provider, secret("app_", new SecureRandom()));
    out.println();
    out.println("# Usage of the first deployment");
    Instant quarter = from.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(15L * (minute(from) / 15)));
    new UsageReport(api, out).print(deployment, quarter.toString(), TOOL_CALLS);
    out.println();
    out.println("# Cost of the first deployment, from a price list of the sandbox");
    new CostReport(api, out).print(provider, deployment, quarter.toString());
    out.println();
    out.println("# The same as a FOCUS file");
    new FocusFile(api, out).print(deployment, quarter);
    out.println();
    out.println("# The events on the log, read with plain Kafka, Avro and the registry's REST API");
    new EventLog(standalone.addresses()).since(from).print(out);
    return connected;
  }

  private static long minute(Instant time) {
    return Duration.between(time.truncatedTo(ChronoUnit.HOURS), time).toMinutes();
  }

  /**
   * {@return the first API key} It is always set, since a configured key is created on any data folder, also an
   * existing one.
   */
  private static String firstKey() {
    String chosen = System.getenv("KEYFOLD_BOOTSTRAP_KEY");
    return chosen == null || chosen.isBlank() ? ApiKeySecret.generate().reveal() : chosen;
  }

  private static String secret(String prefix, SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return prefix + HexFormat.of().formatHex(bytes);
  }
}
